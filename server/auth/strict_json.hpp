#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string_view>

namespace callroom::auth {

/// Reads a JSON object as security tokens must be read: a name that stands twice in any object is refused (RFC 8725,
/// section 2.4: two readers could each believe another one), and so is nesting deeper than kMaxJsonDepth.
[[nodiscard]] std::optional<boost::json::object> parse_strict_object(std::string_view text);

/// No claim or key of ours nests deeper than 3; the rest is room for claims we do not read.
inline constexpr std::size_t kMaxJsonDepth = 16;

}  // namespace callroom::auth
