#pragma once

#include "domain/audit.hpp"
#include "domain/rating.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"
#include "store/sealing.hpp"
#include "store/sqlite/key_table.hpp"

#include <optional>
#include <string>
#include <string_view>

// Personal fields on their way between records and columns. Sealed or plain, as Sealing says, everything else of the
// store is the same; the texts here are what stands in the columns, and what the audit chain hashes.
namespace callroom::store::sqlite {

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

/// Belongs to a connection and is used within its transactions. A user's fields and comments are under the user's key,
/// a session's under the session's; an audit record's under its user's, else its session's, else the installation's.
class Fields {
 public:
  Fields(Connection& db, const Sealing& sealing) : sealing_(sealing), keys_(db) {}

  // To columns. Makes keys where there are none, so only for the writing connection.
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

  // The columns by which records are found.
  [[nodiscard]] std::string email_key(std::string_view email);
  [[nodiscard]] std::string meeting_link_key(std::string_view room);

  /// The plain text of a column, or kErased. Throws StoreUnavailable, naming the record: the value was changed, or the
  /// master key that it needs is not configured.
  [[nodiscard]] std::string open(const vault::Place& place, std::string stored);

 private:
  [[nodiscard]] std::string seal(const vault::DataKey& key, const vault::Place& place, const std::string& plain) const;

  const Sealing& sealing_;
  KeyTable keys_;
};

/// The record id that a rating's comment is bound to: what its row is found by.
[[nodiscard]] std::string rating_id(const domain::SessionId& session, const domain::UserId& user);

}  // namespace callroom::store::sqlite
