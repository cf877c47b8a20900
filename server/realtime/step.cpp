#include "realtime/step.hpp"

#include "realtime/audit.hpp"
#include "realtime/failure.hpp"

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

}  // namespace

app::CallStep make_step(const domain::Call& before, const domain::CallEvent& event, const domain::Decision& decision,
                        const app::Origin& origin, base::WallTime now) {
  app::CallStep step{before.session_id, before.room_id, decision.start, decision.end, decision.presence, {}};
  if (const auto* join = std::get_if<domain::Join>(&event)) {
    step.audit.push_back(join_record(before, *join, decision, origin, now));
  }
  return step;
}

bool needs_commit(const app::CallStep& step) {
  return step.start || step.end || !step.presence.empty() || !step.audit.empty();
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
