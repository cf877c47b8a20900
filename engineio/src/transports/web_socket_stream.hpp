#pragma once

#include "transports/web_socket.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <chrono>
#include <iterator>
#include <utility>

namespace engineio::transports {

/// WebSocket over one kind of stream. All members belong to the stream's executor, but for what is constant.
template <class Stream>
class WebSocketStream final : public WebSocket, public std::enable_shared_from_this<WebSocketStream<Stream>> {
 public:
  WebSocketStream(Stream stream, std::shared_ptr<void> lease, std::size_t max_message)
      : lease_(std::move(lease)),
        socket_(std::move(stream)),
        executor_(socket_.get_executor()),
        max_message_(max_message) {
    boost::beast::websocket::stream_base::timeout timeouts{};
    timeouts.handshake_timeout = kHandshakeTimeout;
    timeouts.idle_timeout = boost::beast::websocket::stream_base::none();  // The session has its own heartbeat.
    timeouts.keep_alive_pings = false;
    socket_.set_option(timeouts);
    // The limit is held in on_read(). Beast's own would close the connection on bytes that it has not read, which
    // resets it, and the reset overtakes the close frame: the peer would not learn why.
    socket_.read_message_max(0);
    socket_.auto_fragment(false);  // A frame is written from the message's own bytes, without a buffer between.
  }

  template <class Request>
  void accept(const Request& request, Accepted accepted) {
    boost::system::error_code ignored;  // A socket that refuses the option still works.
    boost::beast::get_lowest_layer(socket_).set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    socket_.async_accept(request, [self = this->shared_from_this(),
                                   accepted = std::move(accepted)](const boost::system::error_code& error) {
      if (!error) accepted(self);
    });
  }

  void start(std::shared_ptr<WebSocketListener> listener, boost::asio::any_io_executor executor) override {
    boost::asio::dispatch(executor_, [self = this->shared_from_this(), listener = std::move(listener),
                                      executor = std::move(executor)]() mutable {
      if (self->ended_) return;
      self->listener_ = std::move(listener);
      self->listener_executor_ = std::move(executor);
      self->read(kFirstRead);
    });
  }

  void write(std::vector<session::OutPacket> batch) override {
    boost::asio::dispatch(executor_, [self = this->shared_from_this(), batch = std::move(batch)]() mutable {
      self->write_now(std::move(batch));
    });
  }

  void close() override {
    boost::asio::dispatch(executor_, [self = this->shared_from_this()] { self->close_now(); });
  }

  void abort() override {
    boost::asio::dispatch(executor_, [self = this->shared_from_this()] { self->abort_now(); });
  }

 private:
  // Of the opening and of the closing handshake: a round trip, with room for a bad network.
  static constexpr std::chrono::seconds kHandshakeTimeout{10};
  // A waiting read holds this many bytes. Enough for any heartbeat; what is longer comes in kMoreRead steps.
  static constexpr std::size_t kFirstRead = 128;
  static constexpr std::size_t kMoreRead = 16 * 1024;
  // A read buffer that grew past this is given back once its message is delivered.
  static constexpr std::size_t kKeptBuffer = 1024;

  void read(std::size_t limit) {
    socket_.async_read_some(buffer_, limit,
                            [self = this->shared_from_this()](const boost::system::error_code& error, std::size_t) {
                              self->on_read(error);
                            });
  }

  void on_read(const boost::system::error_code& error) {
    if (ended_) return;
    if (error) {
      gone(error);
      return;
    }
    if (buffer_.size() > max_message_) {
      too_big();
      return;
    }
    if (!socket_.is_message_done()) {
      read(kMoreRead);
      return;
    }
    // The buffer stays ours and untouched while the listener, maybe on another thread, looks at it.
    boost::asio::dispatch(listener_executor_, [self = this->shared_from_this(), listener = listener_] {
      listener->on_frame(*self, self->kind(), self->frame());
      boost::asio::dispatch(self->executor_, [self] { self->read_on(); });
    });
  }

