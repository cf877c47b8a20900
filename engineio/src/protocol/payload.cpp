#include "engineio/protocol/payload.hpp"

#include "base/base64.hpp"
#include "engineio/protocol/utf8.hpp"

namespace engineio::protocol {
namespace {

constexpr char kSeparator = '\x1e';
constexpr char kBinaryMark = 'b';

}  // namespace

std::optional<base::Result<Packet, ParseError>> PayloadReader::next() {
  if (done_) {
    return std::nullopt;
  }
  const std::size_t end = rest_.find(kSeparator);
  const std::string_view piece = rest_.substr(0, end);
  if (end == std::string_view::npos) {
    done_ = true;
  } else {
    rest_.remove_prefix(end + 1);
  }
  auto packet = decode(piece);
  done_ = done_ || packet.has_error();
  return packet;
}

base::Result<Packet, ParseError> PayloadReader::decode(std::string_view piece) {
  if (!piece.empty() && piece.front() == kBinaryMark) {
    auto bytes = base::base64_decode(piece.substr(1));
    if (!bytes) {
      return ParseError::kBadBase64;
    }
    binary_ = std::move(*bytes);
    return Packet{PacketType::kMessage, FrameKind::kBinary, binary_};
  }
  // A WebSocket refuses text that is not UTF-8; text that came by HTTP must be able to leave by WebSocket.
  if (!is_utf8(piece)) {
    return ParseError::kBadUtf8;
  }
  return decode_frame(FrameKind::kText, piece);
}

std::size_t encoded_size(const Packet& packet) noexcept {
  // Separator and type (or mark); base64 makes 4 characters of every 3 bytes begun.
  const std::size_t size = packet.data.size();
  return 2 + (packet.kind == FrameKind::kBinary ? (size + 2) / 3 * 4 : size);
}

void append_packet(std::string& payload, const Packet& packet) {
  if (!payload.empty()) {
    payload.push_back(kSeparator);
  }
  if (packet.kind == FrameKind::kBinary) {
    payload.push_back(kBinaryMark);
    payload.append(base::base64_encode(packet.data));
    return;
  }
  payload.push_back(type_digit(packet.type));
  payload.append(packet.data);
}

}  // namespace engineio::protocol
