#include "base/token_bucket.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(TokenBucket, GivesItsBurstThenItsRate) {
  ManualClock clock;
  TokenBucket bucket(50, 200, clock.steady_now());
  for (int i = 0; i < 200; ++i) EXPECT_TRUE(bucket.take(clock.steady_now())) << i;
  EXPECT_FALSE(bucket.take(clock.steady_now()));
  clock.advance(Millis{20});  // one token at 50/s
  EXPECT_TRUE(bucket.take(clock.steady_now()));
  EXPECT_FALSE(bucket.take(clock.steady_now()));
  clock.advance(Minutes{10});  // never more than the burst
  for (int i = 0; i < 200; ++i) EXPECT_TRUE(bucket.take(clock.steady_now())) << i;
  EXPECT_FALSE(bucket.take(clock.steady_now()));
}

}  // namespace
}  // namespace base
