#include "realtime/step.hpp"

#include "base/iso_time.hpp"
#include "realtime/audit.hpp"
#include "realtime/failure.hpp"

#include <algorithm>
#include <utility>

namespace callroom::realtime {
namespace {

domain::AuditRecord join_record(const domain::Call& call, const domain::Join& join, const domain::Decision& decision,
                                const app::Origin& origin, base::WallTime now) {
  const auto action = decision.refusal ? domain::AuditAction::kJoinDenied : domain::AuditAction::kJoinSuccess;
  auto record = audit_record(action, join.user, join.socket, origin, now);
  record.session_id = call.session_id;
  record.room_id = call.room_id;
  record.metadata["returning"] = call.by_user(join.user) != nullptr ? "true" : "false";
  if (decision.refusal) record.error_code = to_string(failure_of(*decision.refusal).code);
  return record;
}

/// connection_failed: somebody's socket is gone, and nobody said goodbye. Each time counts, however soon they are back.
domain::AuditRecord loss_record(const domain::Call& call, const domain::SocketLost& lost, const app::Origin& origin,
                                base::WallTime now) {
  const auto* participant = call.by_socket(lost.socket);
  auto record =
      audit_record(domain::AuditAction::kConnectionFailed, participant->stay.user_id, lost.socket, origin, now);
  record.session_id = call.session_id;
  record.room_id = call.room_id;
  record.metadata["reason"] = "socket-lost";
  record.metadata["lastHeard"] = base::to_iso(lost.last_heard);
  return record;
}

}  // namespace

app::CallStep make_step(const domain::Call& before, const domain::CallEvent& event, const domain::Decision& decision,
                        const app::Origin& origin, base::WallTime now) {
  app::CallStep step{before.session_id, before.room_id, decision.start, decision.end, decision.presence, {}};
  if (const auto* join = std::get_if<domain::Join>(&event)) {
    step.audit.push_back(join_record(before, *join, decision, origin, now));
  }
  // A decision that writes no stay changed nothing: the socket was nobody's, or its loss was known.
  const auto* lost = std::get_if<domain::SocketLost>(&event);
  if (lost != nullptr && !decision.presence.empty()) step.audit.push_back(loss_record(before, *lost, origin, now));
  return step;
}

bool needs_commit(const app::CallStep& step) {
  return step.start || step.end || !step.presence.empty() || !step.audit.empty();
}

void append(app::CallStep& step, app::CallStep more) {
  step.start = std::move(more.start);
  step.end = std::move(more.end);
  for (auto& stay : more.presence) {
    const auto same = [&stay](const auto& written) { return written.id == stay.id; };
    const auto known = std::ranges::find_if(step.presence, same);
    if (known != step.presence.end()) {
      *known = std::move(stay);  // it alone would be left of the two
    } else {
      step.presence.push_back(std::move(stay));
    }
  }
  for (auto& record : more.audit) step.audit.push_back(std::move(record));
}

void reconcile(domain::Call& call, domain::Decision& decision, const app::StepOutcome& outcome) {
  if (decision.start) {
    call.started_at = outcome.started_at;
    if (!outcome.started_at) {
      std::erase_if(decision.tell,
                    [](const auto& telling) { return std::holds_alternative<domain::TellCallStarted>(telling); });
    }
  }
  if (decision.end && outcome.ended_at) call.ended_at = outcome.ended_at;
}

}  // namespace callroom::realtime
