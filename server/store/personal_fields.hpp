#pragma once

#include "domain/audit.hpp"
#include "domain/rating.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"
#include "store/sealing.hpp"

#include <optional>
#include <string>
#include <string_view>

// Personal fields on their way between records and what is stored. Sealed or plain, as Sealing says, everything else of
// a store is the same; the texts here are what stands in its columns or documents, and what the audit chain hashes. A
// value is sealed for the same place in every store, so that it can be carried from one to the other as it is.
namespace callroom::store {

/// What reading gives for a value whose key was destroyed.
inline constexpr std::string_view kErased = "erased";

struct UserTexts {
  std::string name;
  std::string email;
  std::string email_key;  ///< A keyed hash of the address, or the address: for finding it, and unique.
};
struct SessionTexts {
  std::optional<std::string> meeting_link;
  std::optional<std::string> meeting_link_key;  ///< As email_key.
  std::optional<std::string> recording_url;
};
struct AuditTexts {
  std::string metadata;  ///< A JSON object of strings, or one sealed.
  std::string ip_address;
  std::string user_agent;
  std::string error_message;
};

/// A user's fields and comments are under the user's key, a session's under the session's; an audit record's under its
/// user's, else its session's, else the installation's. Belongs to whoever owns `keys`, and is used by one thread.
class PersonalFields {
 public:
  /// Both outlive it.
  PersonalFields(vault::KeyStore& keys, const Sealing& sealing) : keys_(keys), sealing_(sealing) {}

  [[nodiscard]] bool seals(vault::Collection collection) const noexcept { return sealing_.seals(collection); }

  /// Whether what is stored may be sealed.
  [[nodiscard]] bool opens() const noexcept { return sealing_.vault != nullptr; }

  // To what is stored. Makes keys where there are none.
  [[nodiscard]] UserTexts user(const domain::UserId& id, const std::string& name, const std::string& email);
  [[nodiscard]] SessionTexts session(const domain::SessionId& id, std::optional<std::string> meeting_link,
                                     std::optional<std::string> recording_url);
  [[nodiscard]] AuditTexts texts(const domain::AuditRecord& record);
  [[nodiscard]] std::optional<std::string> comment(const domain::SessionId& session, const domain::UserId& user,
                                                   const std::optional<std::string>& plain);

  [[nodiscard]] UserTexts texts(const domain::User& of) { return user(of.id, of.name, of.email); }
  [[nodiscard]] SessionTexts texts(const domain::Session& of) {
    return session(of.id, of.meeting_link ? std::optional{of.meeting_link->str()} : std::nullopt, of.recording_url);
  }
  [[nodiscard]] std::optional<std::string> comment(const domain::CallRating& of) {
    return comment(of.session_id, of.user_id, of.comment);
  }

  // One field alone, where not all of a record is written.
  [[nodiscard]] std::string user_field(const std::string& id, std::string_view field, const std::string& plain);
  [[nodiscard]] std::string session_field(const std::string& id, std::string_view field, const std::string& plain);

  // What records are found by.
  [[nodiscard]] std::string email_key(std::string_view email);
  [[nodiscard]] std::string meeting_link_key(std::string_view room);

  /// Whether a key of ours sealed it, destroyed or not.
  [[nodiscard]] bool is_sealed(std::string_view stored) {
    return opens() && vault::Vault::is_sealed(keys_, stored);
  }
  /// The plain text of what is stored, or kErased. Throws StoreUnavailable, naming the record: the value was changed,
  /// or the master key that it needs is not configured.
  [[nodiscard]] std::string open(const vault::Place& place, std::string stored);

 private:
  [[nodiscard]] static std::string seal(const vault::DataKey& key, const vault::Place& place, const std::string& plain);

  vault::KeyStore& keys_;
  const Sealing& sealing_;
};

/// The record id that a rating's comment is bound to.
[[nodiscard]] std::string rating_id(const domain::SessionId& session, const domain::UserId& user);

}  // namespace callroom::store
