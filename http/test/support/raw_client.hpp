#pragma once

#include "http/message.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace http::test {

/// What came back, taken apart by a reader that shares no code with the server.
struct RawResponse {
  int status = 0;
  std::string head;  ///< As received.
  Headers headers;
  std::string body;

  [[nodiscard]] std::string header(std::string_view name) const { return std::string{headers.find(name).value_or("")}; }
};

/// TLS versions a client is willing to speak; kNone: plain TCP.
enum class ClientTls : std::uint8_t { kNone, k11, k12, k13 };

/// A blocking client that sends exactly the bytes it is given. Every call gives up (throws) after the test's patience.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port, ClientTls tls = ClientTls::kNone);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void send(std::string_view bytes);
  /// Reads one response. `head_only`: the answer to HEAD.
  enum class Expect : std::uint8_t { kBody, kHeadOnly };
  [[nodiscard]] RawResponse response(Expect expect = Expect::kBody);
  /// Reads up to and with `end`.
  [[nodiscard]] std::string until(std::string_view end);
  /// Everything up to the end of the stream; throws if the connection stays open. A reset counts as the end.
  [[nodiscard]] std::string rest();
  /// Sends a FIN and goes on reading.
  void half_close();
  /// Goes away without a FIN: the peer gets a reset.
  void reset();
  /// TLS: what was agreed upon ("TLSv1.3", "http/1.1").
  [[nodiscard]] std::string tls_version() const;
  [[nodiscard]] std::string alpn() const;

 private:
  struct Tls;
  /// Appends what comes to buffer_; false at the end of the stream.
  bool more();
  [[nodiscard]] std::string take(std::size_t bytes);

  int socket_ = -1;
  std::unique_ptr<Tls> tls_;
  std::string buffer_;
};

/// GET `target` and the answer, on a connection of its own.
[[nodiscard]] RawResponse get(std::uint16_t port, std::string_view target);

}  // namespace http::test
