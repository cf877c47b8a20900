#pragma once

#include "engineio/protocol/packet.hpp"
#include "http/handler.hpp"
#include "loop/loop.hpp"
#include "session/send_queue.hpp"
#include "transports/outbox.hpp"
#include "transports/wire.hpp"
#include "websocket/reader.hpp"

#include <boost/asio/post.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engineio::transports {

class WebSocket;

/// How a WebSocket ended.
enum class Gone : std::uint8_t {
  kClosed,  ///< The peer closed it, or its connection.
  kFailed,  ///< Anything else: a frame against RFC 6455, a message over the limit, an I/O error.
};

/// Whom a WebSocket tells. Every call comes on the loop given to WebSocket::start().
class WebSocketListener {
 public:
  virtual ~WebSocketListener() = default;
  /// `frame` is valid during the call. The next frame is read only after it returned: that is the backpressure.
  virtual void on_frame(WebSocket& socket, protocol::FrameKind kind, std::string_view frame) = 0;
  /// Everything given to write() is with the kernel. May come before write() returns.
  virtual void on_drained(WebSocket& socket) = 0;
  /// At most once, and never after close() or abort(), nor from within another call of the socket.
  virtual void on_gone(WebSocket& socket, Gone how) = 0;
};

/// The server's end of a WebSocket (RFC 6455) over a connection that was taken over. Its I/O stays on the connection's
/// loop, whichever loop its listener lives on; the methods may be called from any thread.
///
///   kOpening ── start() ──► kOpen
///   kOpen ── close() ──► kClosing ── the peer's close ──► kGone (kLingering under TLS)
///   kOpen ── the peer's close ──► kAnswering ── our answer is out ──► kGone (kLingering under TLS)
///   kOpen ── a fault of the peer's ──► kLingering ── the peer's end ──► kGone
///   any ── the connection's end, abort(), kHandshakeTimeout after kOpen ──► kGone
///
/// Lingering: we have said our last, and read until the peer has, so that no reset overtakes it.
class WebSocket final : public loop::Watcher,
                        public std::enable_shared_from_this<WebSocket>,
                        private loop::Alarm {
 public:
  /// Takes the connection and answers its handshake, which check_opening() found good. Null, and the connection closed,
  /// if bytes follow the header: a client "MUST wait for a response from the server before sending any further data"
  /// (section 4.1). `max_message` in bytes. On the connection's executor.
  [[nodiscard]] static std::shared_ptr<WebSocket> accept(http::Takeover takeover, std::size_t max_message);

  WebSocket(http::Takeover& takeover, loop::Loop& loop, std::size_t max_message);
  ~WebSocket() override;

  /// Where its I/O is.
  [[nodiscard]] loop::Loop& loop() const noexcept { return loop_; }

  /// Begins to read. Once; `loop` is the listener's.
  void start(std::shared_ptr<WebSocketListener> listener, loop::Loop& loop);
  /// Writes the packets in order, a frame each, behind what is being written; on_drained() when nothing is left.
  void write(std::vector<session::OutPacket> batch);
  /// Closing handshake, bounded in time; nothing more is reported.
  void close();
  /// Cuts the connection; nothing more is reported.
  void abort();

 private:
  enum class State : std::uint8_t { kOpening, kOpen, kClosing, kAnswering, kLingering, kGone };
  /// A frame that is lent to another thread, and what came behind it.
  struct Lent {
    protocol::FrameKind kind;
    std::string frame;
    std::string behind;
  };

  template <class Work>
  void here(Work work);
  template <class Call>
  void tell(std::shared_ptr<WebSocketListener> listener, Call call);
  void on_ready(std::uint32_t events) override;
  void on_alarm() override { cut(); }

  enum class Behind : std::uint8_t { kMaybeMore, kNothing };
  void read_on(Behind behind);
  void take(std::span<char> input);
  void on_event(const websocket::Event& event, std::span<char>& input);
  void deliver(const websocket::Event& event, std::span<char>& input);
  void lend(const websocket::Event& event, std::span<char>& input);
  void give_back();
  void end(Gone how);

  void flush();
  void lose(Gone how);
  void drained();
  void answer_ping(std::string_view payload);
  void say_goodbye(std::string frame, State next);
  void report(Gone how);
  void part();
  void cut();
  void watch();

  std::shared_ptr<void> lease_;  // Goes after the wire: the connection counts until it is closed.
  loop::Loop& loop_;
  Wire wire_;
  websocket::Reader reader_;
  Outbox outbox_;
  std::shared_ptr<WebSocketListener> listener_;  // null before start() and once it is not to be told any more
  loop::Loop* listener_loop_ = nullptr;
  std::unique_ptr<Lent> lent_;        // while another thread looks at a frame; nothing is read meanwhile
  std::unique_ptr<std::string> pong_;  // the latest ping's payload, when too many pongs are waiting already
  State state_ = State::kOpening;
  std::uint8_t pongs_ = 0;     // in the outbox
  bool owes_drained_ = false;  // on_drained() is to be told
  bool reported_ = false;      // on_gone() is told; the goodbye is said by us
  bool blocked_ = false;       // the kernel takes no more for now
  std::optional<Gone> lost_;   // writing failed; told when there is nothing left to read
};

// Runs `work(*this)` on our loop.
template <class Work>
void WebSocket::here(Work work) {
  if (loop_.here()) {
    work(*this);
    return;
  }
  boost::asio::post(loop_.executor(), [self = shared_from_this(), work = std::move(work)]() mutable { work(*self); });
}

// Calls `call(listener)` on the listener's loop. By value: it may let go of us, and we of it.
template <class Call>
void WebSocket::tell(std::shared_ptr<WebSocketListener> listener, Call call) {
  if (!listener) return;
  if (listener_loop_ == &loop_) {
    call(*listener);
    return;
  }
  boost::asio::post(listener_loop_->executor(), [self = shared_from_this(), listener = std::move(listener),
                                                 call = std::move(call)]() mutable { call(*listener); });
}

}  // namespace engineio::transports
