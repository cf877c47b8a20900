#pragma once

#include "socketio/payload.hpp"
#include "socketio/protocol/decoder.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace socketio::protocol::test {

/// A packet that owns what it says.
struct Packet {
  PacketType type = PacketType::kConnect;
  std::string nsp{kMainNamespace};
  std::optional<std::uint64_t> id;
  std::string name;
  Payload payload;  ///< kEvent: the arguments as an array. Otherwise the packet's JSON as it stands.
  std::optional<JsonKind> first;
  std::vector<std::pair<std::string, std::string>> members;  ///< Key and value as they stand.
};

/// The decoder, its packets copied before the message goes. The message is copied to where any byte read past it is
/// noticed by AddressSanitizer.
class CopyingDecoder {
 public:
  using Outcome = base::Result<std::optional<Packet>, DecodeError>;
  explicit CopyingDecoder(DecoderLimits limits) : decoder_(limits) {}

  Outcome text(std::string_view message) { return feed(message, &Decoder::text); }
  Outcome binary(std::string_view message) { return feed(message, &Decoder::binary); }

 private:
  Outcome feed(std::string_view message, Decoder::Outcome (Decoder::*take)(std::string_view, DecoderScratch&)) {
    const std::vector<char> exact(message.begin(), message.end());
    DecoderScratch scratch;
    const auto outcome = (decoder_.*take)({exact.data(), exact.size()}, scratch);
    if (!outcome) return outcome.error();
    if (!*outcome) return std::optional<Packet>{};
    const PacketView& view = **outcome;
    Packet packet{view.type, std::string{view.nsp}, view.id, std::string{view.event.name}, {}, view.event.first, {}};
    packet.payload.json =
        view.type == PacketType::kEvent ? "[" + std::string{view.event.args} + "]" : std::string{view.json};
    packet.payload.attachments.assign(view.attachments.begin(), view.attachments.end());
    for (const JsonMember& member : scratch.event.members) packet.members.emplace_back(member.key, member.value);
    return std::optional{std::move(packet)};
  }

  Decoder decoder_;
};

}  // namespace socketio::protocol::test
