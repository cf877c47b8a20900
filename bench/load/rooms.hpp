#pragma once

#include "load/client.hpp"
#include "load/message.hpp"
#include "load/settings.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace load {

/// Rooms with two people each, all joined. Client 2r and client 2r+1 are room r's. A refusal or a lost connection ends
/// the run with std::runtime_error: figures of a server that drops work would flatter it. Clients that misbehave on
/// purpose are excepted: what becomes of those is counted.
class Rooms final : public ClientEvents {
 public:
  /// The receiver's number, and the packet of an offer, answer or candidate.
  using OnRelayed = std::function<void(std::size_t receiver, std::string_view packet)>;

  Rooms(Loop& loop, const Settings& settings);

  /// Connects and joins all, a bounded number at a time. Throws std::runtime_error if that takes longer than a minute.
  void open();
  void on_relayed(OnRelayed callback) { relayed_ = std::move(callback); }
  /// `from` sends to the other one of its room: every eleventh of its messages is an offer.
  void send(std::size_t from, std::uint64_t number);

  /// From now on refusals and the end of this client's connection are what it asked for.
  void expect_trouble(std::size_t number) { members_[number].expects_trouble = true; }
  [[nodiscard]] std::uint64_t refusals(std::size_t number) const { return members_[number].refusals; }
  [[nodiscard]] bool is_lost(std::size_t number) const { return !members_[number].client->is_open(); }

  [[nodiscard]] Client& client(std::size_t number) { return *members_[number].client; }
  [[nodiscard]] const std::string& sid(std::size_t number) const { return members_[number].client->sid(); }
  [[nodiscard]] std::size_t clients() const noexcept { return members_.size(); }

 private:
  struct Member {
    std::unique_ptr<Client> client;
    std::unique_ptr<Message> offer;
    std::unique_ptr<Message> candidate;
    unsigned sent = 0;
    bool expects_trouble = false;
    std::uint64_t refusals = 0;
  };

  void on_connected(Client& client) override;
  void on_ack(Client& client, unsigned id, std::string_view packet) override;
  void on_event(Client& client, std::string_view packet) override;
  void on_lost(Client& client, std::string_view why) override;
  void start_more();

  Loop& loop_;
  const Settings& settings_;
  std::vector<Member> members_;
  OnRelayed relayed_;
  std::size_t started_ = 0;
  std::size_t joined_ = 0;
};

}  // namespace load
