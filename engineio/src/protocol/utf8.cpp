#include "engineio/protocol/utf8.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace engineio::protocol {
namespace {

// What a lead byte demands: how many bytes follow, and the range of the first of them (RFC 3629, section 4).
struct Lead {
  unsigned following;
  std::uint8_t low;
  std::uint8_t high;
};

constexpr Lead kBad{0, 0, 0};

Lead lead_of(std::uint8_t byte) noexcept {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return kBad;
}

// The number of leading ASCII bytes, counted eight at a time: most text is nothing else.
std::size_t ascii_run(std::string_view text) noexcept {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::size_t at = 0;
  while (at + sizeof(std::uint64_t) <= text.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & kHighBits) != 0) break;
    at += sizeof word;
  }
  while (at < text.size() && static_cast<std::uint8_t>(text[at]) < 0x80) ++at;
  return at;
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  for (;;) {
    text.remove_prefix(ascii_run(text));
    if (text.empty()) {
      return true;
    }
    const Lead lead = lead_of(static_cast<std::uint8_t>(text[0]));
    if (lead.following == 0 || text.size() <= lead.following) {
      return false;
    }
    const auto second = static_cast<std::uint8_t>(text[1]);
    if (second < lead.low || second > lead.high) {
      return false;
    }
    for (std::size_t i = 2; i <= lead.following; ++i) {
      if ((static_cast<std::uint8_t>(text[i]) & 0xC0) != 0x80) return false;
    }
    text.remove_prefix(lead.following + 1);
  }
}

}  // namespace engineio::protocol
