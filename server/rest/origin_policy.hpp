#pragma once

#include "http/message.hpp"
#include "rest/context.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace callroom::rest {

/// Which web pages may call us from a browser: one policy for REST and for the Socket.IO handshake (CORS_ORIGIN).
/// It is a guard for browsers' users, not a login: programs send whatever Origin they like, and nothing here rests on
/// cookies or addresses that a browser would add by itself; the token decides who somebody is.
class OriginPolicy {
 public:
  /// Origins as browsers write them, without a path; "*" among them allows all. A trailing slash and upper case in
  /// scheme and host are forgiven.
  explicit OriginPolicy(const std::vector<std::string>& allowed);

  [[nodiscard]] bool allows_all() const noexcept { return any_; }
  /// Whether a page of this origin is in the list. "null" (a file, a sandboxed frame) only with "*".
  [[nodiscard]] bool allows(std::string_view origin) const;
  /// Whether `origin` is the host that the request itself was sent to (its Host header), so that our own pages need no
  /// entry whatever name we are reached by. The scheme is not compared: behind a proxy that ends TLS we see only plain
  /// HTTP. (A page of another site cannot make a browser send our name as Host; one that points its own name at our
  /// address is "the same" by any such test, and gains nothing without a token.)
  [[nodiscard]] static bool is_same_origin(std::string_view origin, std::optional<std::string_view> host);
  [[nodiscard]] Cors judge(const http::Request& request) const;
  /// The same judgement for the Socket.IO handshake (engineio::Config::origin_allowed): true without an Origin (empty:
  /// not a browser's page of another site), for our own host and for the list.
  [[nodiscard]] bool admits(std::string_view origin, std::string_view host) const;

 private:
  std::vector<std::string> allowed_;
  bool any_ = false;
};

}  // namespace callroom::rest
