// Fuzz entry point of the one-pass relay: the first byte picks the event, the rest is the packet's JSON from the first
// argument on. Whatever the decoder lets through must come to what a parser makes of it.
#include "../../test/realtime/relay_oracle.hpp"
#include "realtime/event_names.hpp"
#include "realtime/relay_scan.hpp"
#include "socketio/protocol/json_check.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace callroom::realtime;

void compare(const socketio::EventView& event, const RelayedEvent& kind) {
  constexpr std::string_view kFrom = "from_0123456789";
  // Small, so that inputs of a fuzzer's size pass it.
  constexpr RelayLimits kLimits{512, 128};
  const auto tree =
      test::relay_by_tree("[" + std::string(event.args) + "]", kind, kLimits, std::string(kFrom));
  RelayScan scan;
  if (const auto failure = scan.read(event, kind, kLimits)) {
    if (tree.refusal != failure->message) std::abort();
    return;
  }
  std::string forward;
  for (const auto piece : scan.forward(kFrom)) forward += piece;
  const bool same_room = scan.room() ? tree.room == std::string(*scan.room()) : !tree.room;
  if (tree.refusal || tree.to != scan.to() || !same_room) std::abort();
  if (boost::json::parse(forward) != boost::json::value(tree.forward)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::array<std::string_view, 3> kNames = {event::kOffer, event::kAnswer, event::kIceCandidate};
  const auto name = kNames[data[0] % kNames.size()];
  std::string text = "[\"" + std::string(name) + "\",";
  text.append(reinterpret_cast<const char*>(data) + 1, size - 1);
  text += ']';
  socketio::protocol::EventScratch scratch;
  const auto read = socketio::protocol::read_event(text, 0, scratch);
  if (!read) return 0;
  const socketio::EventView event{
      read->name, read->args, read->first, {scratch.members.data(), scratch.members.size()}, {}, {}};
  compare(event, *find_relayed_event(name));
  return 0;
}
