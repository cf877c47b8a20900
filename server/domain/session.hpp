#pragma once

#include "base/clock.hpp"
#include "domain/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace callroom::domain {

enum class SessionStatus : std::uint8_t { kPending, kConfirmed, kInProgress, kCompleted, kCancelled, kDeclined };
/// "Pending", "Confirmed", "In Progress", "Completed", "Cancelled", "Declined".
[[nodiscard]] std::string_view to_string(SessionStatus status) noexcept;
[[nodiscard]] std::optional<SessionStatus> parse_session_status(std::string_view text) noexcept;

enum class SessionType : std::uint8_t { kIndividual, kGroup, kAssessment };
[[nodiscard]] std::string_view to_string(SessionType type) noexcept;
[[nodiscard]] std::optional<SessionType> parse_session_type(std::string_view text) noexcept;

/// The last three are synonyms of a completed payment that existing platforms write; they are kept as written, because
/// which of them count as paid is configuration (AccessPolicy::paid).
enum class PaymentStatus : std::uint8_t { kPending, kCompleted, kFailed, kRefunded, kConfirmed, kPaid, kVerified };
[[nodiscard]] std::string_view to_string(PaymentStatus status) noexcept;
[[nodiscard]] std::optional<PaymentStatus> parse_payment_status(std::string_view text) noexcept;

/// A booked appointment. Field for field the `sessions` collection of the contract.
struct Session {
  SessionId id;
  UserId client_id;
  UserId psychologist_id;
  base::WallTime session_date;
  SessionType type = SessionType::kIndividual;
  SessionStatus status = SessionStatus::kPending;
  PaymentStatus payment = PaymentStatus::kPending;
  std::optional<RoomId> meeting_link;
  std::optional<base::WallTime> call_started;  ///< videoCallStarted
  std::optional<base::WallTime> call_ended;    ///< videoCallEnded
  bool recording_enabled = false;
  std::optional<std::string> recording_url;
  std::optional<base::WallTime> last_accessed;
  std::int64_t access_count = 0;
  base::WallTime created_at;
  base::WallTime updated_at;
  /// Counts the changes of the stored record: a change is committed only if nobody else made one since it was read.
  std::int64_t revision = 0;

  bool operator==(const Session&) const = default;
};

/// Which status an admin's change may lead to. A status may always "change" to itself.
///
///   Pending -> Confirmed | Declined | Cancelled      Confirmed -> In Progress | Completed | Cancelled
///   In Progress -> Completed                         Completed, Cancelled, Declined: final
[[nodiscard]] bool may_move(SessionStatus from, SessionStatus to) noexcept;

/// Writes the start of the call into the session: In Progress, videoCallStarted. False, and nothing changed, where one
/// is recorded already or the session may not start (it was cancelled meanwhile, for example). `updated_at` is the
/// caller's.
[[nodiscard]] bool mark_call_started(Session& session, base::WallTime at) noexcept;
/// Writes the end: Completed, videoCallEnded, never before the start. False, and nothing changed, where no call was
/// started or one has ended already.
[[nodiscard]] bool mark_call_ended(Session& session, base::WallTime at) noexcept;

/// How long a call took. Never negative: an end before the start (a clock set back) counts as zero.
struct CallDuration {
  std::int64_t seconds = 0;  ///< Whole seconds, rounded down.
  std::int64_t minutes = 0;  ///< Rounded to the nearest minute; half a minute rounds up.
};
[[nodiscard]] CallDuration call_duration(base::WallTime started, base::WallTime ended) noexcept;

}  // namespace callroom::domain
