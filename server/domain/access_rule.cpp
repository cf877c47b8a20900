#include "domain/access_rule.hpp"

#include "domain/enum_names.hpp"

namespace callroom::domain {
namespace {

constexpr EnumNames<Denial, 11> kDenials{{
    {Denial::kSessionNotFound, "SESSION_NOT_FOUND"},
    {Denial::kNotAParticipant, "NOT_A_PARTICIPANT"},
    {Denial::kSessionCancelled, "SESSION_CANCELLED"},
    {Denial::kSessionDeclined, "SESSION_DECLINED"},
    {Denial::kSessionCompleted, "SESSION_COMPLETED"},
    {Denial::kSessionNotConfirmed, "SESSION_NOT_CONFIRMED"},
    {Denial::kPaymentPending, "PAYMENT_PENDING"},
    {Denial::kPaymentFailed, "PAYMENT_FAILED"},
    {Denial::kPaymentRefunded, "PAYMENT_REFUNDED"},
    {Denial::kTooEarly, "TOO_EARLY"},
    {Denial::kTooLate, "TOO_LATE"},
}};

std::optional<Denial> check_status(SessionStatus status) noexcept {
  switch (status) {
    case SessionStatus::kConfirmed:
    case SessionStatus::kInProgress:
      return std::nullopt;
    case SessionStatus::kCancelled:
      return Denial::kSessionCancelled;
    case SessionStatus::kDeclined:
      return Denial::kSessionDeclined;
    case SessionStatus::kCompleted:
      return Denial::kSessionCompleted;
    case SessionStatus::kPending:
      break;
  }
  return Denial::kSessionNotConfirmed;
}

std::optional<Denial> check_payment(PaymentStatus payment, const AccessPolicy& policy) noexcept {
  if (policy.paid.contains(payment)) return std::nullopt;
  if (payment == PaymentStatus::kFailed) return Denial::kPaymentFailed;
  if (payment == PaymentStatus::kRefunded) return Denial::kPaymentRefunded;
  // Also a synonym of "paid" that this installation does not take as paid: it is still waited for.
  return Denial::kPaymentPending;
}

std::optional<Denial> check_window(const TimeWindow& window, base::WallTime now) noexcept {
  if (now < window.from) return Denial::kTooEarly;
  if (now > window.until) return Denial::kTooLate;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Denial denial) noexcept { return name_of(kDenials, denial); }

TimeWindow join_window(const Session& session, const AccessPolicy& policy) noexcept {
  return {session.session_date - policy.opens_before, session.session_date + policy.closes_after};
}

bool is_participant(const Session& session, const UserId& user) noexcept {
  return session.client_id == user || session.psychologist_id == user;
}

std::optional<Denial> check_access(const Session* session, const Asker& asker, base::WallTime now,
                                   const AccessPolicy& policy) noexcept {
  if (session == nullptr) return Denial::kSessionNotFound;
  if (asker.role != Role::kAdmin && !is_participant(*session, asker.id)) return Denial::kNotAParticipant;
  if (const auto denial = check_status(session->status)) return denial;
  if (const auto denial = check_payment(session->payment, policy)) return denial;
  return check_window(join_window(*session, policy), now);
}

std::optional<Denial> check_return(const Session* session, const Asker& asker, base::WallTime now,
                                   const AccessPolicy& policy) noexcept {
  const auto denial = check_access(session, asker, now, policy);
  // TOO_LATE is the last reason of the rule: where it is given, no other holds.
  return denial == Denial::kTooLate ? std::nullopt : denial;
}

}  // namespace callroom::domain
