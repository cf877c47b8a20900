#include "test/store/samples.hpp"

#include <fmt/format.h>

#include <utility>

namespace callroom::store::test {
namespace {

/// With its length, so that no text can look like two fields.
std::string show(const std::string& text) { return std::to_string(text.size()) + ":" + text; }
std::string show(base::WallTime time) { return std::to_string(time.time_since_epoch().count()); }
std::string show(std::int64_t number) { return std::to_string(number); }
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

}  // namespace callroom::store::test
