#include "socketio/json_view.hpp"

#include <array>
#include <charconv>

namespace socketio {
namespace {

constexpr std::size_t kHexDigits = 4;
constexpr std::uint32_t kFirstHighSurrogate = 0xD800;
constexpr std::uint32_t kFirstLowSurrogate = 0xDC00;
constexpr std::uint32_t kSurrogateBits = 10;
constexpr std::uint32_t kFirstSupplementary = 0x10000;

/// The UTF-8 bytes of one character.
struct Bytes {
  std::array<char, 4> data{};
  std::size_t size = 0;
  void add(std::uint32_t byte) { data[size++] = static_cast<char>(byte); }
  [[nodiscard]] std::string_view view() const { return {data.data(), size}; }
};

/// RFC 3629, section 3.
Bytes utf8(std::uint32_t code) {
  constexpr std::uint32_t kContinuation = 0x80;
  constexpr std::uint32_t kPayload = 0x3F;
  Bytes out;
  if (code < 0x80) {
    out.add(code);
  } else if (code < 0x800) {
    out.add(0xC0 | (code >> 6U));
    out.add(kContinuation | (code & kPayload));
  } else if (code < kFirstSupplementary) {
    out.add(0xE0 | (code >> 12U));
    out.add(kContinuation | ((code >> 6U) & kPayload));
    out.add(kContinuation | (code & kPayload));
  } else {
    out.add(0xF0 | (code >> 18U));
    out.add(kContinuation | ((code >> 12U) & kPayload));
    out.add(kContinuation | ((code >> 6U) & kPayload));
    out.add(kContinuation | (code & kPayload));
  }
  return out;
}

std::uint32_t hex(std::string_view digits) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return value;
}

/// Takes one character, escaped or a byte of a plain one, off the front of a checked string's inside.
Bytes take(std::string_view& rest) {
  Bytes out;
  if (rest.front() != '\\') {
    out.add(static_cast<unsigned char>(rest.front()));
    rest.remove_prefix(1);
    return out;
  }
  const char letter = rest[1];
  rest.remove_prefix(2);
  switch (letter) {
    case 'b':
      out.add('\b');
      return out;
    case 'f':
      out.add('\f');
      return out;
    case 'n':
      out.add('\n');
      return out;
    case 'r':
      out.add('\r');
      return out;
    case 't':
      out.add('\t');
      return out;
    case 'u':
      break;
    default:  // " \ and / stand for themselves
      out.add(static_cast<unsigned char>(letter));
      return out;
  }
  std::uint32_t code = hex(rest.substr(0, kHexDigits));
  rest.remove_prefix(kHexDigits);
  if (code >= kFirstHighSurrogate && code < kFirstLowSurrogate) {
    constexpr std::size_t kIntroducer = 2;  // \u
    const std::uint32_t low = hex(rest.substr(kIntroducer, kHexDigits));
    rest.remove_prefix(kIntroducer + kHexDigits);
    code = kFirstSupplementary + ((code - kFirstHighSurrogate) << kSurrogateBits) + (low - kFirstLowSurrogate);
  }
  return utf8(code);
}

}  // namespace

bool detail::spells_escaped(std::string_view inside, std::string_view plain) noexcept {
  while (!inside.empty()) {
    const Bytes next = take(inside);
    if (!plain.starts_with(next.view())) return false;
    plain.remove_prefix(next.size);
  }
  return plain.empty();
}

std::string unescape(std::string_view quoted) {
  std::string_view rest = quoted.substr(1, quoted.size() - 2);
  if (rest.find('\\') == std::string_view::npos) return std::string{rest};
  std::string out;
  out.reserve(rest.size());
  while (!rest.empty()) out += take(rest).view();
  return out;
}

}  // namespace socketio
