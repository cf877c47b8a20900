#pragma once

#include "base/result.hpp"
#include "socketio/protocol/packet.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace socketio::protocol {

struct DecoderLimits {
  std::size_t max_attachments = 64;
  /// Text and attachments of one packet together, in bytes: what one session may make us hold before it is dispatched.
  std::size_t max_packet_bytes = 8 * 1024 * 1024;
};

/// Turns the messages of one session into packets, binary ones re-assembled. After an error it must not be used again.
///
///   <type>[<attachments>-][<namespace>,][<ack id>][<JSON>]
///   2["hello",1]      EVENT, main namespace       51-/admin,456["f",{"_placeholder":true,"num":0}]   BINARY_EVENT
class Decoder {
 public:
  /// Nothing yet (attachments are awaited), or a whole packet.
  using Outcome = base::Result<std::optional<Packet>, DecodeError>;

  explicit Decoder(DecoderLimits limits) : limits_(limits) {}

  [[nodiscard]] Outcome text(std::string_view message);
  [[nodiscard]] Outcome binary(std::string_view message);

 private:
  DecoderLimits limits_;
  /// The packet whose attachments are awaited.
  std::optional<Packet> partial_;
  std::size_t awaited_ = 0;
  std::size_t partial_bytes_ = 0;
};

}  // namespace socketio::protocol
