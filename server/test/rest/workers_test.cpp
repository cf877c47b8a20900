#include "app/workers.hpp"

#include <gtest/gtest.h>
#include <atomic>
#include <latch>
#include <stdexcept>
#include <string>

namespace callroom::app {
namespace {

TEST(WorkersTest, RunEverythingThatWasTakenBeforeTheyStop) {
  std::atomic<int> ran{0};
  Workers workers{3, 1000, nullptr};
  int taken = 0;
  for (int i = 0; i < 500; ++i) taken += workers.submit([&] { ++ran; }) ? 1 : 0;
  workers.stop();
  EXPECT_EQ(taken, 500);
  EXPECT_EQ(ran.load(), 500);
  EXPECT_FALSE(workers.submit([] {})) << "stopped";
  workers.stop();
}

TEST(WorkersTest, SayNoWhenTheQueueIsFull) {
  std::latch running{1};
  std::latch release{1};
  Workers workers{1, 2, nullptr};
  ASSERT_TRUE(workers.submit([&] {
    running.count_down();
    release.wait();
  }));
  running.wait();
  EXPECT_TRUE(workers.submit([] {}));
  EXPECT_TRUE(workers.submit([] {}));
  EXPECT_EQ(workers.waiting(), 2U);
  EXPECT_FALSE(workers.submit([] {}));
  release.count_down();
  workers.stop();
}

TEST(WorkersTest, SurviveATaskThatThrows) {
  std::string told;
  std::atomic<bool> after{false};
  Workers workers{1, 10, [&](std::exception_ptr thrown) {
                    try {
                      std::rethrow_exception(thrown);
                    } catch (const std::exception& error) {
                      told = error.what();
                    }
                  }};
  ASSERT_TRUE(workers.submit([] { throw std::runtime_error("escaped"); }));
  ASSERT_TRUE(workers.submit([&] { after = true; }));
  workers.stop();
  EXPECT_EQ(told, "escaped");
  EXPECT_TRUE(after.load());
}

}  // namespace
}  // namespace callroom::app
