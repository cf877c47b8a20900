#pragma once

#include "load/loop.hpp"

#include <span>
#include <string>
#include <string_view>

namespace limit_relay {

class Relay;

/// One socket of the relay.
class Peer final : public load::Pollable {
 public:
  Peer(Relay& relay, int socket, std::string sid);
  ~Peer() override;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  [[nodiscard]] const std::string& sid() const noexcept { return sid_; }
  /// A text frame of these pieces, at the end of the round.
  void send(std::string_view first, std::string_view second = {}, std::string_view third = {},
            std::string_view fourth = {});

 private:
  void on_ready(std::uint32_t events) override;
  void on_round_end() override;
  [[nodiscard]] std::size_t take(std::span<char> bytes);
  void on_message(std::string_view packet);
  void lose();

  Relay& relay_;
  int socket_;
  std::string sid_;
  bool upgraded_ = false;
  bool deferred_ = false;
  std::string unsent_;
  std::string untaken_;
};

}  // namespace limit_relay
