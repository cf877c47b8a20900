#include "app/asker.hpp"
#include "app/audit_trail.hpp"
#include "app/call_lifecycle.hpp"
#include "app/refusal.hpp"
#include "app/retry.hpp"
#include "app/room_id.hpp"

// Start and end by REST.
namespace callroom::app {
namespace {

using domain::Denial;

CommitOutcome write(const Environment& env, const domain::Session& before, domain::Session& after, base::WallTime now,
                    AuditTrail& trail) {
  after.updated_at = now;
  Commit commit;
  commit.sessions.push_back({after, before.revision});
  commit.audit = trail.take();
  const auto outcome = env.store.commit(commit);
  if (outcome == CommitOutcome::kDone) ++after.revision;
  return outcome;
}

/// Allowed, and nothing changes by it: recorded all the same, as every decision is.
void record_repeated(const Environment& env, AuditTrail& trail, const domain::Session& session, const Identity& asker) {
  trail.add(domain::AuditAction::kCallRepeated, &session, asker.id);
  Commit commit;
  commit.audit = trail.take();
  commit_records(env.store, commit);
}

}  // namespace

base::Result<domain::Session, Denial> start_call(const Environment& env, const domain::SessionId& id,
                                                 const Identity& asker, const Origin& origin) {
  using Answer = base::Result<domain::Session, Denial>;
  return retry_on_conflict([&]() -> std::optional<Answer> {
    const auto now = env.clock.now();
    const auto session = env.store.session(id);
    AuditTrail trail{env, origin, now};
    const auto* found = session ? &*session : nullptr;
    if (const auto denial = domain::check_access(found, asker_of(asker), now, env.access)) {
      record_refusal(env, trail, id, found, asker, domain::to_string(*denial));
      return Answer{*denial};
    }
    domain::Session after = *session;
    if (!domain::mark_call_started(after, now)) {
      record_repeated(env, trail, *session, asker);
      return Answer{*session};
    }
    // A call in progress has a room, so that it can be entered, and continued after a crash.
    give_room(after);
    trail.add_start(after, asker.id);
    if (write(env, *session, after, now, trail) != CommitOutcome::kDone) return std::nullopt;
    return Answer{std::move(after)};
  });
}

base::Result<domain::Session, EndError> end_call(const Environment& env, const domain::SessionId& id,
                                                 const Identity& asker, const Origin& origin) {
  using Answer = base::Result<domain::Session, EndError>;
  return retry_on_conflict([&]() -> std::optional<Answer> {
    const auto now = env.clock.now();
    const auto session = env.store.session(id);
    AuditTrail trail{env, origin, now};
    if (!session) {
      record_refusal(env, trail, id, nullptr, asker, domain::to_string(Denial::kSessionNotFound));
      return Answer{EndError::kSessionNotFound};
    }
    if (!may_see(*session, asker)) {
      record_refusal(env, trail, id, &*session, asker, domain::to_string(Denial::kNotAParticipant));
      return Answer{EndError::kNotAParticipant};
    }
    if (session->call_ended) {
      record_repeated(env, trail, *session, asker);
      return Answer{*session};
    }
    domain::Session after = *session;
    if (!domain::mark_call_ended(after, now)) {
      record_refusal(env, trail, id, &*session, asker, "CALL_NOT_STARTED");
      return Answer{EndError::kNotStarted};
    }
    trail.add_end(after, asker.id, domain::EndReason::kEndedByParticipant);
    if (write(env, *session, after, now, trail) != CommitOutcome::kDone) return std::nullopt;
    return Answer{std::move(after)};
  });
}

}  // namespace callroom::app
