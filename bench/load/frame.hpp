#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace load {

// RFC 6455 section 5.2, as little of it as a load generator needs: whole messages in one frame each.

enum class Opcode : std::uint8_t { kContinuation = 0, kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10 };

/// The masking key of all frames of this client. RFC 6455 section 10.3 wants them unpredictable, to protect proxies
/// from browsers' scripts; here there is neither, and with one key a frame can be built once and patched.
inline constexpr std::uint8_t kMask[4] = {0x5a, 0xc3, 0x17, 0x8e};

/// The byte that stands for `plain` at `index` of a masked payload.
[[nodiscard]] constexpr char masked(char plain, std::size_t index) noexcept {
  return static_cast<char>(static_cast<std::uint8_t>(plain) ^ kMask[index % 4]);
}

/// Appends a frame as a client sends it: masked with kMask. Returns where in `out` its payload begins.
std::size_t append_masked(std::string& out, Opcode opcode, std::string_view payload);
/// Appends the head of a frame as a server sends it: not masked; the payload follows.
void append_server_head(std::string& out, Opcode opcode, std::size_t payload_bytes);

struct Frame {
  Opcode opcode = Opcode::kText;
  bool final = true;
  /// In the bytes given; unmasked there if it was masked.
  std::span<char> payload;
  /// Head and payload.
  std::size_t bytes = 0;
};

/// The frame that `bytes` begin with, unmasked in place; nullopt while it is not all there.
[[nodiscard]] std::optional<Frame> take_frame(std::span<char> bytes) noexcept;

}  // namespace load
