#pragma once

#include "http/message.hpp"

#include <string>
#include <string_view>

namespace callroom::rest {

/// The request's own X-Request-Id when it is 1 to 64 of [A-Za-z0-9_-], so that one id goes through a proxy and us;
/// else a fresh random one. The form keeps quotes and line breaks out of logs and headers.
[[nodiscard]] std::string request_id_for(const http::Request& request);
[[nodiscard]] std::string new_request_id();

/// Whether a method is one of RFC 9110 and RFC 5789: only those go into the log, the rest is anybody's text.
[[nodiscard]] bool is_known_method(std::string_view method) noexcept;

}  // namespace callroom::rest
