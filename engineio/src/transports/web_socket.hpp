#pragma once

#include "engineio/protocol/packet.hpp"
#include "http/handler.hpp"
#include "session/send_queue.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace engineio::transports {

class WebSocket;

/// How a WebSocket ended.
enum class Gone : std::uint8_t {
  kClosed,  ///< The peer closed it, or its connection.
  kFailed,  ///< Anything else: a frame against RFC 6455, a message over the limit, an I/O error.
};

/// Whom a WebSocket tells. Every call comes on the executor given to WebSocket::start().
class WebSocketListener {
 public:
  virtual ~WebSocketListener() = default;
  /// `frame` is valid during the call. The next frame is read only after it returned: that is the backpressure.
  virtual void on_frame(WebSocket& socket, protocol::FrameKind kind, std::string_view frame) = 0;
  /// Everything given to write() is with the kernel.
  virtual void on_drained(WebSocket& socket) = 0;
  /// At most once, and never after close() or abort().
  virtual void on_gone(WebSocket& socket, Gone how) = 0;
};

/// A WebSocket (RFC 6455) over a connection that was taken over. Its I/O stays on the connection's thread, whichever
/// thread its listener lives on; the methods may be called from any.
class WebSocket {
 public:
  using Accepted = std::function<void(std::shared_ptr<WebSocket>)>;

  virtual ~WebSocket() = default;

  /// Answers the opening handshake, then calls `accepted` on the connection's executor. A handshake that is refused or
  /// fails ends with the connection closed and `accepted` not called. `max_message` in bytes.
  static void accept(http::Takeover takeover, std::size_t max_message, Accepted accepted);

  /// Begins to read. Once; `executor` is the listener's.
  virtual void start(std::shared_ptr<WebSocketListener> listener, boost::asio::any_io_executor executor) = 0;
  /// Writes the packets in order, a frame each, behind what is being written; on_drained() when nothing is left.
  virtual void write(std::vector<session::OutPacket> batch) = 0;
  /// Closing handshake, bounded in time; nothing more is reported.
  virtual void close() = 0;
  /// Cuts the connection; nothing more is reported.
  virtual void abort() = 0;
};

}  // namespace engineio::transports
