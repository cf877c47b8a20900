#pragma once

#include "http/handler.hpp"
#include "http/io_pool.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

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
  std::chrono::milliseconds write_timeout{30'000};
  std::size_t max_header_bytes = 16 * 1024;
  std::size_t max_connections = 16'384;
  /// Set: TLS 1.2 and up. The context is shared and constant.
  std::shared_ptr<boost::asio::ssl::context> tls;
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
