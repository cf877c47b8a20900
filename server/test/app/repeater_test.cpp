#include "app/repeater.hpp"

#include <gtest/gtest.h>
#include <atomic>
#include <future>

namespace callroom::app::test {
namespace {

TEST(Repeater, RunsAgainAndAgain) {
  std::promise<void> thrice;
  int runs = 0;
  Repeater repeater{base::Millis{1}, [&] {
                      if (++runs == 3) thrice.set_value();
                    }};
  repeater.start();
  thrice.get_future().wait();
  repeater.stop();
  EXPECT_GE(runs, 3);
}

TEST(Repeater, StoppingDoesNotWaitForTheInterval) {
  std::promise<void> once;
  std::atomic<int> runs = 0;
  {
    Repeater repeater{std::chrono::hours{24}, [&] {
                        if (++runs == 1) once.set_value();
                      }};
    repeater.start();
    once.get_future().wait();
  }
  EXPECT_EQ(runs, 1);
}

TEST(Repeater, OneThatWasNeverStartedStops) {
  Repeater repeater{base::Millis{1}, [] { FAIL(); }};
  repeater.stop();
}

}  // namespace
}  // namespace callroom::app::test
