#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace base {

/// RFC 4648 section 4, with padding.
[[nodiscard]] std::string base64_encode(std::string_view bytes);
/// RFC 4648 section 4. Padding may be left out; any other deviation (characters outside the alphabet, white space,
/// bits set past the last byte) is nullopt.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

/// RFC 4648 section 5 (URL alphabet), no padding.
[[nodiscard]] std::string base64url_encode(std::string_view bytes);
/// RFC 4648 section 5, no padding allowed (as RFC 7515 asks of JWTs).
[[nodiscard]] std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace base
