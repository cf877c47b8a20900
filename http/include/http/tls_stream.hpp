#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/system_error.hpp>
#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

using SSL = struct ssl_st;  // <openssl/ssl.h>

namespace http {

struct SslFree {
  void operator()(SSL* ssl) const noexcept;
};
using SslHandle = std::unique_ptr<SSL, SslFree>;

/// The server's side of a TLS connection: OpenSSL reads and writes the socket itself, so that a connection that waits
/// holds no buffers at all (asio::ssl::stream keeps two of 17 KB). Meets AsyncReadStream and AsyncWriteStream.
///
/// At most one read and one write at a time, all on the socket's executor. Handlers never run within the call that
/// starts an operation.
class TlsStream {
 public:
  using executor_type = boost::asio::any_io_executor;
  using next_layer_type = boost::asio::ip::tcp::socket;

  /// Throws std::runtime_error if OpenSSL has no memory for it.
  TlsStream(next_layer_type socket, boost::asio::ssl::context& context);

  [[nodiscard]] executor_type get_executor() { return socket_.get_executor(); }
  [[nodiscard]] next_layer_type& next_layer() noexcept { return socket_; }
  [[nodiscard]] next_layer_type& lowest_layer() noexcept { return socket_; }

  /// Answers the client's handshake. Handlers get (error_code).
  template <class Handler>
  void async_handshake(Handler handler) {
    run([](TlsStream& self, Step& step) { self.handshake(step); },
        [handler = std::move(handler)](const boost::system::error_code& error, std::size_t) mutable { handler(error); });
  }
  /// Sends close_notify; does not wait for the peer's (RFC 8446, section 6.1, does not ask for it).
  template <class Handler>
  void async_shutdown(Handler handler) {
    run([](TlsStream& self, Step& step) { self.shutdown(step); },
        [handler = std::move(handler)](const boost::system::error_code& error, std::size_t) mutable { handler(error); });
  }
  /// asio::error::eof after close_notify, asio::ssl::error::stream_truncated at an end without it.
  template <class Buffers, class Handler>
  void async_read_some(const Buffers& buffers, Handler&& handler) {
    const boost::asio::mutable_buffer area = first_of<boost::asio::mutable_buffer>(buffers);
    run([area](TlsStream& self, Step& step) { self.read({static_cast<char*>(area.data()), area.size()}, step); },
        std::forward<Handler>(handler));
  }
  template <class Buffers, class Handler>
  void async_write_some(const Buffers& buffers, Handler&& handler) {
    const boost::asio::const_buffer area = first_of<boost::asio::const_buffer>(buffers);
    run([area](TlsStream& self, Step& step) { self.write({static_cast<const char*>(area.data()), area.size()}, step); },
        std::forward<Handler>(handler));
  }
  /// The same, blocking. For handlers that take a connection over and for tests.
  template <class Buffers>
  std::size_t write_some(const Buffers& buffers, boost::system::error_code& error) {
    const boost::asio::const_buffer area = first_of<boost::asio::const_buffer>(buffers);
    for (Step step;;) {
      write({static_cast<const char*>(area.data()), area.size()}, step);
      if (step.wait == Wait::kNo) {
        error = step.error;
        return step.bytes;
      }
      socket_.wait(direction(step.wait), error);
      if (error) return 0;
    }
  }
  template <class Buffers>
  std::size_t write_some(const Buffers& buffers) {
    boost::system::error_code error;
    const std::size_t bytes = write_some(buffers, error);
    if (error) throw boost::system::system_error{error};
    return bytes;
  }

  /// The descriptor and the TLS state upon it, for whoever goes on without Asio: reading and writing by SSL_read() and
  /// SSL_write() on a socket that does not block. Nothing may be under way. Destroy the handle before the descriptor is
  /// closed. The stream is of no use afterwards.
  [[nodiscard]] std::pair<int, SslHandle> release();

 private:
  enum class Wait : unsigned char { kNo, kRead, kWrite };
  /// What one try of an operation came to.
  struct Step {
    Wait wait = Wait::kNo;  ///< For what, before it is tried again; kNo: it is done.
    boost::system::error_code error;
    std::size_t bytes = 0;
  };

  void handshake(Step& step);
  void shutdown(Step& step);
  void read(std::span<char> area, Step& step);
  void write(std::span<const char> area, Step& step);
  void judge(int result, Step& step);

  static boost::asio::ip::tcp::socket::wait_type direction(Wait wait) noexcept {
    return wait == Wait::kRead ? next_layer_type::wait_read : next_layer_type::wait_write;
  }
  template <class Buffer, class Buffers>
  static Buffer first_of(const Buffers& buffers) {
    for (auto at = boost::asio::buffer_sequence_begin(buffers); at != boost::asio::buffer_sequence_end(buffers); ++at) {
      if (Buffer{*at}.size() > 0) return Buffer{*at};
    }
    return {};
  }

  // Tries until it need not wait any more.
  template <class Try, class Handler>
  void run(Try attempt, Handler&& handler) {
    using Signature = void(boost::system::error_code, std::size_t);
    auto operation = [this, attempt, step = Step{}, posted = false, waited = false](
                         auto& self, const boost::system::error_code& error = {}) mutable {
      if (!posted) {
        if (error) {
          self.complete(error, 0);
          return;
        }
        step = {};
        attempt(*this, step);
        if (step.wait != Wait::kNo) {
          waited = true;
          socket_.async_wait(direction(step.wait), std::move(self));
          return;
        }
        if (!waited) {  // Still within the call that started us.
          posted = true;
          boost::asio::post(socket_.get_executor(), std::move(self));
          return;
        }
      }
      self.complete(step.error, step.bytes);
    };
    std::decay_t<Handler> token(std::forward<Handler>(handler));
    boost::asio::async_compose<std::decay_t<Handler>, Signature>(std::move(operation), token, socket_);
  }

  next_layer_type socket_;
  SslHandle ssl_;  // Goes before the socket: it has the descriptor.
};

}  // namespace http
