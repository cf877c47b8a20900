#include "app/workers.hpp"

#include <gtest/gtest.h>
#include <atomic>
#include <future>
#include <stdexcept>

namespace callroom::app {
namespace {

void no_escape(std::exception_ptr) { ADD_FAILURE() << "an exception escaped"; }

TEST(Workers, RunWhatIsSubmitted) {
  Workers workers{2, 8, no_escape};
  std::promise<int> done;
  ASSERT_TRUE(workers.submit([&done] { done.set_value(7); }));
  EXPECT_EQ(done.get_future().get(), 7);
}

TEST(Workers, AFullQueueRefusesAtTheDoor) {
  std::promise<void> started;
  std::promise<void> release;
  auto released = release.get_future().share();
  std::atomic<int> ran{0};
  Workers workers{1, 2, no_escape};
  ASSERT_TRUE(workers.submit([&started, released] {
    started.set_value();
    released.wait();
  }));
  started.get_future().wait();  // the one worker is busy, the queue is empty
  const auto count = [&ran] { ++ran; };
  EXPECT_TRUE(workers.submit(count));
  EXPECT_TRUE(workers.submit(count));
  EXPECT_FALSE(workers.submit(count));
  EXPECT_EQ(workers.waiting(), 2u);
  release.set_value();
  workers.stop();
  EXPECT_EQ(ran, 2) << "stop runs what is queued";
}

TEST(Workers, TakeNothingAfterStop) {
  Workers workers{1, 2, no_escape};
  workers.stop();
  workers.stop();
  EXPECT_FALSE(workers.submit([] {}));
}

TEST(Workers, AnEscapedExceptionIsToldAndTheWorkerLivesOn) {
  std::promise<std::string> told;
  Workers workers{1, 8, [&told](std::exception_ptr error) {
                    try {
                      std::rethrow_exception(error);
                    } catch (const std::exception& exception) {
                      told.set_value(exception.what());
                    }
                  }};
  ASSERT_TRUE(workers.submit([] { throw std::runtime_error("oops"); }));
  EXPECT_EQ(told.get_future().get(), "oops");
  std::promise<void> alive;
  ASSERT_TRUE(workers.submit([&alive] { alive.set_value(); }));
  alive.get_future().wait();
}

}  // namespace
}  // namespace callroom::app
