#include "app/call_access.hpp"

#include "app/asker.hpp"
#include "app/audit_trail.hpp"
#include "app/people.hpp"
#include "app/retry.hpp"
#include "app/room_id.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace callroom::app {
namespace {

using domain::AuditAction;
using domain::AuditRecord;
using domain::Denial;

/// What is looked for: a session by its id, or by its room. Stands in the records also where nothing is found.
struct Wanted {
  std::optional<domain::SessionId> session = std::nullopt;
  std::optional<domain::RoomId> room = std::nullopt;
};

/// join_attempt, and join_denied where there is a reason.
void add_attempt(AuditTrail& trail, const Wanted& wanted, const domain::Session* session, const Identity& asker,
                 const std::optional<Denial>& denial) {
  const auto add = [&](AuditAction action) -> AuditRecord& {
    AuditRecord& record = trail.add(action, session, asker.id);
    if (wanted.session) record.session_id = wanted.session;
    if (wanted.room) record.room_id = wanted.room;
    return record;
  };
  add(AuditAction::kJoinAttempt);
  if (denial) add(AuditAction::kJoinDenied).error_code = domain::to_string(*denial);
}

const domain::Session* pointer_to(const std::optional<domain::Session>& session) {
  return session ? &*session : nullptr;
}

/// Some answer "you may not" with more than the reason; these two never do.
bool is_refusal(Denial denial) { return denial == Denial::kSessionNotFound || denial == Denial::kNotAParticipant; }

std::int64_t minutes_until(base::WallTime date, base::WallTime now) {
  return std::max<std::int64_t>(0, std::chrono::ceil<base::Minutes>(date - now).count());
}

}  // namespace

base::Result<JoinAnswer, Denial> can_join(const Environment& env, const domain::SessionId& id, const Identity& asker,
                                          const Origin& origin) {
  const auto now = env.clock.now();
  const auto session = env.store.session(id);
  const auto denial = domain::check_access(pointer_to(session), asker_of(asker), now, env.access);
  AuditTrail trail{env, origin, now};
  add_attempt(trail, {.session = id}, pointer_to(session), asker, denial);
  Commit commit;
  commit.audit = trail.take();
  commit_records(env.store, commit);
  if (denial && is_refusal(*denial)) return *denial;
  return JoinAnswer{*session, denial, domain::join_window(*session, env.access), now,
                    minutes_until(session->session_date, now)};
}

base::Result<Room, Denial> generate_room(const Environment& env, const domain::SessionId& id, const Identity& asker,
                                         const Origin& origin) {
  using Answer = base::Result<Room, Denial>;
  return retry_on_conflict([&]() -> std::optional<Answer> {
    const auto now = env.clock.now();
    const auto session = env.store.session(id);
    const auto denial = domain::check_access(pointer_to(session), asker_of(asker), now, env.access);
    AuditTrail trail{env, origin, now};
    Commit commit;
    if (denial) {
      add_attempt(trail, {.session = id}, pointer_to(session), asker, denial);
      commit.audit = trail.take();
      commit_records(env.store, commit);
      return Answer{*denial};
    }
    domain::Session after = *session;
    give_room(after);
    ++after.access_count;
    after.last_accessed = now;
    after.updated_at = now;
    add_attempt(trail, {.session = id}, &after, asker, std::nullopt);
    commit.sessions.push_back({after, session->revision});
    commit.audit = trail.take();
    // kDuplicate: the room's id is another session's; the next attempt makes a new one.
    if (env.store.commit(commit) != CommitOutcome::kDone) return std::nullopt;
    ++after.revision;
    auto people = People{env.store}.of(after);
    return Answer{Room{std::move(after), std::move(people)}};
  });
}

namespace {

Admission admission_of(const Environment& env, const std::optional<domain::Session>& session, const Identity& asker,
                       const std::optional<Denial>& denial) {
  if (denial) return *denial;
  const auto user = env.store.user(asker.id);
  return Admitted{*session, user ? user->name : asker.name};
}

}  // namespace

void admit_to_call(const Environment& env, const domain::RoomId& room, const Identity& asker, Entry entry,
                   const Origin& origin, OnAdmitted done) {
  std::optional<Admission> answer;
  AuditTrail trail{env, origin, env.clock.now()};
  try {
    const auto session = env.store.session_by_room(room);
    const auto check = entry == Entry::kReturning ? domain::check_return : domain::check_access;
    const auto denial = check(pointer_to(session), asker_of(asker), trail.now(), env.access);
    add_attempt(trail, {.room = room}, pointer_to(session), asker, denial);
    answer = admission_of(env, session, asker, denial);
  } catch (...) {
    return done(std::current_exception(), std::nullopt);
  }
  Commit commit;
  commit.audit = trail.take();
  if (commit.audit.empty()) return done(nullptr, std::move(answer));
  auto records = [commit = std::move(commit)](const std::optional<domain::Session>&) { return commit; };
  auto updated = [answer = std::move(answer), done = std::move(done)](std::exception_ptr failure) {
    if (failure) return done(std::move(failure), std::nullopt);
    done(nullptr, answer);
  };
  env.store.update({std::nullopt, std::move(records)}, std::move(updated));
}

}  // namespace callroom::app
