#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace http {

/// An answer that the connection gives by itself. `reason` is static text.
struct Refusal {
  unsigned status = 400;
  std::string_view reason;
};

/// One request out of a stream of bytes, without doing any I/O: the head is found, passed through the header gate and
/// parsed, then the body is taken off its framing. Use one per request: read_head() until it is not kNeedMore, then
/// limit_body(), then read_body() until it is not kNeedMore. One owner.
class RequestReader {
 public:
  enum class Step : std::uint8_t { kNeedMore, kDone, kRefused };

  /// `max_header_bytes` bounds the head, and later one chunk header or the trailer section.
  explicit RequestReader(std::size_t max_header_bytes);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  /// `input` is everything received and not consumed, the same bytes with more behind them at each call. On kDone
  /// head_size() bytes of it are the head; the caller consumes them.
  [[nodiscard]] Step read_head(std::string_view input);
  [[nodiscard]] std::size_t head_size() const { return head_size_; }

  /// Method, target and headers after read_head(); the body too after read_body(). Moved out by the caller.
  [[nodiscard]] Request& request() { return request_; }
  [[nodiscard]] bool keep_alive() const;
  /// HTTP/1.0: no 100 Continue, and the connection closes unless asked otherwise.
  [[nodiscard]] bool is_http10() const;
  /// A body follows (its length may still be unknown).
  [[nodiscard]] bool has_body() const;
  /// A WebSocket handshake: a GET without a body, of HTTP/1.1 (RFC 6455, section 4.1). What is behind the head belongs to
  /// the new protocol.
  [[nodiscard]] bool offers_websocket() const;

  /// kRefused (413) if Content-Length already says more than `bytes`; else the body may have that many.
  [[nodiscard]] Step limit_body(std::uint64_t bytes);
  /// Takes what it can from the front of `input` and says in `used` how many bytes that were.
  [[nodiscard]] Step read_body(std::string_view input, std::size_t& used);

  /// After kRefused.
  [[nodiscard]] const Refusal& refusal() const { return refusal_; }

 private:
  struct Parser;  // Beast stays in the source file.

  Step refuse(unsigned status, std::string_view reason);
  Step parse(std::string_view head);

  std::size_t max_header_bytes_;
  std::size_t searched_ = 0;  // No end of the head before here.
  std::size_t head_size_ = 0;
  std::unique_ptr<Parser> parser_;
  Request request_;
  Refusal refusal_;
};

}  // namespace http
