#include "base/queue_thread.hpp"

#include <gtest/gtest.h>
#include <pthread.h>
#include <sched.h>
#include <thread>

namespace base {
namespace {

int policy_of_this_thread() {
  int policy = -1;
  sched_param parameters{};
  EXPECT_EQ(pthread_getschedparam(pthread_self(), &policy, &parameters), 0);
  return policy;
}

TEST(QueueThread, IsOneThreadsOwn) {
  const int before = policy_of_this_thread();
  int inside = -1;
  std::thread([&inside] {
    become_queue_thread();
    inside = policy_of_this_thread();
  }).join();
  EXPECT_EQ(inside, SCHED_BATCH);
  EXPECT_EQ(policy_of_this_thread(), before);
}

}  // namespace
}  // namespace base
