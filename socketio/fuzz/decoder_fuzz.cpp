// Fuzz entry point of the packet decoder: the input is a script of messages, each `<kind byte><length byte><bytes>`
// (kind: its lowest bit, 0 text, 1 binary; length: 255 means all that is left).
#include "socketio/protocol/decoder.hpp"
#include "socketio/protocol/encoder.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace socketio::protocol;

/// What is let through must survive being relayed.
void relay(const PacketView& packet) {
  const std::array<std::string_view, 1> pieces{packet.event.args};
  const auto again =
      encode_event_text(packet.nsp, packet.event.name, pieces, packet.attachments.size(), packet.id, "");
  Decoder other{DecoderLimits{}};
  DecoderScratch scratch;
  const auto outcome = other.text(again, scratch);
  if (!outcome) std::abort();
  if (*outcome && ((*outcome)->event.name != packet.event.name || (*outcome)->event.args != packet.event.args)) {
    std::abort();
  }
}

/// A member's key must read the same to those who compare it and to those who copy it.
void compare(const socketio::JsonMembers& members) {
  for (const auto& member : members) {
    if (!socketio::spells(member.key, socketio::unescape(member.key))) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest{reinterpret_cast<const char*>(data), size};
  Decoder decoder{DecoderLimits{}};
  constexpr unsigned char kAllOfIt = 255;
  while (rest.size() >= 2) {
    const bool is_text = (static_cast<unsigned char>(rest[0]) & 1U) == 0;
    const auto asked = static_cast<unsigned char>(rest[1]);
    rest.remove_prefix(2);
    const std::size_t length = asked == kAllOfIt ? rest.size() : std::min<std::size_t>(asked, rest.size());
    DecoderScratch scratch;
    const auto outcome =
        is_text ? decoder.text(rest.substr(0, length), scratch) : decoder.binary(rest.substr(0, length), scratch);
    rest.remove_prefix(length);
    if (!outcome) return 0;
    compare(scratch.event.members);
    if (*outcome && (*outcome)->type == PacketType::kEvent) relay(**outcome);
  }
  return 0;
}
