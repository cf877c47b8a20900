#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string_view>

namespace engineio::protocol {

/// Packet types of protocol 4; the value is the digit on the wire.
enum class PacketType : std::uint8_t { kOpen, kClose, kPing, kPong, kMessage, kUpgrade, kNoop };

/// What kind of WebSocket frame carries a packet (a payload marks the second one with 'b').
enum class FrameKind : std::uint8_t { kText, kBinary };

/// A packet that points into somebody else's bytes.
struct Packet {
  PacketType type = PacketType::kNoop;
  FrameKind kind = FrameKind::kText;
  std::string_view data;
};

enum class ParseError : std::uint8_t {
  kEmpty,        ///< No packet where one must be.
  kUnknownType,  ///< The first character is no packet type.
  kBadBase64,    ///< A binary packet of a payload is not base64.
  kBadUtf8,      ///< Text that is not UTF-8.
};

/// The first character of a text packet.
[[nodiscard]] char type_digit(PacketType type) noexcept;

/// One packet as a WebSocket frame carries it:
///
///   text    +------+--------+        binary  +--------+
///           | type |  data  |                |  data  |   always a message
///           +------+--------+                +--------+
///            '0'…'6'
///
/// The result points into `frame`. Whether a text frame is UTF-8 is the WebSocket's to check (RFC 6455, section 8.1).
[[nodiscard]] base::Result<Packet, ParseError> decode_frame(FrameKind kind, std::string_view frame);

}  // namespace engineio::protocol
