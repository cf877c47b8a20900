#include "domain/call_deadlines.hpp"

namespace callroom::domain {

std::optional<IdleEnd> idle_end(const Call& call, const CallPolicy& policy) noexcept {
  if (call.status() != CallStatus::kInProgress || !call.participants.empty()) return std::nullopt;
  // Whoever left before the start (somebody looked in, then the call was started by REST) was never in this call.
  if (call.empty_since && *call.empty_since >= *call.started_at) {
    return IdleEnd{*call.empty_since + policy.empty_grace, *call.empty_since, EndReason::kEveryoneLeft};
  }
  return IdleEnd{call.window_until, *call.started_at, EndReason::kWindowClosed};
}

std::optional<base::WallTime> next_deadline(const Call& call, const CallPolicy& policy) {
  std::optional<base::WallTime> next;
  if (const auto idle = idle_end(call, policy)) next = idle->due;
  for (const Participant& participant : call.participants) {
    if (participant.gone_at && (!next || *participant.gone_at < *next)) next = participant.gone_at;
  }
  return next;
}

}  // namespace callroom::domain
