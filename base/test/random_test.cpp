#include "base/random.hpp"

#include "base/base64.hpp"

#include <gtest/gtest.h>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace base {
namespace {

TEST(RandomToken, HasTheBytesThatWereAskedFor) {
  for (const std::size_t count : {0U, 1U, 15U, 18U, 255U, 256U}) {
    const auto bytes = base64url_decode(random_token(count));
    ASSERT_TRUE(bytes);
    EXPECT_EQ(bytes->size(), count);
  }
  EXPECT_THROW(static_cast<void>(random_token(257)), std::invalid_argument);
}

TEST(RandomToken, NoTwoAreEqualInAnyThread) {
  // More than are drawn at once, of sizes that do not divide it; 64 bits do not meet by chance.
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kEach = 2000;
  std::mutex mutex;
  std::set<std::string> all;
  std::vector<std::jthread> threads;
  for (std::size_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&] {
      std::vector<std::string> own;
      for (std::size_t i = 0; i < kEach; ++i) own.push_back(random_token(8 + i % 16).substr(0, 10));
      const std::lock_guard lock{mutex};
      all.insert(own.begin(), own.end());
    });
  }
  threads.clear();
  EXPECT_EQ(all.size(), kThreads * kEach);
}

}  // namespace
}  // namespace base
