#include "base/base64.hpp"

#include <array>
#include <cstdint>

namespace base {
namespace {

constexpr std::string_view kStandard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t kInvalid = 0xFF;

using Reverse = std::array<std::uint8_t, 256>;

constexpr Reverse reverse_of(std::string_view alphabet) {
  Reverse table{};
  table.fill(kInvalid);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return table;
}

constexpr Reverse kStandardReverse = reverse_of(kStandard);
constexpr Reverse kUrlReverse = reverse_of(kUrl);

std::string encode(std::string_view bytes, std::string_view alphabet, bool pad) {
  std::string text((bytes.size() * 8 + 5) / 6, '=');
  char* out = text.data();
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : bytes) {
    bits = (bits << 8) | static_cast<std::uint8_t>(c);
    held += 8;
    while (held >= 6) {
      held -= 6;
      *out++ = alphabet[(bits >> held) & 0x3F];
    }
  }
  if (held > 0) *out = alphabet[(bits << (6 - held)) & 0x3F];
  if (pad) text.resize((bytes.size() + 2) / 3 * 4, '=');
  return text;
}

std::optional<std::string> decode(std::string_view text, const Reverse& reverse) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes(text.size() * 6 / 8, '\0');
  char* out = bytes.data();
  std::uint32_t bits = 0;
  std::uint8_t seen = 0;  // All values, or'ed: looked at once, at the end.
  int held = 0;
  for (const char c : text) {
    const std::uint8_t value = reverse[static_cast<std::uint8_t>(c)];
    seen |= value;
    bits = (bits << 6) | value;
    held += 6;
    if (held >= 8) {
      held -= 8;
      *out++ = static_cast<char>((bits >> held) & 0xFF);
    }
  }
  if (seen > 0x3F) return std::nullopt;
  // Leftover bits must be zero, or two texts would decode to the same bytes (RFC 4648 section 3.5).
  if ((bits & ((1U << held) - 1)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string base64_encode(std::string_view bytes) { return encode(bytes, kStandard, true); }

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.ends_with('=')) {
    if (text.size() % 4 != 0) return std::nullopt;
    text.remove_suffix(text.ends_with("==") ? 2 : 1);
  }
  return decode(text, kStandardReverse);
}

std::string base64url_encode(std::string_view bytes) { return encode(bytes, kUrl, false); }

std::optional<std::string> base64url_decode(std::string_view text) { return decode(text, kUrlReverse); }

}  // namespace base
