#include "app/bookings.hpp"

#include "app/asker.hpp"
#include "app/audit_trail.hpp"
#include "app/people.hpp"
#include "app/retry.hpp"

#include <utility>

namespace callroom::app {
namespace {

bool has_role(Store& store, const domain::UserId& id, domain::Role role) {
  const auto user = store.user(id);
  return user && user->role == role;
}

SessionView view_of(const Environment& env, domain::Session session, const Identity& asker, base::WallTime now,
                    People& people) {
  auto both = people.of(session);
  const auto denial = domain::check_access(&session, asker_of(asker), now, env.access);
  const auto window = domain::join_window(session, env.access);
  return {std::move(session), std::move(both), denial, window};
}

domain::Session changed(domain::Session session, const SessionChange& change) {
  session.session_date = change.session_date.value_or(session.session_date);
  session.type = change.type.value_or(session.type);
  session.status = change.status.value_or(session.status);
  session.payment = change.payment.value_or(session.payment);
  return session;
}

}  // namespace

std::string_view to_string(BookingError error) noexcept {
  switch (error) {
    case BookingError::kUserNotFound:
      return "USER_NOT_FOUND";
    case BookingError::kSessionNotFound:
      return "SESSION_NOT_FOUND";
    case BookingError::kNotAParticipant:
      return "NOT_A_PARTICIPANT";
    case BookingError::kEmailTaken:
      return "EMAIL_TAKEN";
    case BookingError::kClientNotFound:
      return "CLIENT_NOT_FOUND";
    case BookingError::kPsychologistNotFound:
      return "PSYCHOLOGIST_NOT_FOUND";
    case BookingError::kIllegalStatusMove:
      return "ILLEGAL_STATUS_MOVE";
    case BookingError::kConflict:
      return "CONFLICT";
  }
  return {};
}

base::Result<domain::Session, BookingError> create_session(const Environment& env, const NewSession& session) {
  if (!has_role(env.store, session.client_id, domain::Role::kClient)) return BookingError::kClientNotFound;
  if (!has_role(env.store, session.psychologist_id, domain::Role::kPsychologist)) {
    return BookingError::kPsychologistNotFound;
  }
  const auto now = env.clock.now();
  domain::Session created{.id = domain::SessionId::generate(now),
                          .client_id = session.client_id,
                          .psychologist_id = session.psychologist_id,
                          .session_date = session.session_date,
                          .type = session.type,
                          .status = session.status,
                          .payment = session.payment,
                          .meeting_link = std::nullopt,
                          .call_started = std::nullopt,
                          .call_ended = std::nullopt,
                          .recording_enabled = false,
                          .recording_url = std::nullopt,
                          .last_accessed = std::nullopt,
                          .access_count = 0,
                          .created_at = now,
                          .updated_at = now,
                          .revision = 0};
  Commit commit;
  commit.new_sessions.push_back(created);
  if (env.store.commit(commit) != CommitOutcome::kDone) throw StoreUnavailable("a fresh session id was refused");
  return created;
}

base::Result<domain::Session, BookingError> change_session(const Environment& env, const domain::SessionId& id,
                                                           const SessionChange& change, const Origin& origin) {
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    const auto session = env.store.session(id);
    if (!session) return BookingError::kSessionNotFound;
    if (change.status && !domain::may_move(session->status, *change.status)) return BookingError::kIllegalStatusMove;
    auto after = changed(*session, change);
    if (after == *session) return after;
    const auto now = env.clock.now();
    AuditTrail trail{env, origin, now};
    if (after.status == domain::SessionStatus::kCompleted && domain::mark_call_ended(after, now)) {
      trail.add_end(after, std::nullopt, domain::EndReason::kEndedByParticipant);
    }
    after.updated_at = now;
    Commit commit;
    commit.sessions.push_back({after, session->revision});
    commit.audit = trail.take();
    if (env.store.commit(commit) != CommitOutcome::kDone) continue;
    ++after.revision;
    return after;
  }
  return BookingError::kConflict;
}

Page<SessionView> list_sessions(const Environment& env, const Identity& asker, SessionFilter filter,
                                const PageRequest& page) {
  if (asker.role != domain::Role::kAdmin) filter.participant = asker.id;
  auto found = env.store.sessions(filter, page);
  const auto now = env.clock.now();
  People people{env.store};
  Page<SessionView> views;
  views.next = std::move(found.next);
  for (auto& session : found.items) views.items.push_back(view_of(env, std::move(session), asker, now, people));
  return views;
}

base::Result<SessionView, BookingError> view_session(const Environment& env, const domain::SessionId& id,
                                                     const Identity& asker) {
  auto session = env.store.session(id);
  if (!session) return BookingError::kSessionNotFound;
  if (!may_see(*session, asker)) return BookingError::kNotAParticipant;
  People people{env.store};
  return view_of(env, *std::move(session), asker, env.clock.now(), people);
}

}  // namespace callroom::app
