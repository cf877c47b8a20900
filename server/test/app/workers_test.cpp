#include "app/workers.hpp"

#include <gtest/gtest.h>
#include <atomic>
#include <future>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

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

TEST(Workers, TheThreadThatFellAsleepLastIsWokenFirst) {
  constexpr std::size_t kThreads = 4;
  Workers workers{kThreads, 8, no_escape};
  const auto all_asleep = [&workers] {
    while (workers.idle() != kThreads) std::this_thread::yield();
  };
  all_asleep();
  std::set<std::thread::id> used;
  for (int i = 0; i < 50; ++i) {
    std::promise<std::thread::id> ran;
    ASSERT_TRUE(workers.submit([&ran] { ran.set_value(std::this_thread::get_id()); }));
    used.insert(ran.get_future().get());
    all_asleep();
  }
  EXPECT_EQ(used.size(), 1U);
}

TEST(Workers, NothingQueuedIsForgottenUnderManyHands) {
  constexpr int kTasks = 2000;
  std::atomic<int> ran{0};
  {
    Workers workers{4, kTasks * 4, no_escape};
    std::vector<std::jthread> hands;
    for (int hand = 0; hand < 4; ++hand) {
      hands.emplace_back([&workers, &ran] {
        for (int i = 0; i < kTasks; ++i) {
          EXPECT_TRUE(workers.submit([&ran] { ++ran; }));
          if (i % 64 == 0) std::this_thread::yield();  // lets the workers fall asleep now and then
        }
      });
    }
    hands.clear();
  }
  EXPECT_EQ(ran, 4 * kTasks);
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
