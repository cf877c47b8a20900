#pragma once

#include "domain/access_rule.hpp"
#include "fixtures.hpp"

#include <rapidcheck.h>
#include <set>

// Arbitrary sessions, askers, instants and policies, close to the edges of the rule more often than chance would have
// it.
namespace callroom::domain::test {

inline SessionStatus any_status() {
  using enum SessionStatus;
  return *rc::gen::weightedElement<SessionStatus>(
      {{8, kConfirmed}, {8, kInProgress}, {1, kPending}, {1, kCompleted}, {1, kCancelled}, {1, kDeclined}});
}

inline PaymentStatus any_payment() {
  using enum PaymentStatus;
  return *rc::gen::weightedElement<PaymentStatus>(
      {{4, kCompleted}, {2, kConfirmed}, {2, kPaid}, {2, kVerified}, {1, kPending}, {1, kFailed}, {1, kRefunded}});
}

inline Session any_session() {
  Session session = confirmed_session();
  session.session_date = kDate + base::Millis{*rc::gen::inRange<std::int64_t>(-86'400'000, 86'400'000)};
  session.type = *rc::gen::element(SessionType::kIndividual, SessionType::kGroup, SessionType::kAssessment);
  session.status = any_status();
  session.payment = any_payment();
  // Only what a store can hold: a call that ended is not in progress, and nothing ended that has not started.
  if (session.status == SessionStatus::kInProgress && *rc::gen::arbitrary<bool>()) {
    session.call_started = session.session_date;
  }
  if (session.status == SessionStatus::kCompleted) {
    session.call_started = session.session_date;
    session.call_ended = session.session_date + base::Minutes{50};
  }
  return session;
}

inline AccessPolicy any_policy() {
  AccessPolicy policy;
  if (*rc::gen::inRange(0, 4) != 0) return policy;
  policy.opens_before = base::Millis{*rc::gen::inRange<std::int64_t>(0, 3'600'000)};
  policy.closes_after = base::Millis{*rc::gen::inRange<std::int64_t>(0, 10'800'000)};
  policy.paid.clear();
  const int states = *rc::gen::inRange(0, 7);
  for (int i = 0; i < states; ++i) policy.paid.insert(any_payment());
  return policy;
}

inline Asker any_asker() {
  const auto who = *rc::gen::weightedElement<UserId>({{4, kClient}, {4, kPsychologist}, {2, kAdmin}, {1, kStranger}});
  const auto own = who == kAdmin ? Role::kAdmin : who == kPsychologist ? Role::kPsychologist : Role::kClient;
  return {who,
          *rc::gen::weightedElement<Role>({{6, own}, {1, Role::kClient}, {1, Role::kPsychologist}, {1, Role::kAdmin}})};
}

/// Mostly at the very edge of the session's window, one millisecond to either side included.
inline base::WallTime any_instant(const Session& session, const AccessPolicy& policy) {
  const auto edge = *rc::gen::element(session.session_date - policy.opens_before, session.session_date,
                                      session.session_date + policy.closes_after);
  const auto off =
      *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(-2, 3), rc::gen::inRange<std::int64_t>(-20'000'000, 20'000'001));
  return edge + base::Millis{off};
}

}  // namespace callroom::domain::test
