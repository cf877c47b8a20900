#include "integrity/retention.hpp"

#include "integrity/tombstone.hpp"

namespace callroom::integrity {

app::SweepPlan sweep_plan(const RetentionPolicy& policy, base::WallTime now) {
  app::SweepPlan plan;
  for (const auto action : domain::audit_actions()) {
    const auto own = policy.by_action.find(action);
    const auto kept = own == policy.by_action.end() ? policy.audit : own->second;
    if (kept > base::Millis{0}) plan.before.emplace(action, now - kept);
  }
  return plan;
}

Swept sweep(app::AuditLog& log, app::Signer& signer, const RetentionPolicy& policy, base::WallTime now,
            std::size_t most_steps) {
  const auto plan = sweep_plan(policy, now);
  const auto sign = [&](const app::Tombstone& gone) { return sign_tombstone(signer, gone, now); };
  Swept swept;
  for (std::size_t step = 0; step < most_steps; ++step) {
    const auto count = log.sweep(plan, sign);
    swept.audit += count;
    if (count < plan.limit) break;
  }
  if (policy.quality == base::Millis{0}) return swept;
  for (std::size_t step = 0; step < most_steps; ++step) {
    const auto count = log.sweep_feedback(now - policy.quality);
    swept.feedback += count;
    if (count == 0) break;
  }
  return swept;
}

}  // namespace callroom::integrity
