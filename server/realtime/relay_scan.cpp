#include "realtime/relay_scan.hpp"

#include "realtime/commands.hpp"
#include "realtime/event_names.hpp"

namespace callroom::realtime {
namespace {

using socketio::JsonKind;
using socketio::JsonMember;

constexpr RelayedEvent kRelayed[] = {
    {event::kIceCandidate, "candidate", true, &RelayLimits::candidate},
    {event::kOffer, "offer", false, &RelayLimits::sdp},
    {event::kAnswer, "answer", false, &RelayLimits::sdp},
};

constexpr std::string_view kTo = "to";
constexpr std::string_view kFrom = "from";
constexpr std::string_view kRoomId = "roomId";

Failure invalid(std::string message) { return {EventError::kInvalidPayload, std::move(message), {}}; }
Failure not_a_string(std::string_view key) { return invalid("'" + std::string(key) + "' must be a string."); }

/// The text of a string without quotes; unescaped in `storage` if it has escapes.
std::string_view text_of(const JsonMember& member, std::string& storage) {
  if (member.value.find('\\') == std::string_view::npos) return member.value.substr(1, member.value.size() - 2);
  storage = socketio::unescape(member.value);
  return storage;
}

bool is_content(const JsonMember* member, const RelayedEvent& kind) {
  if (member == nullptr) return false;
  return member->kind == JsonKind::kObject || (kind.may_be_null && member->kind == JsonKind::kNull);
}

}  // namespace

const RelayedEvent* find_relayed_event(std::string_view name) noexcept {
  for (const auto& kind : kRelayed) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

std::optional<Failure> RelayScan::read(const socketio::EventView& event, const RelayedEvent& kind,
                                       const RelayLimits& limits) {
  if (const auto limit = limits.*kind.limit; event.json_size() > limit) {
    return invalid("'" + std::string(kind.member) + "' is larger than " + std::to_string(limit) + " bytes.");
  }
  if (event.first != JsonKind::kObject) return invalid("The event needs one object.");
  members_ = event.members;
  const JsonMember* content = nullptr;
  const JsonMember* to = nullptr;
  const JsonMember* room = nullptr;
  for (const JsonMember& member : members_) {
    if (socketio::spells(member.key, kind.member)) content = &member;
    if (socketio::spells(member.key, kTo)) to = &member;
    if (socketio::spells(member.key, kRoomId)) room = &member;
  }
  if (!is_content(content, kind)) return invalid("'" + std::string(kind.member) + "' must be an object.");

  const bool to_missing = to == nullptr || to->kind == JsonKind::kNull;
  if (!to_missing && to->kind != JsonKind::kString) return not_a_string(kTo);
  to_ = to_missing ? std::string_view{} : text_of(*to, to_text_);
  if (to_.empty()) return invalid("'to' is missing.");

  if (room == nullptr) return std::nullopt;
  if (room->kind != JsonKind::kNull && room->kind != JsonKind::kString) return not_a_string(kRoomId);
  if (room->kind == JsonKind::kString) room_ = text_of(*room, room_text_);
  if (!room_ || room_->empty() || room_->size() > kMaxRoomIdBytes) return invalid("'roomId' is missing or not one.");
  return std::nullopt;
}

RelayScan::Pieces RelayScan::forward(std::string_view from) const {
  Pieces pieces{"{"};
  // Members that stand side by side and both stay are one piece, with the comma between them.
  const char* begin = nullptr;
  const char* end = nullptr;
  const auto add_run = [&] {
    if (begin == nullptr) return;
    pieces.emplace_back(begin, static_cast<std::size_t>(end - begin));
    pieces.emplace_back(",");
    begin = nullptr;
  };
  for (const JsonMember& member : members_) {
    if (socketio::spells(member.key, kTo) || socketio::spells(member.key, kFrom)) {
      add_run();
      continue;
    }
    if (begin == nullptr) begin = member.key.data();
    end = member.value.data() + member.value.size();
  }
  add_run();
  pieces.insert(pieces.end(), {R"("from":")", from, "\"}"});
  return pieces;
}

}  // namespace callroom::realtime
