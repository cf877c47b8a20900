#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace http {

/// Header fields in the order they came or go. Names compare without regard to case (RFC 9110, section 5.1).
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  /// The first value of `name`, or nullopt.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  /// How often `name` occurs.
  [[nodiscard]] std::size_t count(std::string_view name) const;
  /// Whether the comma-separated lists of all fields called `name` contain `token` (`Connection: keep-alive, Upgrade`).
  [[nodiscard]] bool has_token(std::string_view name, std::string_view token) const;
  /// Appends; does not look for an earlier field of that name.
  void add(std::string name, std::string value);
  /// Replaces every field of that name by this one.
  void set(std::string name, std::string value);

  [[nodiscard]] auto begin() const { return fields_.begin(); }
  [[nodiscard]] auto end() const { return fields_.end(); }
  [[nodiscard]] std::size_t size() const { return fields_.size(); }

 private:
  std::vector<Field> fields_;
};

/// Compares two header names or tokens as HTTP does (ASCII, case-insensitive).
[[nodiscard]] bool iequals(std::string_view a, std::string_view b) noexcept;

/// One request. `target` is the raw request target; `path` and `query` are its parts, still percent-encoded.
struct Request {
  std::string method;
  std::string target;
  std::string path;
  std::string query;
  Headers headers;
  std::string body;            ///< Whole, already de-chunked.
  std::string remote_address;  ///< The peer's IP address, without port.
  bool secure = false;         ///< The connection is TLS.
  /// An RFC 6455 opening handshake (`Connection: upgrade` and `Upgrade: websocket`). Other protocols are not offered.
  [[nodiscard]] bool wants_websocket() const;
};

/// A file to send as the body: opened and streamed by the connection, never loaded whole.
struct FileBody {
  std::filesystem::path path;
};

/// One answer. `Content-Length`, `Date` and `Connection` are set by the connection.
struct Response {
  unsigned status = 200;
  Headers headers;
  std::variant<std::string, FileBody> body;
};

/// The standard reason phrase ("Not Found") or "Unknown".
[[nodiscard]] std::string_view reason_phrase(unsigned status) noexcept;

/// Decodes %XX; nullopt on a broken escape. '+' stays '+' unless `Plus::kSpace`.
enum class Plus : std::uint8_t { kLiteral, kSpace };
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus = Plus::kLiteral);

/// The first value of `key` in a query string, percent-decoded (application/x-www-form-urlencoded rules);
/// nullopt when absent or when its escape is broken.
[[nodiscard]] std::optional<std::string> query_value(std::string_view query, std::string_view key);

}  // namespace http