  void read_on() {
    if (ended_) return;
    buffer_.consume(buffer_.size());
    if (buffer_.capacity() > kKeptBuffer) buffer_ = {};
    read(kFirstRead);
  }

  [[nodiscard]] protocol::FrameKind kind() const {
    return socket_.got_text() ? protocol::FrameKind::kText : protocol::FrameKind::kBinary;
  }
  [[nodiscard]] std::string_view frame() const {
    return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
  }

  void write_now(std::vector<session::OutPacket> batch) {
    if (ended_) return;
    if (batch_.empty()) {
      batch_ = std::move(batch);
      written_ = 0;
      write_next();
      return;
    }
    // A peer that sends "5" without waiting for "3probe" has that still being written when the session moves here.
    batch_.insert(batch_.end(), std::make_move_iterator(batch.begin()), std::make_move_iterator(batch.end()));
  }

  void write_next() {
    if (written_ == batch_.size()) {
      batch_ = {};
      boost::asio::dispatch(listener_executor_,
                            [self = this->shared_from_this(), listener = listener_] { listener->on_drained(*self); });
      return;
    }
    const session::OutPacket& packet = batch_[written_];
    const bool binary = packet.kind == protocol::FrameKind::kBinary;
    digit_ = protocol::type_digit(packet.type);
    socket_.binary(binary);
    // The bytes are the message's own: they stay where they are when the batch grows.
    const std::array<boost::asio::const_buffer, 2> buffers{boost::asio::buffer(&digit_, binary ? 0U : 1U),
                                                           boost::asio::buffer(packet.bytes())};
    socket_.async_write(buffers, [self = this->shared_from_this()](const boost::system::error_code& error,
                                                                   std::size_t) { self->on_written(error); });
  }

  void on_written(const boost::system::error_code& error) {
    if (ended_) {
      batch_ = {};
      return;
    }
    if (error) {
      gone(error);
      return;
    }
    ++written_;
    write_next();
  }

  void gone(const boost::system::error_code& error) {
    namespace websocket = boost::beast::websocket;
    ended_ = true;
    const bool by_peer = error == websocket::error::closed || error == boost::asio::error::eof ||
                         error == boost::asio::error::connection_reset || error == boost::asio::error::broken_pipe ||
                         error == boost::asio::ssl::error::stream_truncated;
    cut();
    report(by_peer ? Gone::kClosed : Gone::kFailed);
  }

  void report(Gone how) {
    boost::asio::dispatch(listener_executor_, [self = this->shared_from_this(), listener = std::exchange(listener_, {}),
                                               how] { listener->on_gone(*self, how); });
  }

  void close_now() {
    if (std::exchange(ended_, true)) return;
    listener_.reset();
    say_goodbye(boost::beast::websocket::close_code::normal);
  }

  // The rest of the message is read and thrown away until the peer answers the close frame, or kHandshakeTimeout.
  void too_big() {
    ended_ = true;
    buffer_ = {};
    say_goodbye(boost::beast::websocket::close_code::too_big);
    report(Gone::kFailed);
  }

  void say_goodbye(boost::beast::websocket::close_code code) {
    socket_.async_close(code, [self = this->shared_from_this()](const boost::system::error_code&) { self->cut(); });
  }

  void abort_now() {
    ended_ = true;
    listener_.reset();
    cut();
  }

  void cut() {
    boost::system::error_code ignored;  // It is closed either way.
    boost::beast::get_lowest_layer(socket_).close(ignored);
  }

  const std::shared_ptr<void> lease_;  // Destroyed after the socket: the connection counts until it is closed.
  boost::beast::websocket::stream<Stream, false> socket_;  // false: no permessage-deflate compiled in
  const boost::asio::any_io_executor executor_;
  const std::size_t max_message_;  // bytes
  boost::asio::any_io_executor listener_executor_;
  std::shared_ptr<WebSocketListener> listener_;  // null before start() and once ended
  boost::beast::flat_buffer buffer_;
  std::vector<session::OutPacket> batch_;
  std::size_t written_ = 0;
  char digit_ = '0';
  bool ended_ = false;
};

}  // namespace engineio::transports
