#include "engineio/protocol/packet.hpp"

namespace engineio::protocol {

char type_digit(PacketType type) noexcept { return static_cast<char>('0' + static_cast<char>(type)); }

base::Result<Packet, ParseError> decode_frame(FrameKind kind, std::string_view frame) {
  if (kind == FrameKind::kBinary) {
    return Packet{PacketType::kMessage, FrameKind::kBinary, frame};
  }
  if (frame.empty()) {
    return ParseError::kEmpty;
  }
  if (frame.front() < '0' || frame.front() > '6') {
    return ParseError::kUnknownType;
  }
  return Packet{static_cast<PacketType>(frame.front() - '0'), FrameKind::kText, frame.substr(1)};
}

}  // namespace engineio::protocol
