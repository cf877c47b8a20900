#pragma once

#include "base/clock.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engineio {

enum class MessageKind : std::uint8_t { kText, kBinary };

/// One outgoing message. The bytes are immutable and shared, so that a broadcast to a thousand sockets holds them once.
struct Message {
  MessageKind kind = MessageKind::kText;
  std::shared_ptr<const std::string> data;
};

enum class Transport : std::uint8_t { kPolling, kWebSocket };

/// Why a session ended; a closed list, given to the handler exactly once.
enum class CloseReason : std::uint8_t {
  kTransportClose,  ///< The peer's connection went away (also: a poll cancelled by the client).
  kTransportError,  ///< I/O error, bad WebSocket frame.
  kPingTimeout,     ///< No pong within the ping timeout.
  kParseError,      ///< The peer broke the protocol.
  kClientClose,     ///< The peer sent a close packet.
  kServerClose,     ///< close() was called.
  kSlowConsumer,    ///< The outgoing queue passed its bound.
  kServerShutdown,
};
[[nodiscard]] std::string_view to_string(CloseReason reason) noexcept;

/// How a message may be treated when it cannot go out at once.
enum class Delivery : std::uint8_t {
  kReliable,  ///< Queued.
  kVolatile,  ///< Dropped unless the transport can take it now.
};

/// What the peer showed when it opened the session.
struct Handshake {
  std::string remote_address;
  /// As received, without those of the connection itself: Connection, Upgrade and Sec-WebSocket-*.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string query;  ///< Raw query string.
  bool secure = false;
  /// First value of a header, compared without case; empty if absent.
  [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
};

/// One Engine.IO session, whatever carries it. All methods are safe from any thread unless said otherwise.
class Socket {
 public:
  Socket() = default;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  virtual ~Socket() = default;

  /// The session id (`sid`): unguessable, 20 base64url characters.
  [[nodiscard]] virtual const std::string& id() const = 0;
  [[nodiscard]] virtual const Handshake& handshake() const = 0;
  /// Serial; every Handler call for this socket runs on it.
  [[nodiscard]] virtual boost::asio::any_io_executor executor() const = 0;
  /// The carrier now in use. From executor() only.
  [[nodiscard]] virtual Transport transport() const = 0;
  /// When the peer was last heard of (any packet). From executor() only.
  [[nodiscard]] virtual base::WallTime last_heard() const = 0;

  /// Queues messages as one unit: they go out in order with nothing between them. Silently dropped once closed; past
  /// the queue's bound the session is closed with kSlowConsumer. A kVolatile unit is dropped whole or sent whole.
  virtual void send(std::span<const Message> unit, Delivery delivery = Delivery::kReliable) = 0;
  /// Sends what is queued, then a close packet, then ends the session with kServerClose.
  virtual void close() = 0;

  /// What the handler keeps of this session, found without a search. From executor() only.
  [[nodiscard]] const std::shared_ptr<void>& attachment() const noexcept { return attachment_; }
  void attach(std::shared_ptr<void> attachment) noexcept { attachment_ = std::move(attachment); }

 private:
  std::shared_ptr<void> attachment_;
};

/// What is built upon sessions (Socket.IO, say). All calls for one socket come on its executor(), in order:
/// on_open, on_message…, on_close. Handlers must not block and must not throw.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual void on_open(const std::shared_ptr<Socket>& socket) = 0;
  /// `data` is valid during the call only.
  virtual void on_message(Socket& socket, MessageKind kind, std::string_view data) = 0;
  virtual void on_close(Socket& socket, CloseReason reason) = 0;
};

}  // namespace engineio
