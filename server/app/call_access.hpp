#pragma once

#include "app/context.hpp"
#include "app/ports/tokens.hpp"
#include "base/result.hpp"
#include "domain/access_rule.hpp"

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>

// Use cases around entering a call. Plain blocking functions: called on a worker thread, never on an I/O thread. Each
// commits its audit records together with its change, before it returns. Throw StoreUnavailable.
namespace callroom::app {

/// A person as the other one may see them.
struct Person {
  domain::UserId id;
  std::string name;
  std::string email;
};
struct SessionPeople {
  Person client;
  Person psychologist;
};

struct JoinAnswer {
  domain::Session session;
  std::optional<domain::Denial> denial;  ///< Empty: may join now. Never the first two, which are refusals.
  domain::TimeWindow window;
  base::WallTime now;
  std::int64_t minutes_until_session = 0;  ///< Rounded up; 0 once sessionDate has come.
};
/// can-join: refused only for kSessionNotFound and kNotAParticipant.
[[nodiscard]] base::Result<JoinAnswer, domain::Denial> can_join(const Environment& env,
                                                                const domain::SessionId& session, const Identity& asker,
                                                                const Origin& origin);

struct Room {
  domain::Session session;  ///< meeting_link is set.
  SessionPeople people;
};
/// generate-room: the same room every time.
[[nodiscard]] base::Result<Room, domain::Denial> generate_room(const Environment& env, const domain::SessionId& session,
                                                               const Identity& asker, const Origin& origin);

/// What the call's owner must know of somebody who may enter.
struct Admitted {
  domain::Session session;
  std::string name;  ///< From the user record, else the token.
};
using Admission = base::Result<Admitted, domain::Denial>;
/// Empty: the store is away, `failure` says why. As Store::Updated: any thread, and it does not wait.
using OnAdmitted = std::function<void(std::exception_ptr failure, std::optional<Admission> answer)>;
enum class Entry : std::uint8_t { kNew, kReturning };
/// join-room: audits the attempt and, when refused, the denial. An unknown room is kSessionNotFound. `kReturning`: the
/// owner of the call knows that this user is in it (check_return instead of check_access).
/// Returns before that is written where the store can.
void admit_to_call(const Environment& env, const domain::RoomId& room, const Identity& asker, Entry entry,
                   const Origin& origin, OnAdmitted done);

}  // namespace callroom::app
