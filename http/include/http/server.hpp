#pragma once

#include "http/handler.hpp"
#include "http/io_pool.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace http {

/// Deadlines and limits of one listener. All durations are measured from the moment the thing waited for begins.
struct ServerOptions {
  std::string address = "0.0.0.0";
  std::uint16_t port = 0;  ///< 0: any free port, see Server::port().
  /// From the first byte awaited on a fresh connection to the end of the header (slow-loris guard).
  std::chrono::milliseconds header_timeout{10'000};
  std::chrono::milliseconds body_timeout{30'000};
  /// Between two requests of a kept-alive connection.
  std::chrono::milliseconds idle_timeout{60'000};
  /// For every 64 KiB of an answer, so that a large file may take its time over a slow link but a peer that does not
  /// read is dropped.
  std::chrono::milliseconds write_timeout{30'000};
  /// How long the destructor lets answers in progress finish; stop() takes its own.
  std::chrono::milliseconds drain{5'000};
  /// Request line and header fields together; past it 431. Also the bound of what is read ahead of the request in hand.
  std::size_t max_header_bytes = std::size_t{16} * 1024;
  /// Past it: 503 and close (under TLS close only: a handshake is what an overloaded server cannot spare).
  std::size_t max_connections = 16'384;
  /// Set: TLS 1.2 and up. The context is shared and constant.
  std::shared_ptr<boost::asio::ssl::context> tls;
  /// Makes the answers that the connection itself gives (400, 404 and 500 for a FileBody, 408, 413, 417, 431, 500, 503,
  /// 505). `reason` is a short text that may be shown. Runs on any pool thread. Default: `reason` as text/plain.
  std::function<Response(unsigned status, std::string_view reason)> error_body;
  /// Told of an exception that left the handler (the request is answered 500). Runs on any pool thread.
  /// Default: a line on standard error.
  std::function<void(std::exception_ptr)> on_exception;
};

/// A TLS context for a server: TLS 1.2 and 1.3, no renegotiation, the certificate chain and key from PEM files.
/// Throws std::runtime_error naming the file when one is missing, unreadable or does not match the other.
[[nodiscard]] std::shared_ptr<boost::asio::ssl::context> make_tls_context(const std::string& certificate_file,
                                                                          const std::string& key_file);

/// An HTTP/1.1 server (RFC 9110, 9112). Destruction is shutdown: stop accepting, let answers in progress finish for
/// `drain`, close what is left, wait.
class Server {
 public:
  /// Binds and listens; throws boost::system::system_error (address in use, no such address).
  /// `handler` and `pool` outlive the server.
  Server(ServerOptions options, Handler& handler, IoPool& pool);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Begins to accept.
  void start();
  /// From now on each answer is its connection's last, and new connections are closed. For whoever has something to
  /// finish before stop(), which begins with this. Any thread.
  void begin_drain();
  /// Stops accepting, answers what is in progress with `Connection: close`, and closes the rest when `drain` is over.
  /// Blocks; must not be called on a pool thread. Idempotent.
  void stop(std::chrono::milliseconds drain);
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::size_t connections() const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace http
