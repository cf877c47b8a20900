#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace engineio::websocket {

/// RFC 6455, section 5.2. The others are reserved and refused.
enum class Opcode : std::uint8_t {
  kContinuation = 0x0,
  kText = 0x1,
  kBinary = 0x2,
  kClose = 0x8,
  kPing = 0x9,
  kPong = 0xA,
};

[[nodiscard]] constexpr bool is_control(Opcode opcode) noexcept { return static_cast<unsigned>(opcode) >= 0x8; }

/// The largest payload of a control frame (RFC 6455, section 5.5).
inline constexpr std::size_t kMaxControl = 125;

/// How a client's frame begins (RFC 6455, section 5.2):
///
///     bit  0    1-3     4-7      8      9-15
///       +-----+-----+--------+------+---------+----------------------+------------+-----------
///       | FIN | RSV | opcode | MASK | length  | 16 or 64 bits more   | mask, 32   | payload…
///       +-----+-----+--------+------+---------+----------------------+------------+-----------
///                                     126, 127
struct FrameHead {
  /// The longest: two bytes, eight of length, four of mask.
  static constexpr std::size_t kMaxSize = 14;

  Opcode opcode = Opcode::kContinuation;
  bool final = false;
  std::uint64_t length = 0;  ///< of the payload, bytes
  std::array<char, 4> mask{};
  std::size_t size = 0;  ///< of the head itself, bytes
};

enum class HeadStep : std::uint8_t { kNeedMore, kDone, kBad };

/// Reads a head from the front of `bytes`. kBad: reserved bits or opcode, no mask, a length in a longer form than it
/// needs, a control frame that is fragmented or longer than kMaxControl.
[[nodiscard]] HeadStep parse_head(std::string_view bytes, FrameHead& head) noexcept;

/// The longest head of a server's frame, which has no mask.
inline constexpr std::size_t kMaxServerHead = 10;

/// Writes the head of a whole, unmasked message (or control frame) of `length` bytes; how many bytes it took.
std::size_t write_head(std::span<char, kMaxServerHead> out, Opcode opcode, std::uint64_t length) noexcept;

/// Takes the mask off a piece of a payload that begins `offset` bytes behind the payload's first (RFC 6455, section 5.3).
void unmask(std::span<char> piece, const std::array<char, 4>& mask, std::uint64_t offset) noexcept;

}  // namespace engineio::websocket
