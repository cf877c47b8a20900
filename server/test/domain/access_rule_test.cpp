#include "domain/access_rule.hpp"

#include "access_generators.hpp"
#include "access_oracle.hpp"
#include "fixtures.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace callroom::domain {
namespace {

using namespace test;
using base::Millis;
using base::Minutes;

const Asker kTheClient{kClient, Role::kClient};

std::optional<Denial> ask(const Session& session, base::WallTime now = kDate, const AccessPolicy& policy = {}) {
  return check_access(&session, kTheClient, now, policy);
}

TEST(AccessRule, BothPeopleAndAnAdminMayEnter) {
  const auto session = confirmed_session();
  EXPECT_EQ(check_access(&session, kTheClient, kDate, {}), std::nullopt);
  EXPECT_EQ(check_access(&session, {kPsychologist, Role::kPsychologist}, kDate, {}), std::nullopt);
  EXPECT_EQ(check_access(&session, {kAdmin, Role::kAdmin}, kDate, {}), std::nullopt);
}

TEST(AccessRule, NobodyElseMayAndLearnsNothingMore) {
  auto session = confirmed_session();
  session.status = SessionStatus::kCancelled;
  EXPECT_EQ(check_access(&session, {kStranger, Role::kClient}, kDate, {}), Denial::kNotAParticipant);
  EXPECT_EQ(check_access(&session, {kStranger, Role::kPsychologist}, kDate, {}), Denial::kNotAParticipant);
}

TEST(AccessRule, NoSession) { EXPECT_EQ(check_access(nullptr, kTheClient, kDate, {}), Denial::kSessionNotFound); }

TEST(AccessRule, StatusDecidesBeforePayment) {
  using enum SessionStatus;
  struct Row {
    SessionStatus status;
    std::optional<Denial> denial;
  };
  for (const auto& row : {Row{kConfirmed, Denial::kPaymentFailed}, Row{kInProgress, Denial::kPaymentFailed},
                          Row{kCancelled, Denial::kSessionCancelled}, Row{kDeclined, Denial::kSessionDeclined},
                          Row{kCompleted, Denial::kSessionCompleted}, Row{kPending, Denial::kSessionNotConfirmed}}) {
    auto session = confirmed_session();
    session.status = row.status;
    session.payment = PaymentStatus::kFailed;
    EXPECT_EQ(ask(session), row.denial) << to_string(row.status);
  }
}

TEST(AccessRule, PaymentDecidesBeforeTheWindow) {
  using enum PaymentStatus;
  struct Row {
    PaymentStatus payment;
    std::optional<Denial> denial;
  };
  for (const auto& row :
       {Row{kPending, Denial::kPaymentPending}, Row{kFailed, Denial::kPaymentFailed},
        Row{kRefunded, Denial::kPaymentRefunded}, Row{kCompleted, Denial::kTooLate}, Row{kConfirmed, Denial::kTooLate},
        Row{kPaid, Denial::kTooLate}, Row{kVerified, Denial::kTooLate}}) {
    auto session = confirmed_session();
    session.payment = row.payment;
    EXPECT_EQ(ask(session, kDate + Minutes{600}), row.denial) << to_string(row.payment);
  }
}

TEST(AccessRule, WhichPaymentsCountIsConfigured) {
  auto session = confirmed_session();
  AccessPolicy policy;
  policy.paid = {PaymentStatus::kCompleted};
  EXPECT_EQ(ask(session, kDate, policy), Denial::kPaymentPending) << "a synonym that this installation does not take";
  policy.paid = {PaymentStatus::kPending};
  session.payment = PaymentStatus::kPending;
  EXPECT_EQ(ask(session, kDate, policy), std::nullopt);
}

TEST(AccessRule, TheWindowIncludesBothEnds) {
  const auto session = confirmed_session();
  EXPECT_EQ(ask(session, kDate - Minutes{15} - Millis{1}), Denial::kTooEarly);
  EXPECT_EQ(ask(session, kDate - Minutes{15}), std::nullopt);
  EXPECT_EQ(ask(session, kDate + Minutes{120}), std::nullopt);
  EXPECT_EQ(ask(session, kDate + Minutes{120} + Millis{1}), Denial::kTooLate);
}

TEST(AccessRule, WhoIsInTheCallMayComeBackAfterTheWindow) {
  const auto session = confirmed_session();
  const auto late = kDate + Minutes{180};
  EXPECT_EQ(check_return(&session, kTheClient, late, {}), std::nullopt);
  EXPECT_EQ(check_return(&session, kTheClient, kDate - Minutes{60}, {}), Denial::kTooEarly);
  auto cancelled = session;
  cancelled.status = SessionStatus::kCancelled;
  EXPECT_EQ(check_return(&cancelled, kTheClient, late, {}), Denial::kSessionCancelled);
}

std::string code(const std::optional<Denial>& denial) { return denial ? std::string{to_string(*denial)} : ""; }

RC_GTEST_PROP(AccessRuleProperty, AnswersAsTheContractsSentence, ()) {
  const auto session = any_session();
  const Session* asked = *rc::gen::weightedElement<const Session*>({{15, &session}, {1, nullptr}});
  const auto policy = any_policy();
  const auto asker = any_asker();
  const auto now = any_instant(session, policy);
  const auto answer = code(check_access(asked, asker, now, policy));
  RC_CLASSIFY(answer.empty(), "may join");
  RC_CLASSIFY(answer == "TOO_EARLY" || answer == "TOO_LATE", "window");
  RC_ASSERT(answer == access_oracle(asked, asker, now, policy));
}

RC_GTEST_PROP(AccessRuleProperty, ReturningDiffersInTooLateOnly, ()) {
  const auto session = any_session();
  const auto policy = any_policy();
  const auto asker = any_asker();
  const auto now = any_instant(session, policy);
  const auto expected = access_oracle(&session, asker, now, policy);
  RC_ASSERT(code(check_return(&session, asker, now, policy)) == (expected == "TOO_LATE" ? "" : expected));
}

}  // namespace
}  // namespace callroom::domain
