#include "test/store/samples.hpp"

#include <fmt/format.h>

#include <utility>

namespace callroom::store::test {
namespace {

/// With its length, so that no text can look like two fields.
std::string show(const std::string& text) { return std::to_string(text.size()) + ":" + text; }
std::string show(base::WallTime time) { return std::to_string(time.time_since_epoch().count()); }
std::string show(std::int64_t number) { return std::to_string(number); }
std::string show(double number) { return fmt::format("{}", number); }  // the shortest text that reads back as the same
std::string show(domain::CandidateType type) { return std::string{domain::to_string(type)}; }
std::string show(domain::MediaProtocol protocol) { return std::string{domain::to_string(protocol)}; }
std::string show(domain::MediaStep step) { return std::string{domain::to_string(step)}; }
template <class Id>
auto show(const Id& id) -> decltype(std::string{id.str()}) {
  return show(std::string{id.str()});
}
template <class T>
std::string show(const std::optional<T>& value) {
  return value ? show(*value) : "none";
}

}  // namespace

domain::User a_user(std::uint64_t number) {
  return {.id = id_of<domain::UserId>(number),
          .name = "User " + std::to_string(number),
          .email = "user" + std::to_string(number) + "@example.org",
          .role = domain::Role::kClient,
          .password_hash = base::Secret{"$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA"},
          .created_at = kNoon,
          .updated_at = kNoon};
}

domain::Session a_session(std::uint64_t number) {
  return {.id = id_of<domain::SessionId>(number),
          .client_id = id_of<domain::UserId>(1),
          .psychologist_id = id_of<domain::UserId>(2),
          .session_date = kNoon,
          .type = domain::SessionType::kIndividual,
          .status = domain::SessionStatus::kConfirmed,
          .payment = domain::PaymentStatus::kCompleted,
          .meeting_link = std::nullopt,
          .call_started = std::nullopt,
          .call_ended = std::nullopt,
          .recording_url = std::nullopt,
          .last_accessed = std::nullopt,
          .created_at = kNoon,
          .updated_at = kNoon};
}

domain::PresenceInterval a_stay(const domain::SessionId& session, std::uint64_t number) {
  return {.id = id_of<domain::PresenceId>(number),
          .session_id = session,
          .user_id = id_of<domain::UserId>(1),
          .role = domain::Role::kClient,
          .joined_at = kNoon,
          .last_seen = kNoon,
          .left_at = std::nullopt};
}

domain::AuditRecord a_record(const domain::SessionId& session, std::uint64_t number) {
  return {.id = id_of<domain::AuditId>(number),
          .action = domain::AuditAction::kJoinAttempt,
          .timestamp = kNoon,
          .session_id = session,
          .user_id = std::nullopt,
          .room_id = std::nullopt,
          .metadata = {},
          .ip_address = {},
          .user_agent = {},
          .error_code = {},
          .error_message = {},
          .duration_seconds = std::nullopt};
}

domain::QualitySample a_sample(const domain::SessionId& session, std::uint64_t number) {
  return {.session_id = session,
          .user_id = id_of<domain::UserId>(1),
          .received_at = kNoon + base::Millis{5},
          .reading = {.at = kNoon + base::Seconds{static_cast<std::int64_t>(number)},
                      .seconds = 10.5,
                      .rtt_ms = 48.25,
                      .jitter_ms = 3.1,
                      .loss_in = 0.015,
                      .loss_out = 0.0,
                      .bitrate_in_kbps = 1204.5,
                      .bitrate_out_kbps = 998,
                      .frame_width = 1280,
                      .frame_height = 720,
                      .frames_per_second = 29.97,
                      .sent_frame_width = 640,
                      .sent_frame_height = 360,
                      .sent_frames_per_second = 15,
                      .local_candidate = domain::CandidateType::kServerReflexive,
                      .remote_candidate = domain::CandidateType::kRelay,
                      .protocol = domain::MediaProtocol::kTls,
                      .level = 3,
                      .reason = "loss-in",
                      .interruptions = 2,
                      .step = domain::MediaStep::kAudioOnly}};
}

domain::CallRating a_rating(const domain::SessionId& session) {
  return {.session_id = session,
          .user_id = id_of<domain::UserId>(1),
          .rating = 4,
          .comment = "Good,\nbut the picture stood still.",
          .rated_at = kNoon};
}

app::Commit commit_of(domain::User user) {
  app::Commit commit;
  commit.new_users.push_back(std::move(user));
  return commit;
}
app::Commit commit_of(domain::Session session) {
  app::Commit commit;
  commit.new_sessions.push_back(std::move(session));
  return commit;
}
app::Commit commit_of(domain::PresenceInterval stay) {
  app::Commit commit;
  commit.presence.push_back(std::move(stay));
  return commit;
}
app::Commit commit_of(domain::AuditRecord record) {
  app::Commit commit;
  commit.audit.push_back(std::move(record));
  return commit;
}
app::Commit commit_of(domain::QualitySample sample) {
  app::Commit commit;
  commit.quality.push_back(std::move(sample));
  return commit;
}
app::Commit commit_of(domain::CallRating rating) {
  app::Commit commit;
  commit.ratings.push_back(std::move(rating));
  return commit;
}
app::Commit change_of(domain::User user) {
  app::Commit commit;
  commit.changed_users.push_back(std::move(user));
  return commit;
}
app::Commit change_of(domain::Session session) {
  app::Commit commit;
  const auto expected = session.revision;
  commit.sessions.push_back({std::move(session), expected});
  return commit;
}

std::string dump(const domain::User& user) {
  return fmt::format("user {} name {} email {} role {} hash {} created {} updated {}", user.id.str(), show(user.name),
                     show(user.email), domain::to_string(user.role), show(user.password_hash.reveal()),
                     show(user.created_at), show(user.updated_at));
}

std::string dump(const domain::Session& session) {
  return fmt::format(
      "session {} client {} psychologist {} date {} type {} status {} payment {} link {} started {} ended {} "
      "recording {} {} accessed {} {} created {} updated {} revision {}",
      session.id.str(), session.client_id.str(), session.psychologist_id.str(), show(session.session_date),
      domain::to_string(session.type), domain::to_string(session.status), domain::to_string(session.payment),
      show(session.meeting_link), show(session.call_started), show(session.call_ended), session.recording_enabled,
      show(session.recording_url), show(session.last_accessed), session.access_count, show(session.created_at),
      show(session.updated_at), session.revision);
}

std::string dump(const domain::PresenceInterval& stay) {
  return fmt::format("stay {} session {} user {} role {} joined {} seen {} left {} reconnections {}", stay.id.str(),
                     stay.session_id.str(), stay.user_id.str(), domain::to_string(stay.role), show(stay.joined_at),
                     show(stay.last_seen), show(stay.left_at), stay.reconnections);
}

std::string dump(const domain::AuditRecord& record) {
  std::string metadata;
  for (const auto& [key, value] : record.metadata) metadata += show(key) + "=" + show(value) + ";";
  return fmt::format("audit {} {} at {} session {} user {} room {} metadata {} ip {} agent {} error {} {} duration {}",
                     record.id.str(), domain::to_string(record.action), show(record.timestamp), show(record.session_id),
                     show(record.user_id), show(record.room_id), metadata, show(record.ip_address),
                     show(record.user_agent), show(record.error_code), show(record.error_message),
                     show(record.duration_seconds));
}

std::string dump(const domain::QualitySample& sample) {
  const auto& r = sample.reading;
  return fmt::format(
      "sample session {} user {} at {} received {} seconds {} rtt {} jitter {} loss {} {} kbps {} {} frames {} {} {} "
      "sent {} {} {} candidates {} {} protocol {} level {} reason {} interruptions {} step {}",
      sample.session_id.str(), sample.user_id.str(), show(r.at), show(sample.received_at), show(r.seconds),
      show(r.rtt_ms), show(r.jitter_ms), show(r.loss_in), show(r.loss_out), show(r.bitrate_in_kbps),
      show(r.bitrate_out_kbps), show(r.frame_width), show(r.frame_height), show(r.frames_per_second),
      show(r.sent_frame_width), show(r.sent_frame_height), show(r.sent_frames_per_second), show(r.local_candidate),
      show(r.remote_candidate), show(r.protocol), show(r.level), show(r.reason), show(r.interruptions), show(r.step));
}

std::string dump(const domain::CallRating& rating) {
  return fmt::format("rating session {} user {} stars {} comment {} at {}", rating.session_id.str(),
                     rating.user_id.str(), rating.rating, show(rating.comment), show(rating.rated_at));
}

}  // namespace callroom::store::test
