#include "app/bookings.hpp"

#include <algorithm>
#include <string>
#include <utility>

// Users and signing in.
namespace callroom::app {
namespace {

/// Addresses differ in ASCII case only by mistake; other scripts are left as they are.
std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

}  // namespace

base::Result<domain::User, BookingError> create_user(const Environment& env, Passwords& passwords,
                                                     const NewUser& user) {
  const auto now = env.clock.now();
  domain::User created{domain::UserId::generate(now),
                       user.name,
                       lower(user.email),
                       user.role,
                       user.password ? passwords.hash(*user.password) : base::Secret{},
                       now,
                       now};
  Commit commit;
  commit.new_users.push_back(created);
  if (env.store.commit(commit) != CommitOutcome::kDone) return BookingError::kEmailTaken;
  return created;
}

base::Result<domain::User, BookingError> change_user(const Environment& env, Passwords& passwords,
                                                     const domain::UserId& id, const UserChange& change) {
  auto user = env.store.user(id);
  if (!user) return BookingError::kUserNotFound;
  if (change.name) user->name = *change.name;
  if (change.email) user->email = lower(*change.email);
  if (change.role) user->role = *change.role;
  if (change.password) user->password_hash = passwords.hash(*change.password);
  user->updated_at = env.clock.now();
  Commit commit;
  commit.changed_users.push_back(*user);
  switch (env.store.commit(commit)) {
    case CommitOutcome::kDone:
      return *std::move(user);
    case CommitOutcome::kDuplicate:
      return BookingError::kEmailTaken;
    case CommitOutcome::kConflict:
      break;
  }
  return BookingError::kUserNotFound;  // gone between reading and writing
}

std::optional<domain::User> sign_in(const Environment& env, Passwords& passwords, const std::string& email,
                                    const base::Secret& password) {
  auto user = env.store.user_by_email(lower(email));
  // Verified for an unknown address as well (against nothing), so that the time does not tell who has an account.
  const bool right = passwords.verify(password, user ? user->password_hash : base::Secret{});
  return right ? std::move(user) : std::nullopt;
}

}  // namespace callroom::app
