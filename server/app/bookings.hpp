#pragma once

#include "app/call_access.hpp"
#include "app/context.hpp"
#include "app/ports/passwords.hpp"
#include "app/ports/tokens.hpp"
#include "base/result.hpp"

#include <optional>
#include <string>
#include <vector>

// Users, sessions and signing in: what a platform without a booking system of its own needs. Blocking, worker threads
// only.
namespace callroom::app {

enum class BookingError : std::uint8_t {
  kUserNotFound,
  kSessionNotFound,
  kNotAParticipant,
  kEmailTaken,
  kClientNotFound,        ///< clientId names nobody, or somebody who is not a client.
  kPsychologistNotFound,  ///< psychologistId names nobody, or somebody who is not a psychologist.
  kIllegalStatusMove,
  kConflict,  ///< Changed by somebody else again and again.
};
[[nodiscard]] std::string_view to_string(BookingError error) noexcept;  ///< "USER_NOT_FOUND", "EMAIL_TAKEN", …

struct NewUser {
  std::string name;
  std::string email;  ///< Any case; stored in lower case.
  domain::Role role = domain::Role::kClient;
  std::optional<base::Secret> password;
};
struct UserChange {
  std::optional<std::string> name;
  std::optional<std::string> email;
  std::optional<domain::Role> role;
  std::optional<base::Secret> password;
};
[[nodiscard]] base::Result<domain::User, BookingError> create_user(const Environment& env, Passwords& passwords,
                                                                   const NewUser& user);
[[nodiscard]] base::Result<domain::User, BookingError> change_user(const Environment& env, Passwords& passwords,
                                                                   const domain::UserId& id, const UserChange& change);

struct NewSession {
  domain::UserId client_id;
  domain::UserId psychologist_id;
  base::WallTime session_date;
  domain::SessionType type = domain::SessionType::kIndividual;
  domain::SessionStatus status = domain::SessionStatus::kPending;
  domain::PaymentStatus payment = domain::PaymentStatus::kPending;
};
struct SessionChange {
  std::optional<base::WallTime> session_date;
  std::optional<domain::SessionType> type;
  std::optional<domain::SessionStatus> status;
  std::optional<domain::PaymentStatus> payment;
};
[[nodiscard]] base::Result<domain::Session, BookingError> create_session(const Environment& env,
                                                                         const NewSession& session);
/// Setting a session to Completed while its call is running ends the call: videoCallEnded now, call_end audited. Then
/// the owner of the call has to be told (CallNotifier::call_ended).
[[nodiscard]] base::Result<domain::Session, BookingError> change_session(const Environment& env,
                                                                         const domain::SessionId& id,
                                                                         const SessionChange& change,
                                                                         const Origin& origin = {});

/// A session as a list shows it to this asker.
struct SessionView {
  domain::Session session;
  SessionPeople people;
  std::optional<domain::Denial> denial;  ///< Why it cannot be joined now; empty: it can.
  domain::TimeWindow window;
};
/// Own sessions, or for an admin everybody's.
[[nodiscard]] Page<SessionView> list_sessions(const Environment& env, const Identity& asker, SessionFilter filter,
                                              const PageRequest& page);
[[nodiscard]] base::Result<SessionView, BookingError> view_session(const Environment& env, const domain::SessionId& id,
                                                                   const Identity& asker);

/// nullopt: unknown address, no password set, or a wrong one; all take the same time.
[[nodiscard]] std::optional<domain::User> sign_in(const Environment& env, Passwords& passwords,
                                                  const std::string& email, const base::Secret& password);

}  // namespace callroom::app
