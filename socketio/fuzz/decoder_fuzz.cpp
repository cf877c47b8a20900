// Fuzz entry point of the packet decoder: the input is a script of messages, each `<kind byte><length byte><bytes>`
// (kind: its lowest bit, 0 text, 1 binary; length: 255 means all that is left).
#include "socketio/protocol/decoder.hpp"
#include "socketio/protocol/encoder.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace socketio::protocol;
  std::string_view rest{reinterpret_cast<const char*>(data), size};
  Decoder decoder{DecoderLimits{}};
  constexpr unsigned char kAllOfIt = 255;
  while (rest.size() >= 2) {
    const bool is_text = (static_cast<unsigned char>(rest[0]) & 1U) == 0;
    const auto asked = static_cast<unsigned char>(rest[1]);
    rest.remove_prefix(2);
    const std::size_t length = asked == kAllOfIt ? rest.size() : std::min<std::size_t>(asked, rest.size());
    const auto outcome = is_text ? decoder.text(rest.substr(0, length)) : decoder.binary(rest.substr(0, length));
    rest.remove_prefix(length);
    if (!outcome) return 0;
    if (!*outcome || (*outcome)->type != PacketType::kEvent) continue;
    // What is let through must survive being relayed.
    const Packet& packet = **outcome;
    const Encoded again = encode_event(packet.nsp, packet.name, packet.payload, packet.id, "");
    Decoder other{DecoderLimits{}};
    if (!other.text(again.text)) std::abort();
  }
  return 0;
}
