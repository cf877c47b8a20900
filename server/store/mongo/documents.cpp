#include "store/mongo/documents.hpp"

#include "app/ports/store.hpp"
#include "store/mongo/read_field.hpp"

#include <algorithm>
#include <set>

namespace callroom::store::mongo {
namespace {

/// The time in the id's first four bytes: when the document was made.
base::WallTime made_at(View view) {
  const auto id = view.object_id("_id");
  constexpr std::size_t kTimeDigits = 8;
  return base::WallTime{base::Seconds{id ? std::stoll(id->str().substr(0, kTimeDigits), nullptr, 16) : 0}};
}

/// A personal text of a user or session.
std::optional<std::string> open_text(View view, const char* collection, const std::string& id, const char* key,
                                     PersonalFields& fields) {
  auto text = view.text(key);
  if (!text) return std::nullopt;
  return fields.open({collection, id, key}, *std::move(text));
}

}  // namespace

void unreadable(View view, std::string_view what, const std::string& value) {
  const auto id = view.object_id("_id");
  throw app::StoreUnavailable("record " + (id ? id->str() : view.text("_id").value_or("without an id")) +
                              ": unreadable " + std::string{what} + " '" + value + "'");
}

Document by_id(const std::string& hex) { return Document{}.id("_id", hex); }

domain::User read_user(View view, PersonalFields& fields) {
  const auto created = view.time("createdAt").value_or(made_at(view));
  const auto id = read_id<domain::UserId>(view, "_id");
  return {.id = id,
          .name = open_text(view, kUsers, id.str(), "name", fields).value_or(""),
          .email = open_text(view, kUsers, id.str(), "email", fields).value_or(""),
          .role = read_word(view, "role", domain::parse_role, domain::Role::kClient),
          .password_hash = base::Secret{view.text("passwordHash").value_or("")},
          .created_at = created,
          .updated_at = view.time("updatedAt").value_or(created)};
}

Document user_document(const domain::User& user) {
  Document made;
  made.id("_id", user.id.str())
      .text("name", user.name)
      .text("email", user.email)
      .text("role", domain::to_string(user.role))
      .text("passwordHash", user.password_hash.reveal())
      .time("createdAt", user.created_at)
      .time("updatedAt", user.updated_at);
  return made;
}

domain::Session read_session(View view, PersonalFields& fields) {
  const auto created = view.time("createdAt").value_or(made_at(view));
  const auto id = read_id<domain::SessionId>(view, "_id");
  auto link = open_text(view, kSessions, id.str(), "meetingLink", fields);
  return {.id = id,
          .client_id = read_id<domain::UserId>(view, "clientId"),
          .psychologist_id = read_id<domain::UserId>(view, "psychologistId"),
          .session_date = read_time(view, "sessionDate"),
          .type = read_word(view, "sessionType", domain::parse_session_type, domain::SessionType::kIndividual),
          .status = read_word(view, "status", domain::parse_session_status, domain::SessionStatus::kPending),
          .payment = read_word(view, "paymentStatus", domain::parse_payment_status, domain::PaymentStatus::kPending),
          .meeting_link = link ? std::optional{domain::RoomId{*std::move(link)}} : std::nullopt,
          .call_started = view.time("videoCallStarted"),
          .call_ended = view.time("videoCallEnded"),
          .recording_enabled = view.boolean("recordingEnabled").value_or(false),
          .recording_url = open_text(view, kSessions, id.str(), "recordingUrl", fields),
          .last_accessed = view.time("lastAccessedAt"),
          .access_count = view.integer("accessCount").value_or(0),
          .created_at = created,
          .updated_at = view.time("updatedAt").value_or(created),
          .revision = view.integer("revision").value_or(0)};
}

Document session_document(const domain::Session& session) {
  Document made;
  made.id("_id", session.id.str())
      .id("clientId", session.client_id.str())
      .id("psychologistId", session.psychologist_id.str())
      .time("sessionDate", session.session_date)
      .text("sessionType", domain::to_string(session.type))
      .text("status", domain::to_string(session.status))
      .text("paymentStatus", domain::to_string(session.payment));
  if (session.meeting_link) made.text("meetingLink", session.meeting_link->str());
  made.boolean("isVideoCall", true);
  if (session.call_started) made.time("videoCallStarted", *session.call_started);
  if (session.call_ended) made.time("videoCallEnded", *session.call_ended);
  if (session.call_started && session.call_ended) {
    const auto duration = domain::call_duration(*session.call_started, *session.call_ended);
    made.integer("callDuration", duration.minutes).integer("callDurationSeconds", duration.seconds);
  }
  made.boolean("recordingEnabled", session.recording_enabled);
  if (session.recording_url) made.text("recordingUrl", *session.recording_url);
  if (session.last_accessed) made.time("lastAccessedAt", *session.last_accessed);
  made.integer("accessCount", session.access_count)
      .time("createdAt", session.created_at)
      .time("updatedAt", session.updated_at)
      .integer("revision", session.revision);
  return made;
}

domain::PresenceInterval read_presence(View view) {
  return {.id = read_id<domain::PresenceId>(view, "_id"),
          .session_id = read_id<domain::SessionId>(view, "sessionId"),
          .user_id = read_id<domain::UserId>(view, "userId"),
          .role = read_word(view, "role", domain::parse_role),
          .joined_at = read_time(view, "joinedAt"),
          .last_seen = read_time(view, "lastSeen"),
          .left_at = view.time("leftAt"),
          .reconnections = view.integer("reconnections").value_or(0)};
}

Document presence_document(const domain::PresenceInterval& stay) {
  Document made;
  made.id("_id", stay.id.str())
      .id("sessionId", stay.session_id.str())
      .id("userId", stay.user_id.str())
      .text("role", domain::to_string(stay.role))
      .time("joinedAt", stay.joined_at)
      .time("lastSeen", stay.last_seen);
  if (stay.left_at) made.time("leftAt", *stay.left_at);
  made.integer("reconnections", stay.reconnections);
  return made;
}

Difference difference(View stored, View normal, View wanted) {
  Difference found;
  std::set<std::string> keys;
  for (const auto& key : normal.keys()) keys.insert(key);
  for (const auto& key : wanted.keys()) keys.insert(key);
  for (const auto& key : keys) {
    // `normal` has the defaults of what `stored` leaves out: nothing to write where those are wanted.
    if (same_field(normal, wanted, key.c_str())) continue;
    if (wanted.has(key.c_str())) {
      found.set.copy(key.c_str(), wanted);
    } else if (stored.has(key.c_str())) {
      found.unset.text(key, "");
    }
  }
  return found;
}

}  // namespace callroom::store::mongo
