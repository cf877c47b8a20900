#include "loop/pace.hpp"

#include <gtest/gtest.h>

namespace engineio::loop {
namespace {

using namespace std::chrono_literals;
using Duration = Pace::Duration;

constexpr int kLong = 1000;  // rounds; any judgement has been made by then

// A thread whose rounds take 10 us, and sockets that become ready on a schedule, whatever it does.
class Thread {
 public:
  explicit Thread(Duration apart) : apart_(apart), due_(now_ + apart) {}

  // One round: it begins when the rest is over, or without one when somebody is ready. How many were.
  std::size_t round() {
    if (rest_ == Duration::zero() && due_ > now_) now_ = due_;
    now_ += rest_;
    std::size_t ready = 0;
    for (; due_ <= now_; due_ += apart_) ++ready;
    const auto began = now_;
    now_ += 10us;
    rest_ = pace_.after({began, now_, ready, posted_});
    return ready;
  }
  double sockets_in_a_round(int rounds) {
    std::size_t ready = 0;
    for (int i = 0; i < rounds; ++i) ready += round();
    return static_cast<double>(ready) / rounds;
  }
  bool rests_in(int rounds) {
    bool rests = false;
    for (int i = 0; i < rounds; ++i) {
      round();
      rests |= rest_ > Duration::zero();
    }
    return rests;
  }
  void come_every(Duration apart) {
    apart_ = apart;
    due_ = now_ + apart;
  }
  /// From now on each round comes with so much of others' work.
  void work_for_others(std::size_t posted) { posted_ = posted; }
  [[nodiscard]] Duration rest() const { return rest_; }

 private:
  Pace pace_;
  Pace::Time now_{1h};
  Duration apart_;
  Pace::Time due_;
  Duration rest_{};
  std::size_t posted_ = 0;
};

TEST(Pace, KeepsNobodyWaitingWhereSocketsAreReadyOneByOne) {
  Thread thread(200us);
  EXPECT_FALSE(thread.rests_in(kLong));
}

TEST(Pace, LetsSocketsShareARoundWhereTheyComeThick) {
  Thread thread(20us);
  thread.sockets_in_a_round(kLong);
  EXPECT_NEAR(thread.sockets_in_a_round(kLong), 10.0, 0.1);
}

TEST(Pace, HoldsBackNoLongerThanTheDistanceOfTwoRounds) {
  Thread thread(20us);
  for (int i = 0; i < kLong; ++i) {
    thread.round();
    ASSERT_LE(thread.rest(), Pace::kBetween - 10us);
  }
}

TEST(Pace, RestsNoMoreOnceItGetsQuiet) {
  Thread thread(20us);
  ASSERT_TRUE(thread.rests_in(kLong));
  thread.come_every(500us);
  thread.sockets_in_a_round(kLong);
  EXPECT_FALSE(thread.rests_in(kLong));
}

TEST(Pace, DoesNotRestAfterARoundThatFoundNobody) {
  Thread thread(20us);
  thread.sockets_in_a_round(kLong);
  ASSERT_GT(thread.rest(), Duration::zero());
  thread.come_every(1s);
  EXPECT_EQ(thread.round(), 0U);
  EXPECT_EQ(thread.rest(), Duration::zero());
}

TEST(Pace, DoesNotRestWhileOthersHaveWorkForTheThread) {
  Thread thread(20us);
  ASSERT_TRUE(thread.rests_in(kLong));
  thread.work_for_others(1);
  thread.sockets_in_a_round(kLong);
  EXPECT_FALSE(thread.rests_in(kLong));
}

TEST(Pace, DoesNotRestAfterARoundThatTookLongItself) {
  Pace pace;
  Pace::Time now{1h};
  for (int i = 0; i < kLong; ++i) {
    const auto began = now;
    now += 250us;
    ASSERT_EQ(pace.after({began, now, 100, 0}), Duration::zero());
  }
}

// Two who answer each other at once, or one that floods: as fast as a crowd while nothing rests, and one at a time
// however long the rest.
TEST(Pace, HoldsBackThoseWhoWaitForEachOtherInFewRoundsOnly) {
  Pace pace;
  const Pace::Time start{1h};
  Pace::Time now = start;
  Duration rested{};
  while (now < start + 1min) {
    now += 10us;  // the other one's answer
    const auto began = now;
    now += 10us;
    const auto rest = pace.after({began, now, 1, 0});
    rested += rest;
    now += rest;
  }
  EXPECT_GT(rested, Duration::zero());  // It was tried.
  EXPECT_LT(rested, 600ms);  // one part in a hundred
}

}  // namespace
}  // namespace engineio::loop
