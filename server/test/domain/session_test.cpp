#include "domain/session.hpp"

#include "fixtures.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <utility>

namespace callroom::domain {
namespace {

using base::Millis;
using base::Minutes;
using base::Seconds;
using test::confirmed_session;
using test::kDate;

TEST(SessionStatusMoves, OnlyTheLegalOnes) {
  using enum SessionStatus;
  const std::set<std::pair<SessionStatus, SessionStatus>> legal{
      {kPending, kConfirmed},   {kPending, kDeclined},    {kPending, kCancelled},    {kConfirmed, kInProgress},
      {kConfirmed, kCompleted}, {kConfirmed, kCancelled}, {kInProgress, kCompleted},
  };
  const auto all = {kPending, kConfirmed, kInProgress, kCompleted, kCancelled, kDeclined};
  for (const auto from : all) {
    for (const auto to : all) {
      EXPECT_EQ(may_move(from, to), from == to || legal.contains({from, to}))
          << to_string(from) << " " << to_string(to);
    }
  }
}

TEST(CallDurationRounding, SecondsDownMinutesToTheNearest) {
  struct Row {
    Millis took;
    std::int64_t seconds;
    std::int64_t minutes;
  };
  for (const auto& row : {Row{Millis{0}, 0, 0}, Row{Millis{999}, 0, 0}, Row{Millis{1'000}, 1, 0},
                          Row{Millis{29'999}, 29, 0}, Row{Millis{30'000}, 30, 1}, Row{Millis{89'999}, 89, 1},
                          Row{Millis{90'000}, 90, 2}, Row{Minutes{50}, 3'000, 50}}) {
    const auto duration = call_duration(kDate, kDate + row.took);
    EXPECT_EQ(duration.seconds, row.seconds) << row.took.count();
    EXPECT_EQ(duration.minutes, row.minutes) << row.took.count();
  }
}

TEST(CallDurationRounding, AnEndBeforeTheStartIsZero) {
  const auto duration = call_duration(kDate, kDate - Minutes{3});
  EXPECT_EQ(duration.seconds, 0);
  EXPECT_EQ(duration.minutes, 0);
}

RC_GTEST_PROP(CallDurationRounding, MinutesAndSecondsNeverTellDifferentStories, ()) {
  const auto took = *rc::gen::inRange<std::int64_t>(0, 100'000'000);
  const auto duration = call_duration(kDate, kDate + Millis{took});
  RC_ASSERT(duration.seconds == took / 1000);
  RC_ASSERT(duration.minutes == (duration.seconds + 30) / 60);
}

TEST(MarkCallStarted, OnceAndOnlyWhereItMayStart) {
  using enum SessionStatus;
  for (const auto status : {kPending, kConfirmed, kInProgress, kCompleted, kCancelled, kDeclined}) {
    auto session = confirmed_session();
    session.status = status;
    const auto before = session;
    const bool open = status == kConfirmed || status == kInProgress;
    EXPECT_EQ(mark_call_started(session, kDate), open) << to_string(status);
    if (!open) {
      EXPECT_EQ(session, before);
      continue;
    }
    EXPECT_EQ(session.status, kInProgress);
    EXPECT_EQ(session.call_started, kDate);
    EXPECT_FALSE(mark_call_started(session, kDate + Seconds{1}));
    EXPECT_EQ(session.call_started, kDate);
  }
}

TEST(MarkCallEnded, OnceAndOnlyAfterAStart) {
  auto session = confirmed_session();
  EXPECT_FALSE(mark_call_ended(session, kDate));
  EXPECT_EQ(session, confirmed_session());
  ASSERT_TRUE(mark_call_started(session, kDate));
  EXPECT_TRUE(mark_call_ended(session, kDate + Minutes{50}));
  EXPECT_EQ(session.status, SessionStatus::kCompleted);
  EXPECT_FALSE(mark_call_ended(session, kDate + Minutes{60}));
  EXPECT_EQ(session.call_ended, kDate + Minutes{50});
}

TEST(MarkCallEnded, NeverBeforeTheStart) {
  auto session = confirmed_session();
  ASSERT_TRUE(mark_call_started(session, kDate));
  ASSERT_TRUE(mark_call_ended(session, kDate - Seconds{1}));
  EXPECT_EQ(session.call_ended, kDate);
}

}  // namespace
}  // namespace callroom::domain
