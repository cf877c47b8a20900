#pragma once

#include "socketio/payload.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace socketio::protocol {

/// The packet types of protocol 5, by the digit that stands first on the wire. The binary forms (5, 6) exist on the
/// wire only: a decoded packet is kEvent or kAck with attachments.
enum class PacketType : std::uint8_t {
  kConnect = 0,
  kDisconnect = 1,
  kEvent = 2,
  kAck = 3,
  kConnectError = 4,
};
inline constexpr char kBinaryEventDigit = '5';
inline constexpr char kBinaryAckDigit = '6';

/// The namespace that is never written on the wire.
inline constexpr std::string_view kMainNamespace = "/";
/// Ack ids come from JavaScript clients, whose integers are exact up to 2^53 - 1 (Number.MAX_SAFE_INTEGER).
inline constexpr std::uint64_t kMaxAckId = (std::uint64_t{1} << 53U) - 1;

/// A packet as it goes out: one text message, then its attachments as binary messages, nothing between them.
struct Encoded {
  std::string text;
  std::vector<std::shared_ptr<const std::string>> attachments;
};

/// Why something received is not a packet. All of them end the session.
enum class DecodeError : std::uint8_t {
  kUnknownType,
  kBadAttachmentCount,
  kTooManyAttachments,
  kTooLarge,
  kBadId,
  kBadPayload,
  kReservedEvent,
  kBadPlaceholder,
  kUnexpectedText,    ///< A text message while attachments are awaited.
  kUnexpectedBinary,  ///< A binary message while none is awaited.
};
[[nodiscard]] std::string_view to_string(DecodeError error) noexcept;

}  // namespace socketio::protocol
