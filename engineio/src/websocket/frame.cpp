#include "websocket/frame.hpp"

#include <cstring>

namespace engineio::websocket {
namespace {

constexpr unsigned kFinal = 0x80;
constexpr unsigned kReserved = 0x70;
constexpr unsigned kOpcodeBits = 0x0F;
constexpr unsigned kMasked = 0x80;
constexpr unsigned kLengthBits = 0x7F;
constexpr unsigned kLength16 = 126;  // the length is in the next two bytes
constexpr unsigned kLength64 = 127;  // in the next eight
constexpr std::uint64_t kMax16 = 0xFFFF;

constexpr unsigned byte_at(std::string_view bytes, std::size_t at) noexcept {
  return static_cast<unsigned char>(bytes[at]);
}

constexpr bool is_known(unsigned opcode) noexcept { return opcode <= 0x2 || (opcode >= 0x8 && opcode <= 0xA); }

// Network byte order, section 5.2.
std::uint64_t read_number(std::string_view bytes) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) value = value << 8 | byte_at(bytes, i);
  return value;
}

void write_number(std::span<char> out, std::uint64_t value) noexcept {
  for (std::size_t i = out.size(); i > 0; value >>= 8) out[--i] = static_cast<char>(value & 0xFF);
}

// "the minimal number of bytes MUST be used"; "the most significant bit MUST be 0".
bool is_minimal(std::uint64_t length, unsigned form) noexcept {
  return form == kLength16 ? length >= kLength16 : length > kMax16 && length >> 63 == 0;
}

}  // namespace

HeadStep parse_head(std::string_view bytes, FrameHead& head) noexcept {
  constexpr std::size_t kFixed = 2;
  if (bytes.size() < kFixed) return HeadStep::kNeedMore;
  const unsigned first = byte_at(bytes, 0);
  const unsigned second = byte_at(bytes, 1);
  if ((first & kReserved) != 0 || !is_known(first & kOpcodeBits) || (second & kMasked) == 0) return HeadStep::kBad;
  head.opcode = static_cast<Opcode>(first & kOpcodeBits);
  head.final = (first & kFinal) != 0;
  const unsigned form = second & kLengthBits;
  if (is_control(head.opcode) && (!head.final || form > kMaxControl)) return HeadStep::kBad;

  const std::size_t more = form < kLength16 ? 0 : form == kLength16 ? sizeof(std::uint16_t) : sizeof(std::uint64_t);
  head.size = kFixed + more + head.mask.size();
  if (bytes.size() < kFixed + more) return HeadStep::kNeedMore;
  head.length = more == 0 ? form : read_number(bytes.substr(kFixed, more));
  if (more > 0 && !is_minimal(head.length, form)) return HeadStep::kBad;
  if (bytes.size() < head.size) return HeadStep::kNeedMore;
  std::memcpy(head.mask.data(), bytes.data() + kFixed + more, head.mask.size());
  return HeadStep::kDone;
}

std::size_t write_head(std::span<char, kMaxServerHead> out, Opcode opcode, std::uint64_t length) noexcept {
  out[0] = static_cast<char>(kFinal | static_cast<unsigned>(opcode));
  if (length < kLength16) {
    out[1] = static_cast<char>(length);
    return 2;
  }
  const bool small = length <= kMax16;
  out[1] = static_cast<char>(small ? kLength16 : kLength64);
  const std::size_t more = small ? sizeof(std::uint16_t) : sizeof(std::uint64_t);
  write_number(out.subspan(2, more), length);
  return 2 + more;
}

void unmask(std::span<char> piece, const std::array<char, 4>& mask, std::uint64_t offset) noexcept {
  // Four words at a time: plain enough for the compiler to make vectors of.
  constexpr std::size_t kBlock = 32;
  std::array<char, kBlock> key{};
  for (std::size_t i = 0; i < kBlock; ++i) key[i] = mask[(offset + i) % mask.size()];
  std::array<std::uint64_t, kBlock / sizeof(std::uint64_t)> words{};
  std::array<std::uint64_t, words.size()> keys{};
  std::memcpy(keys.data(), key.data(), kBlock);
  std::size_t at = 0;
  for (; at + kBlock <= piece.size(); at += kBlock) {
    std::memcpy(words.data(), piece.data() + at, kBlock);
    for (std::size_t i = 0; i < words.size(); ++i) words[i] ^= keys[i];
    std::memcpy(piece.data() + at, words.data(), kBlock);
  }
  for (std::size_t i = 0; at < piece.size(); ++at, ++i) piece[at] = static_cast<char>(piece[at] ^ key[i]);
}

}  // namespace engineio::websocket
