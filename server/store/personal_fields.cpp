#include "store/personal_fields.hpp"

#include "app/ports/store.hpp"
#include "store/audit_form.hpp"

#include <utility>

namespace callroom::store {

using vault::Collection;

namespace {

std::string scope_of(const domain::AuditRecord& record) {
  // It says who was erased, not who that was, and outlives the key.
  if (record.action == domain::AuditAction::kUserErased) return std::string{vault::kInstallation};
  if (record.user_id) return vault::user_scope(record.user_id->str());
  if (record.session_id) return vault::session_scope(record.session_id->str());
  return std::string{vault::kInstallation};
}

}  // namespace

std::string rating_id(const domain::SessionId& session, const domain::UserId& user) {
  return session.str() + "/" + user.str();
}

UserTexts PersonalFields::user(const domain::UserId& id, const std::string& name, const std::string& email) {
  if (!sealing_.seals(Collection::kUsers)) return {name, email, email};
  const auto key = sealing_.vault->key_of(keys_, vault::user_scope(id.str()));
  return {seal(*key, {"users", id.str(), "name"}, name), seal(*key, {"users", id.str(), "email"}, email),
          email_key(email)};
}

SessionTexts PersonalFields::session(const domain::SessionId& session, std::optional<std::string> meeting_link,
                                     std::optional<std::string> recording_url) {
  SessionTexts texts{std::move(meeting_link), std::nullopt, std::move(recording_url)};
  const auto& id = session.str();
  if (texts.meeting_link) {
    texts.meeting_link_key = meeting_link_key(*texts.meeting_link);
    texts.meeting_link = session_field(id, "meetingLink", *texts.meeting_link);
  }
  if (texts.recording_url) texts.recording_url = session_field(id, "recordingUrl", *texts.recording_url);
  return texts;
}

AuditTexts PersonalFields::texts(const domain::AuditRecord& record) {
  AuditTexts texts{write_metadata(record.metadata), record.ip_address, record.user_agent, record.error_message};
  if (!sealing_.seals(Collection::kAudit)) return texts;
  const auto key = sealing_.vault->key_of(keys_, scope_of(record));
  const auto in_place = [&](std::string_view field, std::string& text) {
    text = seal(*key, {"videocallauditlogs", record.id.str(), field}, text);
  };
  in_place("metadata", texts.metadata);
  in_place("ipAddress", texts.ip_address);
  in_place("userAgent", texts.user_agent);
  in_place("errorMessage", texts.error_message);
  return texts;
}

std::optional<std::string> PersonalFields::comment(const domain::SessionId& session, const domain::UserId& user,
                                                   const std::optional<std::string>& plain) {
  if (!plain || !sealing_.seals(Collection::kRatings)) return plain;
  const auto key = sealing_.vault->key_of(keys_, vault::user_scope(user.str()));
  const auto id = rating_id(session, user);
  return seal(*key, {"videocallratings", id, "comment"}, *plain);
}

std::string PersonalFields::user_field(const std::string& id, std::string_view field, const std::string& plain) {
  if (!seals(Collection::kUsers)) return plain;
  return seal(*sealing_.vault->key_of(keys_, vault::user_scope(id)), {"users", id, field}, plain);
}

std::string PersonalFields::session_field(const std::string& id, std::string_view field, const std::string& plain) {
  if (!seals(Collection::kSessions)) return plain;
  return seal(*sealing_.vault->key_of(keys_, vault::session_scope(id)), {"sessions", id, field}, plain);
}

std::string PersonalFields::email_key(std::string_view email) {
  if (!sealing_.seals(Collection::kUsers)) return std::string{email};
  return sealing_.vault->lookup(keys_, "users.email", email);
}

std::string PersonalFields::meeting_link_key(std::string_view room) {
  if (!sealing_.seals(Collection::kSessions)) return std::string{room};
  return sealing_.vault->lookup(keys_, "sessions.meetingLink", room);
}

std::string PersonalFields::open(const vault::Place& place, std::string stored) {
  if (!sealing_.vault) return stored;
  const auto record = [&] { return "record " + std::string{place.record} + ": "; };
  try {
    auto plain = sealing_.vault->open(keys_, place, std::move(stored));
    if (plain) return *std::move(plain);
    switch (plain.error()) {
      case vault::OpenError::kErased:
        return std::string{kErased};
      case vault::OpenError::kChanged:
        break;
    }
  } catch (const vault::KeyError& error) {
    throw app::StoreUnavailable(record() + error.what());
  }
  throw app::StoreUnavailable(record() + std::string{place.field} + " was changed or moved here from elsewhere");
}

/// An empty text stays empty: it tells nothing.
std::string PersonalFields::seal(const vault::DataKey& key, const vault::Place& place, const std::string& plain) {
  return plain.empty() ? std::string{} : vault::seal(key, place, plain);
}

}  // namespace callroom::store
