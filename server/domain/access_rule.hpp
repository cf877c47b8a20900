#pragma once

#include "base/clock.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>

namespace callroom::domain {

/// Why someone may not enter a call; the codes of the contract, in the order in which they are looked for.
enum class Denial : std::uint8_t {
  kSessionNotFound,
  kNotAParticipant,
  kSessionCancelled,
  kSessionDeclined,
  kSessionCompleted,
  kSessionNotConfirmed,
  kPaymentPending,
  kPaymentFailed,
  kPaymentRefunded,
  kTooEarly,
  kTooLate,
};
[[nodiscard]] std::string_view to_string(Denial denial) noexcept;  ///< "SESSION_NOT_FOUND", …

struct AccessPolicy {
  base::Millis opens_before = base::Minutes{15};
  base::Millis closes_after = base::Minutes{120};
  std::set<PaymentStatus> paid{PaymentStatus::kCompleted, PaymentStatus::kConfirmed, PaymentStatus::kPaid,
                               PaymentStatus::kVerified};
};

/// Who asks: always from a verified token, never from a payload.
struct Asker {
  UserId id;
  Role role = Role::kClient;
};

/// When a call can be entered; both ends belong to the window.
struct TimeWindow {
  base::WallTime from;
  base::WallTime until;
};
[[nodiscard]] TimeWindow join_window(const Session& session, const AccessPolicy& policy) noexcept;

[[nodiscard]] bool is_participant(const Session& session, const UserId& user) noexcept;

/// The access rule, the only one: can-join, generate-room, start, the session list and join-room all ask it. Gives the
/// first reason that holds, or nullopt when the asker may enter now. `session` null: there is none.
[[nodiscard]] std::optional<Denial> check_access(const Session* session, const Asker& asker, base::WallTime now,
                                                 const AccessPolicy& policy) noexcept;

/// The rule for somebody who is in the call already and lost only the connection: a call that runs past the window is
/// not cut off by a change of network, so kTooLate does not hold; everything else does.
[[nodiscard]] std::optional<Denial> check_return(const Session* session, const Asker& asker, base::WallTime now,
                                                 const AccessPolicy& policy) noexcept;

}  // namespace callroom::domain
