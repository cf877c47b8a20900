#pragma once

#include "rooms/acks.hpp"
#include "rooms/channel.hpp"
#include "rooms/member.hpp"
#include "rooms/timers.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace socketio::server {

class Connection;

/// One connection to one namespace. Constant after construction but for the acks; what lasts longer than a connection
/// (rooms, log) is the channel's.
class SocketImpl final : public rooms::Member, public std::enable_shared_from_this<SocketImpl> {
 public:
  enum class Origin : std::uint8_t { kFresh, kRecovered };
  struct Parts {
    std::weak_ptr<engineio::Socket> session;
    boost::asio::any_io_executor executor;  ///< The session's.
    std::shared_ptr<rooms::Channel> channel;
    std::shared_ptr<rooms::EventEncoder> encoder;
    std::shared_ptr<rooms::Timers> timers;
    std::weak_ptr<Connection> connection;
    std::shared_ptr<const void> attachment;
    Origin origin = Origin::kFresh;
  };
  explicit SocketImpl(Parts parts) : parts_(std::move(parts)) {}

  [[nodiscard]] const std::string& id() const override { return parts_.channel->id(); }
  [[nodiscard]] const std::string& nsp() const override { return parts_.channel->nsp(); }
  [[nodiscard]] boost::asio::any_io_executor executor() const override { return parts_.executor; }
  [[nodiscard]] bool recovered() const override { return parts_.origin == Origin::kRecovered; }
  [[nodiscard]] base::WallTime last_heard() const override;
  [[nodiscard]] const std::shared_ptr<const void>& attachment() const override { return parts_.attachment; }

  void emit(std::string_view event, const Payload& args, Delivery delivery) override;
  bool emit_pieces(std::string_view event, std::span<const std::string_view> pieces, rooms::Attachments attachments,
                   Delivery delivery) override;
  void emit_with_ack(std::string_view event, const Payload& args, std::chrono::milliseconds timeout,
                     AckReceiver receiver) override;
  void join(const std::string& room) override { parts_.channel->join(room); }
  void leave(const std::string& room) override { parts_.channel->leave(room); }
  void disconnect(CloseConnection close) override;
  void deliver(const rooms::SharedEvent& event, Delivery delivery) override { parts_.channel->emit(event, delivery); }

  // For the connection, on executor().
  [[nodiscard]] rooms::Channel& channel() const { return *parts_.channel; }
  [[nodiscard]] const std::shared_ptr<rooms::Channel>& shared_channel() const { return parts_.channel; }
  void on_ack(std::uint64_t id, Payload payload) { acks_.answer(id, std::move(payload)); }
  void remember_last_heard() { last_heard_ = last_heard(); }
  void close_acks() { acks_.close_all(); }
  /// Answers event `id` of this connection, once.
  [[nodiscard]] AckSender ack_sender(std::uint64_t id);
  /// disconnect() was called: whatever ends the connection now, that came first.
  [[nodiscard]] bool left_by_server() const { return left_by_server_; }

  /// The same peer is back on another session before this one was known to be lost: it is lost now. `done` runs when
  /// the handler has been told. Any thread.
  void supersede(std::function<void()> done);

 private:
  const Parts parts_;
  base::WallTime last_heard_{};  ///< Set when the connection ends; until then the session knows. Of the executor.
  rooms::Acks acks_;
  std::atomic<bool> left_by_server_{false};
};

}  // namespace socketio::server
