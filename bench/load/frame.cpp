#include "load/frame.hpp"

#include <cstring>

namespace load {
namespace {

constexpr std::uint8_t kFinal = 0x80;
constexpr std::uint8_t kOpcodeBits = 0x0f;
constexpr std::uint8_t kMasked = 0x80;
constexpr std::size_t kMaskBytes = 4;
/// Lengths above this are in the two or eight bytes that follow.
constexpr std::size_t kMaxShort = 125;
constexpr std::uint8_t kTwoBytes = 126;
constexpr std::uint8_t kEightBytes = 127;

void append_head(std::string& out, Opcode opcode, std::size_t length, std::uint8_t mask_bit) {
  out.push_back(static_cast<char>(kFinal | static_cast<std::uint8_t>(opcode)));
  int length_bytes = 0;
  if (length <= kMaxShort) {
    out.push_back(static_cast<char>(mask_bit | length));
  } else if (length <= 0xffff) {
    out.push_back(static_cast<char>(mask_bit | kTwoBytes));
    length_bytes = 2;
  } else {
    out.push_back(static_cast<char>(mask_bit | kEightBytes));
    length_bytes = 8;
  }
  for (int i = length_bytes - 1; i >= 0; --i) out.push_back(static_cast<char>((length >> (8 * i)) & 0xff));
}

std::uint8_t byte_at(std::span<const char> bytes, std::size_t index) { return static_cast<std::uint8_t>(bytes[index]); }

/// Eight bytes at a time: the limit relay's cost is to be the kernel's, not this loop's.
void unmask(std::span<char> payload, const char* key) noexcept {
  char twice[8];
  std::memcpy(twice, key, kMaskBytes);
  std::memcpy(twice + kMaskBytes, key, kMaskBytes);
  std::uint64_t wide = 0;
  std::memcpy(&wide, twice, sizeof wide);
  std::size_t i = 0;
  for (; i + sizeof wide <= payload.size(); i += sizeof wide) {
    std::uint64_t part = 0;
    std::memcpy(&part, payload.data() + i, sizeof part);
    part ^= wide;
    std::memcpy(payload.data() + i, &part, sizeof part);
  }
  for (; i < payload.size(); ++i) payload[i] = static_cast<char>(payload[i] ^ twice[i % kMaskBytes]);
}

}  // namespace

std::size_t append_masked(std::string& out, Opcode opcode, std::string_view payload) {
  append_head(out, opcode, payload.size(), kMasked);
  for (const auto byte : kMask) out.push_back(static_cast<char>(byte));
  const auto begin = out.size();
  out.append(payload);
  unmask({out.data() + begin, payload.size()}, reinterpret_cast<const char*>(kMask));
  return begin;
}

void append_server_head(std::string& out, Opcode opcode, std::size_t payload_bytes) {
  append_head(out, opcode, payload_bytes, 0);
}

std::optional<Frame> take_frame(std::span<char> bytes) noexcept {
  if (bytes.size() < 2) return std::nullopt;
  const bool is_masked = (byte_at(bytes, 1) & kMasked) != 0;
  std::size_t length = byte_at(bytes, 1) & static_cast<std::uint8_t>(~kMasked);
  std::size_t head = 2;
  if (length > kMaxShort) {
    const std::size_t length_bytes = length == kTwoBytes ? 2 : 8;
    if (bytes.size() < head + length_bytes) return std::nullopt;
    length = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) length = (length << 8) | byte_at(bytes, head + i);
    head += length_bytes;
  }
  const auto key = head;
  if (is_masked) head += kMaskBytes;
  if (bytes.size() < head || bytes.size() - head < length) return std::nullopt;
  const auto payload = bytes.subspan(head, length);
  if (is_masked) unmask(payload, bytes.data() + key);
  return Frame{static_cast<Opcode>(byte_at(bytes, 0) & kOpcodeBits), (byte_at(bytes, 0) & kFinal) != 0, payload,
               head + length};
}

}  // namespace load
