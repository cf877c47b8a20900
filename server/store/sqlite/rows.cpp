#include "store/sqlite/rows.hpp"

#include "store/audit_form.hpp"

#include <string_view>

namespace callroom::store::sqlite {
namespace {

template <class Id>
std::optional<Id> read_optional_id(const Query& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return read_id<Id>(row, column);
}

std::optional<base::WallTime> read_optional_time(const Query& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.time(column);
}

std::optional<domain::RoomId> read_optional_room(const Query& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return domain::RoomId{row.text(column)};
}

/// A personal field, opened. The row's first column is the record's id.
std::string read_field(const Query& row, int column, Fields& fields, std::string_view collection,
                       std::string_view field) {
  const auto id = row.text(0);
  return fields.open({collection, id, field}, row.text(column));
}

std::optional<std::string> read_session_field(const Query& row, int column, Fields& fields, std::string_view field) {
  if (row.is_null(column)) return std::nullopt;
  return read_field(row, column, fields, "sessions", field);
}

template <class Id>
std::optional<std::string_view> text_of(const std::optional<Id>& id) {
  if (!id) return std::nullopt;
  return std::string_view{id->str()};
}

std::map<std::string, std::string> metadata_of(const Query& row, const std::string& text) {
  if (text == kErased) return {{text, "true"}};
  auto metadata = read_metadata(text);
  if (!metadata) unreadable(row, "metadata", text);
  return *std::move(metadata);
}

}  // namespace

void unreadable(const Query& row, std::string_view what, const std::string& value) {
  throw app::StoreUnavailable("record " + row.text(0) + ": unreadable " + std::string{what} + " '" + value + "'");
}

std::optional<std::string> read_optional_text(const Query& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.text(column);
}

domain::User read_user(const Query& row, Fields& fields) {
  return {.id = read_id<domain::UserId>(row, 0),
          .name = read_field(row, 1, fields, "users", "name"),
          .email = read_field(row, 2, fields, "users", "email"),
          .role = read_enum(row, 3, "role", domain::parse_role),
          .password_hash = base::Secret{row.text(4)},
          .created_at = row.time(5),
          .updated_at = row.time(6)};
}

void bind_user(Query& query, const domain::User& user, const UserTexts& texts) {
  query.bind(":id", user.id.str())
      .bind(":name", texts.name)
      .bind(":email", texts.email)
      .bind(":emailKey", texts.email_key)
      .bind(":role", domain::to_string(user.role))
      .bind(":passwordHash", user.password_hash.reveal())
      .bind(":createdAt", user.created_at)
      .bind(":updatedAt", user.updated_at);
}

domain::Session read_session(const Query& row, Fields& fields) {
  std::optional<domain::RoomId> meeting_link;
  if (auto link = read_session_field(row, 7, fields, "meetingLink")) meeting_link = domain::RoomId{*std::move(link)};
  return {.id = read_id<domain::SessionId>(row, 0),
          .client_id = read_id<domain::UserId>(row, 1),
          .psychologist_id = read_id<domain::UserId>(row, 2),
          .session_date = row.time(3),
          .type = read_enum(row, 4, "sessionType", domain::parse_session_type),
          .status = read_enum(row, 5, "status", domain::parse_session_status),
          .payment = read_enum(row, 6, "paymentStatus", domain::parse_payment_status),
          .meeting_link = std::move(meeting_link),
          .call_started = read_optional_time(row, 8),
          .call_ended = read_optional_time(row, 9),
          .recording_enabled = row.integer(10) != 0,
          .recording_url = read_session_field(row, 11, fields, "recordingUrl"),
          .last_accessed = read_optional_time(row, 12),
          .access_count = row.integer(13),
          .created_at = row.time(14),
          .updated_at = row.time(15),
          .revision = row.integer(16)};
}

std::optional<domain::Session> find_session(Connection& db, Fields& fields, const domain::SessionId& id) {
  static const std::string kSql = "SELECT " + kSessionColumns + " FROM sessions WHERE id = :id";
  auto query = db.query(kSql);
  query.bind(":id", id.str());
  if (!query.step()) return std::nullopt;
  return read_session(query, fields);
}

void bind_duration(Query& query, const domain::Session& session) {
  std::optional<domain::CallDuration> duration;
  if (session.call_started && session.call_ended) {
    duration = domain::call_duration(*session.call_started, *session.call_ended);
  }
  query.bind(":callDuration", duration ? std::optional{duration->minutes} : std::nullopt)
      .bind(":callDurationSeconds", duration ? std::optional{duration->seconds} : std::nullopt);
}

void bind_session(Query& query, const domain::Session& session, const SessionTexts& texts, std::int64_t revision) {
  bind_duration(query, session);
  query.bind(":id", session.id.str())
      .bind(":clientId", session.client_id.str())
      .bind(":psychologistId", session.psychologist_id.str())
      .bind(":sessionDate", session.session_date)
      .bind(":sessionType", domain::to_string(session.type))
      .bind(":status", domain::to_string(session.status))
      .bind(":paymentStatus", domain::to_string(session.payment))
      .bind(":meetingLink", texts.meeting_link)
      .bind(":meetingLinkKey", texts.meeting_link_key)
      .bind(":videoCallStarted", session.call_started)
      .bind(":videoCallEnded", session.call_ended)
      .bind(":recordingEnabled", std::int64_t{session.recording_enabled ? 1 : 0})
      .bind(":recordingUrl", texts.recording_url)
      .bind(":lastAccessedAt", session.last_accessed)
      .bind(":accessCount", session.access_count)
      .bind(":createdAt", session.created_at)
      .bind(":updatedAt", session.updated_at)
      .bind(":revision", revision);
}

domain::PresenceInterval read_presence(const Query& row) {
  return {.id = read_id<domain::PresenceId>(row, 0),
          .session_id = read_id<domain::SessionId>(row, 1),
          .user_id = read_id<domain::UserId>(row, 2),
          .role = read_enum(row, 3, "role", domain::parse_role),
          .joined_at = row.time(4),
          .last_seen = row.time(5),
          .left_at = read_optional_time(row, 6),
          .reconnections = row.integer(7)};
}

void bind_presence(Query& query, const domain::PresenceInterval& stay) {
  query.bind(":id", stay.id.str())
      .bind(":sessionId", stay.session_id.str())
      .bind(":userId", stay.user_id.str())
      .bind(":role", domain::to_string(stay.role))
      .bind(":joinedAt", stay.joined_at)
      .bind(":lastSeen", stay.last_seen)
      .bind(":leftAt", stay.left_at)
      .bind(":reconnections", stay.reconnections);
}

domain::AuditRecord read_audit(const Query& row, Fields& fields) {
  const auto field = [&](int column, std::string_view name) {
    return read_field(row, column, fields, "videocallauditlogs", name);
  };
  return {.id = read_id<domain::AuditId>(row, 0),
          .action = read_enum(row, 4, "action", domain::parse_audit_action),
          .timestamp = row.time(5),
          .session_id = read_optional_id<domain::SessionId>(row, 1),
          .user_id = read_optional_id<domain::UserId>(row, 2),
          .room_id = read_optional_room(row, 3),
          .metadata = metadata_of(row, field(6, "metadata")),
          .ip_address = field(7, "ipAddress"),
          .user_agent = field(8, "userAgent"),
          .error_code = row.text(9),
          .error_message = field(10, "errorMessage"),
          .duration_seconds = row.is_null(11) ? std::nullopt : std::optional{row.integer(11)}};
}

}  // namespace callroom::store::sqlite
