#include "auth/argon2_passwords.hpp"

#include <gmock/gmock.h>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <thread>
#include <vector>

namespace callroom::auth {
namespace {

using base::Secret;

TEST(Passwords, AHashIsArgon2idWithTheParametersOfOwasp) {
  Argon2Passwords passwords{1};
  const auto hash = passwords.hash(Secret{"correct horse"}).reveal();
  EXPECT_THAT(hash, ::testing::StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_THAT(hash, ::testing::MatchesRegex("[$]argon2id[$]v=19[$]m=19456,t=2,p=1[$][^$]{22}[$][^$]{43}"));
}

TEST(Passwords, OnlyThePasswordItselfIsRight) {
  Argon2Passwords passwords{1};
  const auto hash = passwords.hash(Secret{"correct horse"});
  EXPECT_TRUE(passwords.verify(Secret{"correct horse"}, hash));
  for (const auto* wrong : {"", "Correct horse", "correct horse ", "correct hors"}) {
    EXPECT_FALSE(passwords.verify(Secret{wrong}, hash)) << wrong;
  }
  EXPECT_FALSE(passwords.verify(Secret{std::string{"correct horse\0", 14}}, hash));
}

TEST(Passwords, TheSamePasswordNeverHashesTheSame) {
  Argon2Passwords passwords{1};
  EXPECT_NE(passwords.hash(Secret{"x"}).reveal(), passwords.hash(Secret{"x"}).reveal());
}

TEST(Passwords, WhatIsNoHashMatchesNothing) {
  Argon2Passwords passwords{1};
  for (const auto* hash : {"", "correct horse", "$argon2id$", "$argon2i$v=19$m=16,t=2,p=1$c2FsdHNhbHQ$AAAA",
                           "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"}) {
    EXPECT_FALSE(passwords.verify(Secret{"correct horse"}, Secret{hash})) << hash;
  }
}

TEST(Passwords, ReadsTheVectorOfTheReferenceImplementation) {
  // phc-winner-argon2, test.c: argon2id, version 19, "password", "somesalt", t=2, m=65536 KiB, p=1.
  Argon2Passwords passwords{1};
  const Secret hash{"$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"};
  EXPECT_TRUE(passwords.verify(Secret{"password"}, hash));
  EXPECT_FALSE(passwords.verify(Secret{"differentpassword"}, hash));
}

/// What this thread has computed so far: unlike the time of day, no other process of a busy machine is in it.
std::chrono::nanoseconds cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

TEST(Passwords, AnUnknownUserTakesAsLongAsAWrongPassword) {
  Argon2Passwords passwords{1};
  const auto hash = passwords.hash(Secret{"correct horse"});
  const auto least = [&passwords](const Secret& against) {
    auto best = std::chrono::nanoseconds::max();
    for (int i = 0; i < 5; ++i) {
      const auto start = cpu_time();
      EXPECT_FALSE(passwords.verify(Secret{"wrong"}, against));
      best = std::min(best, cpu_time() - start);
    }
    return best;
  };
  const auto known = least(hash);
  const auto unknown = least(Secret{});
  // The factor is for caches that others are using too. Without the dummy hash the ratio is thousands.
  EXPECT_LT(known, 3 * unknown);
  EXPECT_LT(unknown, 3 * known);
}

TEST(Passwords, ManyAtOnceAllGetTheirAnswer) {
  Argon2Passwords passwords{2};
  const auto hash = passwords.hash(Secret{"x"});
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] { right += passwords.verify(Secret{"x"}, hash) ? 1 : 0; });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 6);
}

}  // namespace
}  // namespace callroom::auth
