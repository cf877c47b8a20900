#include "engineio/protocol/utf8.hpp"

#include <cstddef>
#include <cstring>

namespace engineio::protocol {
namespace {

constexpr std::uint8_t kFollowerLow = 0x80;
constexpr std::uint8_t kFollowerHigh = 0xBF;

// What a lead byte demands: how many bytes follow, and the range of the first of them (RFC 3629, section 4).
struct Lead {
  std::uint8_t following;
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

// The number of leading ASCII bytes, counted sixteen at a time: most text is nothing else.
std::size_t ascii_run(std::string_view text) noexcept {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::size_t at = 0;
  while (at + 2 * sizeof(std::uint64_t) <= text.size()) {
    std::uint64_t words[2];
    std::memcpy(words, text.data() + at, sizeof words);
    if (((words[0] | words[1]) & kHighBits) != 0) break;
    at += sizeof words;
  }
  while (at < text.size() && static_cast<std::uint8_t>(text[at]) < 0x80) ++at;
  return at;
}

}  // namespace

bool Utf8Check::feed(std::string_view piece) noexcept {
  for (std::size_t at = 0; at < piece.size();) {
    if (following_ == 0) {
      at += ascii_run(piece.substr(at));
      if (at == piece.size()) break;
      const Lead lead = lead_of(static_cast<std::uint8_t>(piece[at++]));
      if (lead.following == 0) return false;
      following_ = lead.following;
      low_ = lead.low;
      high_ = lead.high;
      continue;
    }
    const auto byte = static_cast<std::uint8_t>(piece[at++]);
    if (byte < low_ || byte > high_) return false;
    --following_;
    low_ = kFollowerLow;
    high_ = kFollowerHigh;
  }
  return true;
}

bool is_utf8(std::string_view text) noexcept {
  Utf8Check check;
  return check.feed(text) && check.complete();
}

}  // namespace engineio::protocol
