#pragma once

#include "engineio/protocol/packet.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace engineio::protocol {

/// Reads the packets of one HTTP body in order, without copying text:
///
///   packet \x1e packet \x1e …          packet: type digit + UTF-8 text, or 'b' + base64 (RFC 4648, section 4)
class PayloadReader {
 public:
  /// `payload` outlives the reader.
  explicit PayloadReader(std::string_view payload) : rest_(payload) {}

  /// The next packet, valid until the next call; nullopt after the last one. An error is the last thing returned.
  [[nodiscard]] std::optional<base::Result<Packet, ParseError>> next();

 private:
  [[nodiscard]] base::Result<Packet, ParseError> decode(std::string_view piece);

  std::string_view rest_;
  bool done_ = false;
  std::string binary_;  // the last binary packet, decoded
};

/// The size that append_packet() adds, in bytes.
[[nodiscard]] std::size_t encoded_size(const Packet& packet) noexcept;
/// Appends one packet to an HTTP body, with the separator unless it is the first. A binary packet must be a message.
void append_packet(std::string& payload, const Packet& packet);

}  // namespace engineio::protocol
