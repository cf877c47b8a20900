#include "domain/receipt.hpp"

#include "fixtures.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <algorithm>

namespace callroom::domain::test {
namespace {

base::WallTime after(std::int64_t seconds) { return kDate + base::Seconds{seconds}; }

Session ended_session(std::int64_t from = 0, std::int64_t until = 100) {
  auto session = confirmed_session();
  session.call_started = after(from);
  session.call_ended = after(until);
  return session;
}

PresenceInterval stay(const UserId& user, std::int64_t from, std::optional<std::int64_t> until,
                      Role role = Role::kClient, std::int64_t reconnections = 0) {
  PresenceInterval made{.id = PresenceId::generate(after(from)),
                        .session_id = session_id(1),
                        .user_id = user,
                        .role = role,
                        .joined_at = after(from),
                        .last_seen = after(until.value_or(from)),
                        .left_at = std::nullopt,
                        .reconnections = reconnections};
  if (until) made.left_at = after(*until);
  return made;
}

QualitySample sample(const UserId& user, std::int64_t at, std::int64_t interruptions) {
  return {session_id(1), user, after(at), {.at = after(at), .seconds = 10, .interruptions = interruptions}};
}

TEST(ReceiptOf, SaysWhoWasThereWhenAndForHowLong) {
  const auto receipt = make_receipt(ended_session(10, 100),
                                    {stay(kClient, 0, 40, Role::kClient, 2), stay(kClient, 50, 100),
                                     stay(kPsychologist, 10, 90, Role::kPsychologist)},
                                    {}, true);
  EXPECT_EQ(receipt.duration.seconds, 90);
  ASSERT_EQ(receipt.people.size(), 2U);
  EXPECT_EQ(receipt.people[0].id, kClient);
  EXPECT_EQ(receipt.people[0].present, (TimeSpans{{after(0), after(40)}, {after(50), after(100)}}));
  EXPECT_EQ(receipt.people[0].reconnections, 2);
  EXPECT_EQ(receipt.together, (TimeSpans{{after(10), after(40)}, {after(50), after(90)}}));
  EXPECT_TRUE(receipt.is_final);
}

TEST(ReceiptOf, NamesBothAlsoWhenOneNeverCame) {
  const auto receipt = make_receipt(ended_session(), {stay(kClient, 0, 100)}, {}, true);
  ASSERT_EQ(receipt.people.size(), 2U);
  EXPECT_EQ(receipt.people[1].id, kPsychologist);
  EXPECT_EQ(receipt.people[1].role, Role::kPsychologist);
  EXPECT_TRUE(receipt.people[1].present.empty());
  EXPECT_TRUE(receipt.together.empty());
}

TEST(ReceiptOf, AnAdministratorWhoWasThereStandsInItButIsNotTheOther) {
  const auto receipt =
      make_receipt(ended_session(), {stay(kClient, 0, 100), stay(kAdmin, 0, 100, Role::kAdmin)}, {}, true);
  ASSERT_EQ(receipt.people.size(), 3U);
  EXPECT_EQ(receipt.people[2].id, kAdmin);
  EXPECT_EQ(receipt.people[2].role, Role::kAdmin);
  EXPECT_TRUE(receipt.together.empty());
}

TEST(ReceiptOf, AStayThatIsOpenCountsToTheEndAndIsNotFinal) {
  const auto receipt = make_receipt(ended_session(), {stay(kClient, 20, std::nullopt)}, {}, true);
  EXPECT_EQ(receipt.people[0].present, (TimeSpans{{after(20), after(100)}}));
  EXPECT_FALSE(receipt.is_final);
}

TEST(ReceiptOf, WhileSamplesMayComeItIsNotFinal) {
  EXPECT_FALSE(make_receipt(ended_session(), {}, {}, false).is_final);
}

TEST(ReceiptOf, CountsInterruptionsOfEachAndSaysWhenBothToldOfOne) {
  const auto receipt = make_receipt(
      ended_session(), {},
      {sample(kClient, 30, 2), sample(kClient, 60, 1), sample(kPsychologist, 35, 1), sample(kPsychologist, 60, 0)},
      true);
  EXPECT_EQ(receipt.people[0].interruptions, 3);
  EXPECT_EQ(receipt.people[1].interruptions, 1);
  EXPECT_EQ(receipt.interrupted, (TimeSpans{{after(25), after(30)}}));
}

// Against looking at each second by itself.
RC_GTEST_PROP(ReceiptOf, TogetherIsWhenBothWereThere, ()) {
  std::vector<PresenceInterval> stays;
  for (int left = *rc::gen::inRange(0, 9); left > 0; --left) {
    const auto from = *rc::gen::inRange<std::int64_t>(0, 50);
    stays.push_back(stay(*rc::gen::element(kClient, kPsychologist, kAdmin), from, from + *rc::gen::inRange(0, 30)));
  }
  const auto there = [&](const UserId& user, std::int64_t second) {
    return std::ranges::any_of(stays, [&](const auto& one) {
      return one.user_id == user && one.joined_at <= after(second) && after(second) < *one.left_at;
    });
  };
  const auto receipt = make_receipt(ended_session(), stays, {}, true);
  std::int64_t together = 0;
  for (std::int64_t second = 0; second < 100; ++second) {
    const bool both = there(kClient, second) && there(kPsychologist, second);
    together += both ? 1 : 0;
    RC_ASSERT(both == std::ranges::any_of(receipt.together, [&](const TimeSpan& span) {
                return span.from <= after(second) && after(second) < span.until;
              }));
  }
  RC_ASSERT(length_of(receipt.together) == base::Seconds{together});
  std::ranges::reverse(stays);
  RC_ASSERT(make_receipt(ended_session(), stays, {}, true).together == receipt.together);
}

}  // namespace
}  // namespace callroom::domain::test
