#pragma once

#include "domain/audit.hpp"
#include "domain/presence.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/fields.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

// How a record stands in its table. Every SELECT names the columns of k…Columns, in that order; every INSERT and UPDATE
// binds parameters of the columns' names. A stored value that no enum or id form knows throws StoreUnavailable, naming
// the record: somebody else wrote it, and a guess would be worse than an error.
namespace callroom::store::sqlite {

[[noreturn]] void unreadable(const Query& row, std::string_view what, const std::string& value);

/// A word of a closed list, `what` in the error.
template <class Parse>
[[nodiscard]] auto read_enum(const Query& row, int column, std::string_view what, const Parse& parse) {
  const auto text = row.text(column);
  const auto value = parse(text);
  if (!value) unreadable(row, what, text);
  return *value;
}
[[nodiscard]] std::optional<std::string> read_optional_text(const Query& row, int column);

/// An id that must be there. `row`'s first column names the record in the error.
template <class Id>
[[nodiscard]] Id read_id(const Query& row, int column) {
  auto text = row.text(column);
  auto id = Id::parse(text);
  if (!id) unreadable(row, "id", text);
  return *std::move(id);
}

inline const std::string kUserColumns = "id, name, email, role, passwordHash, createdAt, updatedAt";
[[nodiscard]] domain::User read_user(const Query& row, Fields& fields);
/// Also emailKey. `texts` must outlive the query.
void bind_user(Query& query, const domain::User& user, const UserTexts& texts);

inline const std::string kSessionColumns =
    "id, clientId, psychologistId, sessionDate, sessionType, status, paymentStatus, meetingLink, videoCallStarted, "
    "videoCallEnded, recordingEnabled, recordingUrl, lastAccessedAt, accessCount, createdAt, updatedAt, revision";
[[nodiscard]] domain::Session read_session(const Query& row, Fields& fields);
[[nodiscard]] std::optional<domain::Session> find_session(Connection& db, Fields& fields, const domain::SessionId& id);
/// callDuration (minutes) and callDurationSeconds, which follow from start and end and are kept for others who read the
/// table.
void bind_duration(Query& query, const domain::Session& session);
/// Also meetingLinkKey and the duration. `texts` must outlive the query; `revision`: what the row is to have.
void bind_session(Query& query, const domain::Session& session, const SessionTexts& texts, std::int64_t revision);

inline const std::string kPresenceColumns = "id, sessionId, userId, role, joinedAt, lastSeen, leftAt, reconnections";
[[nodiscard]] domain::PresenceInterval read_presence(const Query& row);
void bind_presence(Query& query, const domain::PresenceInterval& stay);

inline const std::string kAuditColumns =
    "id, sessionId, userId, roomId, action, timestamp, metadata, ipAddress, userAgent, errorCode, errorMessage, "
    "duration";
[[nodiscard]] domain::AuditRecord read_audit(const Query& row, Fields& fields);

}  // namespace callroom::store::sqlite
