#include "app/audit_trail.hpp"
#include "app/call_lifecycle.hpp"
#include "app/retry.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

// What the owner of a call writes, and reads back after a crash.
namespace callroom::app {
namespace {

/// Puts the step's start and end into the session where it has none; true when that changes it.
bool apply(const CallStep& step, domain::Session& session, AuditTrail& trail) {
  bool changed = false;
  if (step.start && domain::mark_call_started(session, step.start->at)) {
    trail.add_start(session, step.start->by);
    changed = true;
  }
  if (step.end && domain::mark_call_ended(session, step.end->at)) {
    trail.add_end(session, step.end->by, step.end->reason);
    changed = true;
  }
  return changed;
}

StepOutcome outcome_of(const std::optional<domain::Session>& session) {
  if (!session) return {};
  return {session->call_started, session->call_ended};
}

}  // namespace

void record_call_step(const Environment& env, const CallStep& step, const Origin& origin, OnRecorded done) {
  auto outcome = std::make_shared<StepOutcome>();
  auto decide = [&env, &step, &origin, outcome](const std::optional<domain::Session>& session) {
    const auto now = env.clock.now();
    auto after = session;
    const Origin nowhere;
    AuditTrail said{env, nowhere, now};
    for (const auto& record : step.audit) said.add(record);
    AuditTrail trail{env, origin, now};
    Commit commit;
    if (after && apply(step, *after, trail)) {
      after->updated_at = now;
      commit.sessions.push_back({*after, session->revision});
    }
    commit.presence = step.presence;
    commit.audit = said.take();
    for (auto& record : trail.take()) commit.audit.push_back(std::move(record));
    *outcome = outcome_of(after);
    return commit;
  };
  auto updated = [outcome, done = std::move(done)](std::exception_ptr failure) { done(std::move(failure), *outcome); };
  env.store.update({step.session_id, std::move(decide)}, std::move(updated));
}

void record_presence(const Environment& env, const std::vector<domain::PresenceInterval>& stays) {
  const auto now = env.clock.now();
  Commit commit;
  commit.presence = stays;
  for (auto& stay : commit.presence) {
    if (!stay.left_at) stay.last_seen = std::max(stay.last_seen, now);
  }
  commit_records(env.store, commit);
}

std::vector<CallToResume> calls_to_resume(const Environment& env) {
  std::map<domain::SessionId, domain::Session> found;
  for (auto& session : env.store.running_calls()) found.emplace(session.id, std::move(session));
  for (const auto& id : env.store.sessions_with_open_stays()) {
    if (found.contains(id)) continue;
    if (auto session = env.store.session(id)) found.emplace(id, *std::move(session));
  }
  std::vector<CallToResume> calls;
  for (auto& [id, session] : found) {
    CallToResume call{std::move(session), env.store.presence(id), {}};
    for (const auto& stay : call.stays) {
      if (stay.left_at) continue;
      if (const auto user = env.store.user(stay.user_id)) call.names.emplace(stay.user_id, user->name);
    }
    calls.push_back(std::move(call));
  }
  return calls;
}

void record_audit(const Environment& env, std::vector<domain::AuditRecord> records) {
  const Origin nowhere;  // the records say themselves where they come from
  AuditTrail trail{env, nowhere, env.clock.now()};
  for (auto& record : records) trail.add(std::move(record));
  Commit commit;
  commit.audit = trail.take();
  commit_records(env.store, commit);
}

}  // namespace callroom::app
