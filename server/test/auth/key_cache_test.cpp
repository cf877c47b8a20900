#include "auth/key_cache.hpp"

#include "scripted_source.hpp"
#include "test_keys.hpp"

#include <gmock/gmock.h>
#include <thread>

namespace callroom::auth {
namespace {

using testing::ec_key;
using testing::key_set_of;
using testing::rsa_key;
using testing::Script;
using testing::ScriptedSource;

class KeyCacheTest : public ::testing::Test {
 protected:
  KeyCache& cache() {
    if (!cache_) {
      cache_ = std::make_unique<KeyCache>(std::make_unique<ScriptedSource>(script_), clock_,
                                          [this](const std::string& line) { problems_.push_back(line); });
    }
    return *cache_;
  }
  bool finds(const char* kid) { return cache().find(Algorithm::kRs256, kid) != nullptr; }

  base::ManualClock clock_;
  std::shared_ptr<Script> script_ = std::make_shared<Script>(Script{key_set_of({rsa_key().jwk("old")})});
  std::vector<std::string> problems_;
  std::unique_ptr<KeyCache> cache_;
};

TEST_F(KeyCacheTest, ReadsOnceAndAnswersFromMemory) {
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(finds("old"));
  EXPECT_EQ(script_->fetches, 1);
}

TEST_F(KeyCacheTest, AnUnknownKeyIsLookedForAtItsSource) {
  EXPECT_TRUE(finds("old"));
  clock_.advance(base::Minutes{5});
  script_->text = key_set_of({rsa_key().jwk("new")});
  EXPECT_TRUE(finds("new"));
  EXPECT_FALSE(finds("old"));
  EXPECT_EQ(script_->fetches, 2);
}

TEST_F(KeyCacheTest, UnknownKeysCannotMakeItFloodTheSource) {
  clock_.advance(base::Millis{1});
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(finds("forged"));
  EXPECT_EQ(script_->fetches, 1);
  clock_.advance(kMinRefreshInterval);
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(finds("forged"));
  EXPECT_EQ(script_->fetches, 2);
}

TEST_F(KeyCacheTest, ASourceThatFailsLeavesTheOldKeys) {
  EXPECT_TRUE(finds("old"));
  clock_.advance(kMaxKeyAge);
  script_->fails = true;
  EXPECT_TRUE(finds("old"));
  EXPECT_FALSE(finds("new"));
  EXPECT_THAT(problems_, ::testing::ElementsAre("the identity provider is down"));
  script_->fails = false;
  script_->text = "<html>maintenance</html>";
  clock_.advance(kMinRefreshInterval);
  EXPECT_TRUE(finds("old"));
  EXPECT_THAT(problems_, ::testing::ElementsAre("the identity provider is down", "not a JSON Web Key Set"));
}

TEST_F(KeyCacheTest, AWithdrawnKeyIsForgottenWithinTheHour) {
  EXPECT_TRUE(finds("old"));
  script_->text = key_set_of({ec_key().jwk("e")});
  clock_.advance(kMaxKeyAge - base::Millis{1});
  EXPECT_TRUE(finds("old"));
  clock_.advance(base::Millis{1});
  EXPECT_FALSE(finds("old"));
  EXPECT_EQ(script_->fetches, 2);
}

TEST_F(KeyCacheTest, StartsWithoutItsSourceAndRecovers) {
  script_->fails = true;
  EXPECT_FALSE(finds("old"));
  script_->fails = false;
  EXPECT_FALSE(finds("old"));  // asked just now
  clock_.advance(kMinRefreshInterval);
  EXPECT_TRUE(finds("old"));
}

TEST_F(KeyCacheTest, AnEmptyKeySetIsReported) {
  script_->text = R"({"keys":[]})";
  EXPECT_FALSE(finds("old"));
  EXPECT_EQ(problems_.size(), 1U);
}

TEST_F(KeyCacheTest, EveryThreadThatMissesARotatedKeyGetsItAfterOneRead) {
  EXPECT_TRUE(finds("old"));
  clock_.advance(base::Minutes{5});
  script_->text = key_set_of({rsa_key().jwk("new")});
  std::atomic<int> found{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([this, &found] { found += finds("new") ? 1 : 0; });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(found, 8);
  EXPECT_EQ(script_->fetches, 2);
}

}  // namespace
}  // namespace callroom::auth
