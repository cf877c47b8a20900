#pragma once

#include <string_view>

namespace engineio::protocol {

/// Whether `text` is well-formed UTF-8 (RFC 3629, section 4: no overlong forms, no surrogates, nothing past U+10FFFF).
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

}  // namespace engineio::protocol
