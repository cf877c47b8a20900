#pragma once

#include "base/clock.hpp"
#include "http/message.hpp"
#include "rest/reply.hpp"

#include <string_view>

namespace callroom::rest {

/// Puts a reply into the contract's envelope: status, body, Content-Type and the reply's own headers.
[[nodiscard]] http::Response to_response(const Reply& reply, std::string_view request_id, base::WallTime now);

[[nodiscard]] unsigned status_of(const Reply& reply) noexcept;
/// The error code; empty for a success.
[[nodiscard]] std::string_view code_of(const Reply& reply) noexcept;

}  // namespace callroom::rest
