#pragma once

#include "http/descriptor.hpp"
#include "http/message.hpp"
#include "http/tls_stream.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>

namespace http {

/// One request and its one answer. Owned by the connection and whoever has the answer to give.
class Exchange {
 public:
  virtual ~Exchange() = default;

  /// Constant once the handler is called; may be read from any thread.
  [[nodiscard]] virtual const Request& request() const = 0;
  /// Sends the answer. Any thread; the first call counts, later ones are ignored.
  virtual void respond(Response response) = 0;
  /// `callback` runs on executor() if the peer goes away before respond(). Set it from executor() only; at most one.
  virtual void on_abort(std::function<void()> callback) = 0;
  /// The connection's executor: serial, and the same thread for the connection's whole life.
  [[nodiscard]] virtual boost::asio::any_io_executor executor() const = 0;
};

/// A connected TCP socket that does not block and that no reactor knows, and the loop that it belongs to.
struct Detached {
  Descriptor descriptor;
  boost::asio::any_io_executor executor;
};

/// A connection handed over to another protocol after its request header was read.
struct Takeover {
  std::variant<Detached, std::unique_ptr<TlsStream>> stream;
  Request request;
  /// Every byte that came after the request header.
  std::string early;
  /// Runs (once, any thread) when the new owner is done, so that the server's connection count and shutdown are right.
  std::shared_ptr<void> lease;
};

/// What a server serves. Every call arrives on the connection's executor and must not block.
class Handler {
 public:
  virtual ~Handler() = default;

  /// The largest body this request may have, in bytes, asked once its header has been read. A larger one is answered
  /// 413 without being read.
  [[nodiscard]] virtual std::uint64_t max_body(const Request& head) const = 0;
  /// Must lead to exactly one respond(), now or later.
  virtual void handle(std::shared_ptr<Exchange> exchange) = 0;
  /// Asked for a request with a WebSocket upgrade header before anything is answered. True: take_over() follows. False:
  /// the request is handled as any other.
  [[nodiscard]] virtual bool accepts_upgrade(const Request& head) const {
    static_cast<void>(head);
    return false;
  }
  virtual void take_over(Takeover takeover) { static_cast<void>(takeover); }
};

}  // namespace http
