#pragma once

#include <cstdint>
#include <string_view>

namespace engineio::protocol {

/// Checks that text which comes in pieces is well-formed UTF-8 (RFC 3629, section 4: no overlong forms, no surrogates,
/// nothing past U+10FFFF). A character may be cut anywhere.
class Utf8Check {
 public:
  /// False: whatever follows, this is not UTF-8. The check is of no use after that.
  [[nodiscard]] bool feed(std::string_view piece) noexcept;
  /// No character is begun and not finished.
  [[nodiscard]] bool complete() const noexcept { return following_ == 0; }

 private:
  std::uint8_t following_ = 0;  // bytes that the character begun still needs
  std::uint8_t low_ = 0;        // the range of the next of them
  std::uint8_t high_ = 0;
};

/// Whether `text` as a whole is well-formed UTF-8.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

}  // namespace engineio::protocol
