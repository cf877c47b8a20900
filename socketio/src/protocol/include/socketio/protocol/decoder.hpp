#pragma once

#include "base/result.hpp"
#include "socketio/protocol/json_check.hpp"
#include "socketio/protocol/packet.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace socketio::protocol {

struct DecoderLimits {
  std::size_t max_attachments = 64;
  /// Text and attachments of one packet together, in bytes: what one session may make us hold before it is dispatched.
  std::size_t max_packet_bytes = 8 * 1024 * 1024;
};

/// One whole packet as it stands in the messages that brought it, its attachments with it. Copies nothing: it is valid
/// as long as the message that completed it and the scratch that the decoder was given with that.
struct PacketView {
  PacketType type = PacketType::kConnect;
  std::string_view nsp = kMainNamespace;
  std::optional<std::uint64_t> id;
  EventText event;        ///< kEvent. A number for a name (as JavaScript clients may send one) is its text.
  std::string_view json;  ///< kAck: the arguments' array. kConnect: the object; empty when absent.
  std::span<const std::shared_ptr<const std::string>> attachments;
};

/// A binary packet while its attachments come in.
struct PartialPacket {
  std::string text;
  std::size_t awaited = 0;
  std::size_t bytes = 0;
  std::vector<std::shared_ptr<const std::string>> attachments;
};

/// What a PacketView points into beside the message. Made anew for each message, on the stack: an idle connection
/// keeps none.
struct DecoderScratch {
  EventScratch event;
  std::unique_ptr<PartialPacket> completed;
};

/// Turns the messages of one session into packets, binary ones re-assembled. After an error it must not be used again.
///
///   <type>[<attachments>-][<namespace>,][<ack id>][<JSON>]
///   2["hello",1]      EVENT, main namespace       51-/admin,456["f",{"_placeholder":true,"num":0}]   BINARY_EVENT
class Decoder {
 public:
  /// Nothing yet (attachments are awaited), or a whole packet.
  using Outcome = base::Result<std::optional<PacketView>, DecodeError>;

  explicit Decoder(DecoderLimits limits) : limits_(limits) {}

  [[nodiscard]] Outcome text(std::string_view message, DecoderScratch& scratch);
  [[nodiscard]] Outcome binary(std::string_view message, DecoderScratch& scratch);

 private:
  DecoderLimits limits_;
  std::unique_ptr<PartialPacket> partial_;
};

}  // namespace socketio::protocol
