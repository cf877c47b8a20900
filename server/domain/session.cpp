#include "domain/session.hpp"

#include "domain/enum_names.hpp"

#include <algorithm>

namespace callroom::domain {
namespace {

constexpr EnumNames<SessionStatus, 6> kStatuses{{
    {SessionStatus::kPending, "Pending"},
    {SessionStatus::kConfirmed, "Confirmed"},
    {SessionStatus::kInProgress, "In Progress"},
    {SessionStatus::kCompleted, "Completed"},
    {SessionStatus::kCancelled, "Cancelled"},
    {SessionStatus::kDeclined, "Declined"},
}};

constexpr EnumNames<SessionType, 3> kTypes{{
    {SessionType::kIndividual, "Individual"},
    {SessionType::kGroup, "Group"},
    {SessionType::kAssessment, "Assessment"},
}};

constexpr EnumNames<PaymentStatus, 7> kPayments{{
    {PaymentStatus::kPending, "Pending"},
    {PaymentStatus::kCompleted, "Completed"},
    {PaymentStatus::kFailed, "Failed"},
    {PaymentStatus::kRefunded, "Refunded"},
    {PaymentStatus::kConfirmed, "Confirmed"},
    {PaymentStatus::kPaid, "Paid"},
    {PaymentStatus::kVerified, "Verified"},
}};

}  // namespace

std::string_view to_string(SessionStatus status) noexcept { return name_of(kStatuses, status); }
std::optional<SessionStatus> parse_session_status(std::string_view text) noexcept { return value_of(kStatuses, text); }

std::string_view to_string(SessionType type) noexcept { return name_of(kTypes, type); }
std::optional<SessionType> parse_session_type(std::string_view text) noexcept { return value_of(kTypes, text); }

std::string_view to_string(PaymentStatus status) noexcept { return name_of(kPayments, status); }
std::optional<PaymentStatus> parse_payment_status(std::string_view text) noexcept { return value_of(kPayments, text); }

bool may_move(SessionStatus from, SessionStatus to) noexcept {
  using enum SessionStatus;
  if (from == to) return true;
  switch (from) {
    case kPending:
      return to == kConfirmed || to == kDeclined || to == kCancelled;
    case kConfirmed:
      return to == kInProgress || to == kCompleted || to == kCancelled;
    case kInProgress:
      return to == kCompleted;
    case kCompleted:
    case kCancelled:
    case kDeclined:
      return false;
  }
  return false;
}

bool mark_call_started(Session& session, base::WallTime at) noexcept {
  const bool open = session.status == SessionStatus::kConfirmed || session.status == SessionStatus::kInProgress;
  if (session.call_started || !open) return false;
  session.call_started = at;
  session.status = SessionStatus::kInProgress;
  return true;
}

bool mark_call_ended(Session& session, base::WallTime at) noexcept {
  if (!session.call_started || session.call_ended) return false;
  session.call_ended = std::max(at, *session.call_started);
  if (may_move(session.status, SessionStatus::kCompleted)) session.status = SessionStatus::kCompleted;
  return true;
}

CallDuration call_duration(base::WallTime started, base::WallTime ended) noexcept {
  const base::Millis took = std::max(ended - started, base::Millis{0});
  constexpr base::Millis kHalfMinute = base::Seconds{30};
  return {std::chrono::floor<base::Seconds>(took).count(),
          std::chrono::floor<base::Minutes>(took + kHalfMinute).count()};
}

}  // namespace callroom::domain
