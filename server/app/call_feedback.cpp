#include "app/call_feedback.hpp"

#include "app/audit_trail.hpp"
#include "app/refusal.hpp"
#include "app/retry.hpp"
#include "domain/access_rule.hpp"

#include <set>
#include <utility>

namespace callroom::app {
namespace {

using domain::Denial;

/// The session of a call that has started, for somebody who has a part in it.
base::Result<domain::Session, FeedbackRefusal> started_session(const Environment& env, const domain::SessionId& id,
                                                               const Identity& asker, const Origin& origin,
                                                               base::WallTime now) {
  auto session = env.store.session(id);
  AuditTrail trail{env, origin, now};
  if (!session) {
    record_refusal(env, trail, id, nullptr, asker, domain::to_string(Denial::kSessionNotFound));
    return FeedbackRefusal{FeedbackError::kSessionNotFound};
  }
  if (!domain::is_participant(*session, asker.id)) {
    record_refusal(env, trail, id, &*session, asker, domain::to_string(Denial::kNotAParticipant));
    return FeedbackRefusal{FeedbackError::kNotAParticipant};
  }
  if (!session->call_started) return FeedbackRefusal{FeedbackError::kNotStarted};
  return *std::move(session);
}

}  // namespace

base::Result<std::size_t, FeedbackRefusal> record_quality(const Environment& env, const domain::SessionId& id,
                                                          const Identity& asker,
                                                          const std::vector<domain::QualityReading>& readings,
                                                          const Origin& origin) {
  const auto now = env.clock.now();
  const auto session = started_session(env, id, asker, origin, now);
  if (!session) return session.error();
  if (session->call_ended && now > *session->call_ended + kQualityAfterEnd) {
    return FeedbackRefusal{FeedbackError::kEnded};
  }
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const auto at = readings[i].at;
    if (at < *session->call_started - kQualityClockSlack || at > now + kQualityClockSlack) {
      return FeedbackRefusal{FeedbackError::kOutsideCall, i};
    }
  }
  const auto times = env.store.quality_times(id, asker.id);
  std::set<base::WallTime> known{times.begin(), times.end()};
  Commit commit;
  bool full = false;
  for (const auto& reading : readings) {
    if (known.contains(reading.at)) continue;
    full = known.size() >= kMaxQualitySamples;
    if (full) break;
    known.insert(reading.at);
    commit.quality.push_back({id, asker.id, now, reading});
  }
  if (full && commit.quality.empty()) return FeedbackRefusal{FeedbackError::kTooManySamples};
  commit_records(env.store, commit);
  return commit.quality.size();
}

base::Result<domain::CallRating, FeedbackRefusal> rate_call(const Environment& env, const domain::SessionId& id,
                                                            const Identity& asker, const Opinion& opinion,
                                                            const Origin& origin) {
  const auto now = env.clock.now();
  const auto session = started_session(env, id, asker, origin, now);
  if (!session) return session.error();
  domain::CallRating rating{id, asker.id, opinion.rating, opinion.comment, now};
  Commit commit;
  commit.ratings.push_back(rating);
  commit_records(env.store, commit);
  return rating;
}

}  // namespace callroom::app
