#include "domain/call.hpp"

#include "domain/enum_names.hpp"

#include <algorithm>

namespace callroom::domain {
namespace {

constexpr EnumNames<CallStatus, 3> kCallStatuses{{
    {CallStatus::kWaiting, "waiting"},
    {CallStatus::kInProgress, "in-progress"},
    {CallStatus::kEnded, "ended"},
}};

constexpr EnumNames<EndReason, 3> kEndReasons{{
    {EndReason::kEndedByParticipant, "ended"},
    {EndReason::kEveryoneLeft, "empty"},
    {EndReason::kWindowClosed, "window-closed"},
}};

constexpr EnumNames<LeaveReason, 2> kLeaveReasons{{
    {LeaveReason::kLeft, "left"},
    {LeaveReason::kTimeout, "timeout"},
}};

}  // namespace

std::string_view to_string(CallStatus status) noexcept { return name_of(kCallStatuses, status); }
std::string_view to_string(EndReason reason) noexcept { return name_of(kEndReasons, reason); }
std::string_view to_string(LeaveReason reason) noexcept { return name_of(kLeaveReasons, reason); }

CallStatus Call::status() const noexcept {
  if (ended_at) return CallStatus::kEnded;
  return started_at ? CallStatus::kInProgress : CallStatus::kWaiting;
}

const Participant* Call::by_user(const UserId& user) const noexcept {
  const auto found = std::ranges::find_if(participants, [&](const Participant& p) { return p.stay.user_id == user; });
  return found == participants.end() ? nullptr : &*found;
}

const Participant* Call::by_socket(const SocketId& socket) const noexcept {
  if (socket.empty()) return nullptr;
  const auto found = std::ranges::find(participants, socket, &Participant::socket);
  return found == participants.end() ? nullptr : &*found;
}

Call new_call(const Session& session, base::WallTime window_until) {
  return Call{session.id,
              session.meeting_link.value_or(RoomId{}),
              session.type,
              window_until,
              {},
              session.call_started,
              session.call_ended,
              std::nullopt};
}

}  // namespace callroom::domain
