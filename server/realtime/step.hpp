#pragma once

#include "app/call_lifecycle.hpp"
#include "app/context.hpp"
#include "domain/call.hpp"

namespace callroom::realtime {

/// What of a decision must be in the store before it holds: the domain's records, and the audit of who joined or could
/// not.
[[nodiscard]] app::CallStep make_step(const domain::Call& before, const domain::CallEvent& event,
                                      const domain::Decision& decision, const app::Origin& origin, base::WallTime now);
[[nodiscard]] bool needs_commit(const app::CallStep& step);

/// Puts `more`, decided after `step` on what that led to, into the same commit. `step` starts and ends nothing.
void append(app::CallStep& step, app::CallStep more);

/// Fits a decision to what the store really holds after the step: somebody else may have started the call earlier, or
/// the session may have been cancelled so that it did not start at all.
void reconcile(domain::Call& call, domain::Decision& decision, const app::StepOutcome& outcome);

}  // namespace callroom::realtime
