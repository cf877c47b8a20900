#pragma once

#include "http/handler.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <utility>
#include <variant>

namespace http {

using PlainStream = boost::asio::ip::tcp::socket;

/// A plain or a TLS stream behind one set of calls. At most one read and one write at a time; everything on the
/// socket's executor. Handlers get (error_code, size_t), or (error_code) for handshake and shutdown.
class Channel {
 public:
  using Stream = std::variant<PlainStream, std::unique_ptr<TlsStream>>;

  explicit Channel(Stream stream) : stream_(std::move(stream)) {}

  [[nodiscard]] bool secure() const { return stream_.index() == 1; }
  [[nodiscard]] PlainStream& socket() {
    auto* plain = std::get_if<PlainStream>(&stream_);
    return plain != nullptr ? *plain : tls().next_layer();
  }
  /// TLS only.
  [[nodiscard]] TlsStream& tls() { return *std::get<std::unique_ptr<TlsStream>>(stream_); }

  template <class Handler>
  void read_some(boost::asio::mutable_buffer area, Handler&& handler) {
    if (secure()) {
      tls().async_read_some(area, std::forward<Handler>(handler));
    } else {
      socket().async_read_some(area, std::forward<Handler>(handler));
    }
  }

  template <class Buffers, class Handler>
  void write(const Buffers& buffers, Handler&& handler) {
    if (secure()) {
      boost::asio::async_write(tls(), buffers, std::forward<Handler>(handler));
    } else {
      boost::asio::async_write(socket(), buffers, std::forward<Handler>(handler));
    }
  }

  /// For whoever takes the connection over. The channel is empty afterwards.
  [[nodiscard]] decltype(Takeover::stream) release() {
    if (secure()) return std::move(std::get<std::unique_ptr<TlsStream>>(stream_));
    const auto executor = socket().get_executor();
    return Detached{Descriptor{socket().release()}, executor};
  }

 private:
  Stream stream_;
};

}  // namespace http
