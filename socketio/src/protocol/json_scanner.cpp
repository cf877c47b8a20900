#include "socketio/protocol/json_scanner.hpp"

#include <bit>
#include <cstdint>
#include <limits>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace socketio::protocol {
namespace {

constexpr unsigned kFirstPrintable = 0x20;
constexpr unsigned kFirstNonAscii = 0x80;

unsigned byte_at(const char* at) { return static_cast<unsigned char>(*at); }

/// A byte of a string that needs no second look.
bool is_plain(const char* at) {
  const unsigned byte = byte_at(at);
  return byte >= kFirstPrintable && byte < kFirstNonAscii && byte != '"' && byte != '\\';
}

/// The first byte from `at` on that is not plain. An SDP is strings, so this is where most of a relayed byte's time
/// goes: 16 at once where the machine can.
const char* end_of_plain(const char* at, const char* end) {
#ifdef __SSE2__
  constexpr std::ptrdiff_t kBlock = sizeof(__m128i);
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i printable = _mm_set1_epi8(static_cast<char>(kFirstPrintable));
  for (; end - at >= kBlock; at += kBlock) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i mark = _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash));
    // Compared with their sign: what is not ASCII is below zero.
    const int found = _mm_movemask_epi8(_mm_or_si128(mark, _mm_cmplt_epi8(block, printable)));
    if (found != 0) return at + std::countr_zero(static_cast<unsigned>(found));
  }
#endif
  while (at != end && is_plain(at)) ++at;
  return at;
}

/// What may follow a backslash, `u` apart.
bool is_short_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
      return true;
    default:
      return false;
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_high_surrogate(unsigned code) { return code >= 0xD800 && code < 0xDC00; }
bool is_low_surrogate(unsigned code) { return code >= 0xDC00 && code < 0xE000; }

}  // namespace

bool JsonScanner::value(JsonKind& kind, JsonMembers* members) {
  if (at_ == end_) return false;
  switch (*at_) {
    case '"':
      kind = JsonKind::kString;
      return string();
    case '{':
      kind = JsonKind::kObject;
      return object(members);
    case '[':
      kind = JsonKind::kArray;
      return array();
    case 't':
      kind = JsonKind::kTrue;
      return word("true");
    case 'f':
      kind = JsonKind::kFalse;
      return word("false");
    case 'n':
      kind = JsonKind::kNull;
      return word("null");
    default:
      kind = JsonKind::kNumber;
      return number();
  }
}

bool JsonScanner::word(std::string_view word) {
  if (!std::string_view{at_, static_cast<std::size_t>(end_ - at_)}.starts_with(word)) return false;
  at_ += word.size();
  return true;
}

// ---------------------------------------------------------------------------------------------- arrays and objects

bool JsonScanner::open_array() {
  if (depth_left_ == 0 || !take('[')) return false;
  --depth_left_;
  skip_space();
  return true;
}

bool JsonScanner::array() {
  if (!open_array()) return false;
  if (!take(']')) {
    JsonKind kind{};
    do {
      skip_space();
      if (!value(kind)) return false;
      skip_space();
    } while (take(','));
    if (!take(']')) return false;
  }
  close_array();
  return true;
}

bool JsonScanner::object(JsonMembers* members) {
  if (depth_left_ == 0 || !take('{')) return false;
  --depth_left_;
  PlaceholderMark mark;
  skip_space();
  if (!take('}')) {
    JsonMember next;
    do {
      skip_space();
      if (!member(next)) return false;
      if (members != nullptr) members->push_back(next);
      if (placeholders_ != nullptr) mark.note(next);
      skip_space();
    } while (take(','));
    if (!take('}')) return false;
  }
  ++depth_left_;
  return placeholders_ == nullptr || placeholders_->judge(mark);
}

bool JsonScanner::member(JsonMember& out) {
  const char* begin = at_;
  if (at_ == end_ || *at_ != '"' || !string()) return false;
  out.key = {begin, static_cast<std::size_t>(at_ - begin)};
  skip_space();
  if (!take(':')) return false;
  skip_space();
  begin = at_;
  if (!value(out.kind)) return false;
  out.value = {begin, static_cast<std::size_t>(at_ - begin)};
  return true;
}

// ---------------------------------------------------------------------------------------------- strings

bool JsonScanner::string() {
  const char* at = at_ + 1;  // after the quote
  while (true) {
    at = end_of_plain(at, end_);
    // In an SDP every line ends with two of these.
    while (end_ - at >= 2 && *at == '\\' && is_short_escape(at[1])) at += 2;
    if (at == end_) return false;
    if (is_plain(at)) continue;
    at_ = at;
    if (take('"')) return true;
    if (*at_ == '\\' ? !escape() : !wide_character()) return false;  // or a control character, which must be escaped
    at = at_;
  }
}

/// `\uXXXX`: one, or two that are a surrogate pair.
bool JsonScanner::escape() {
  unsigned code = 0;
  if (!take('\\') || !take('u') || !hex_quad(code) || is_low_surrogate(code)) return false;
  if (!is_high_surrogate(code)) return true;
  return take('\\') && take('u') && hex_quad(code) && is_low_surrogate(code);
}

bool JsonScanner::hex_quad(unsigned& code) {
  constexpr int kDigits = 4;
  code = 0;
  for (int i = 0; i < kDigits; ++i, ++at_) {
    if (at_ == end_) return false;
    const auto lower = static_cast<unsigned>(*at_) | 0x20U;
    if (is_digit(*at_)) {
      code = code * 16 + static_cast<unsigned>(*at_ - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      code = code * 16 + (lower - 'a' + 10);
    } else {
      return false;
    }
  }
  return true;
}

/// One character of two to four bytes (RFC 3629, section 4): no overlong form, no surrogate, nothing above U+10FFFF.
bool JsonScanner::wide_character() {
  const unsigned lead = byte_at(at_);
  if (lead < 0xC2 || lead > 0xF4) return false;
  const int continuations = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  if (end_ - at_ <= continuations) return false;
  const unsigned lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte_at(at_ + 1) < lowest || byte_at(at_ + 1) > highest) return false;
  for (int i = 2; i <= continuations; ++i) {
    if ((byte_at(at_ + i) & 0xC0U) != 0x80U) return false;
  }
  at_ += continuations + 1;
  return true;
}

// ---------------------------------------------------------------------------------------------- numbers

bool JsonScanner::number() {
  static_cast<void>(take('-'));
  if (!take('0') && !digits()) return false;
  if (take('.') && !digits()) return false;
  return (!take('e') && !take('E')) || exponent();
}

bool JsonScanner::digits() {
  const char* const begin = at_;
  while (at_ != end_ && is_digit(*at_)) ++at_;
  return at_ != begin;
}

/// A limit of range (RFC 8259, section 6): whoever builds a tree of what we let through must be able to.
bool JsonScanner::exponent() {
  if (!take('+')) static_cast<void>(take('-'));
  const char* const begin = at_;
  std::int64_t exponent = 0;
  for (; at_ != end_ && is_digit(*at_); ++at_) {
    exponent = exponent * 10 + (*at_ - '0');
    if (exponent > std::numeric_limits<int>::max()) return false;
  }
  return at_ != begin;
}

}  // namespace socketio::protocol
