#include "app/call_feedback.hpp"

#include "app/audit_trail.hpp"
#include "app/refusal.hpp"
#include "app/retry.hpp"
#include "base/iso_time.hpp"
#include "domain/access_rule.hpp"
#include "domain/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
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

/// Since when this person's media could flow: both were in the call. A page that was alone has nothing to connect to.
base::WallTime could_connect_since(const Environment& env, const domain::Session& session, const domain::UserId& user,
                                   base::WallTime connected) {
  auto own = *session.call_started;
  std::optional<base::WallTime> others;
  for (const auto& stay : env.store.presence(session.id)) {
    if (stay.joined_at > connected) continue;
    if (stay.user_id == user) {
      own = std::max(own, stay.joined_at);
    } else {
      others = std::min(others.value_or(stay.joined_at), stay.joined_at);
    }
  }
  return std::max(own, others.value_or(own));
}

/// connection_established, once for each person and call: the first sample that names its path tells since when media
/// flowed, to about a second and by the page's idea of the time.
void add_connection(const Environment& env, AuditTrail& trail, const domain::Session& session, const Identity& asker,
                    const std::vector<domain::QualitySample>& samples) {
  const auto first = std::ranges::min_element(samples, {}, [](const auto& sample) { return sample.reading.at; });
  if (first == samples.end() || !first->reading.local_candidate) return;
  const auto& reading = first->reading;
  const auto connected = reading.at - base::Millis{std::llround(reading.seconds * 1000)};
  const auto took = connected - could_connect_since(env, session, asker.id, reading.at);
  auto& record = trail.add(domain::AuditAction::kConnectionEstablished, &session, asker.id);
  record.metadata.emplace("connectedAt", base::to_iso(connected));
  record.metadata.emplace(domain::kConnectionMsFact, std::to_string(std::max(took, base::Millis{0}).count()));
  record.metadata.emplace("candidateType", std::string{domain::to_string(*reading.local_candidate)});
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
  AuditTrail trail{env, origin, now};
  if (times.empty()) add_connection(env, trail, *session, asker, commit.quality);
  commit.audit = trail.take();
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
