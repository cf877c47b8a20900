#include "auth/verified_tokens.hpp"

#include "auth/jwt.hpp"
#include "scripted_source.hpp"
#include "test_keys.hpp"

#include <gtest/gtest.h>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace callroom::auth {
namespace {

using app::TokenError;
using base::Secret;
using namespace callroom::auth::testing;  // the keys, and nothing of GoogleTest's

const std::string kClaims = R"({"sub":"507f1f77bcf86cd799439011","role":"client","exp":1700000060})";
const std::string kRs256 = R"({"alg":"RS256","kid":"r"})";

VerifiedToken named(const std::string& name) {
  return {Algorithm::kRs256, std::nullopt, nullptr,
          {{*domain::UserId::parse("507f1f77bcf86cd799439011"), domain::Role::kClient, name, {}}, {}}};
}
std::string name_of(const VerifiedTokens::Found& found) { return found ? found->claims.identity.name : "unknown"; }

TEST(VerifiedTokens, TheOneUsedLongestAgoGoes) {
  VerifiedTokens tokens{2};
  tokens.add("a", named("A"));
  tokens.add("b", named("B"));
  EXPECT_EQ(name_of(tokens.find("a")), "A");
  tokens.add("c", named("C"));
  EXPECT_EQ(name_of(tokens.find("a")), "A");
  EXPECT_EQ(name_of(tokens.find("b")), "unknown");
  EXPECT_EQ(name_of(tokens.find("c")), "C");
}

TEST(VerifiedTokens, AddingAgainReplaces) {
  VerifiedTokens tokens{2};
  tokens.add("a", named("A"));
  tokens.add("a", named("A again"));
  tokens.add("b", named("B"));
  EXPECT_EQ(name_of(tokens.find("a")), "A again");
  EXPECT_EQ(name_of(tokens.find("b")), "B");
  EXPECT_EQ(name_of(tokens.find("")), "unknown");
}

TEST(VerifiedTokens, ManyThreadsMayAsk) {
  VerifiedTokens tokens{8};
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&tokens, &wrong] {
      for (int i = 0; i < 2000; ++i) {
        const auto text = std::to_string(i % 12);
        const auto found = tokens.find(text);
        if (found && found->claims.identity.name != text) ++wrong;
        if (!found) tokens.add(text, named(text));
      }
    });
  }
  threads.clear();
  EXPECT_EQ(wrong, 0);
}

class AtOnce : public ::testing::Test {
 protected:
  base::ManualClock clock_;
  std::shared_ptr<Script> script_ = std::make_shared<Script>(Script{key_set_of({rsa_key().jwk("r")})});
  std::shared_ptr<KeyCache> cache_ =
      std::make_shared<KeyCache>(std::make_unique<ScriptedSource>(script_), clock_, [](const std::string&) {});
  JwtVerifier verifier_{{.secret = Secret{std::string{kSecret}}, .keys = cache_, .rules = {}}, clock_};
};

TEST_F(AtOnce, SaysWhatVerifyingSaid) {
  const auto token = rsa_key().token(kRs256, kClaims);
  EXPECT_FALSE(verifier_.verify_at_once(token)) << "never seen";
  const auto first = verifier_.verify(token);
  ASSERT_TRUE(first);
  const auto again = verifier_.verify_at_once(token);
  ASSERT_TRUE(again && again->has_value());
  EXPECT_EQ((*again)->id, first->id);
  EXPECT_EQ((*again)->role, first->role);
  EXPECT_EQ((*again)->expires_at, first->expires_at);
  EXPECT_TRUE(verifier_.verify(token));
}

TEST_F(AtOnce, ATokenOfTheSecretNeedsNoFirstTime) {
  const auto answer = verifier_.verify_at_once(hs256(kClaims));
  ASSERT_TRUE(answer && answer->has_value());
  EXPECT_EQ((*answer)->id.str(), "507f1f77bcf86cd799439011");
  const auto forged = verifier_.verify_at_once(hs256(kClaims, "another secret, also of 32 bytes!"));
  ASSERT_TRUE(forged);
  EXPECT_EQ(forged->error(), TokenError::kInvalid);
  EXPECT_EQ(verifier_.verify_at_once("")->error(), TokenError::kMissing);
}

TEST_F(AtOnce, WhatNoKeyCouldVouchForIsRefused) {
  const JwtVerifier secret_only{{.secret = Secret{std::string{kSecret}}, .keys = nullptr, .rules = {}}, clock_};
  const JwtVerifier keys_only{{.secret = {}, .keys = cache_, .rules = {}}, clock_};
  EXPECT_FALSE(secret_only.verify_at_once(rsa_key().token(kRs256, kClaims))) << "verify() says no";
  EXPECT_EQ(keys_only.verify_at_once(hs256(kClaims))->error(), TokenError::kInvalid);
  const auto good = hs256(kClaims);
  for (const auto& near : {good + " ", good.substr(0, good.size() - 1), std::string(10'000, 'a')}) {
    EXPECT_EQ(verifier_.verify_at_once(near)->error(), TokenError::kInvalid);
  }
}

TEST_F(AtOnce, KnowsNothingOfWhatWasRefused) {
  const auto good = rsa_key().token(kRs256, kClaims);
  const auto forged = other_rsa_key().token(kRs256, kClaims);
  ASSERT_TRUE(verifier_.verify(good));
  ASSERT_FALSE(verifier_.verify(forged));
  EXPECT_FALSE(verifier_.verify_at_once(forged)) << "the same claims under another signature";
  EXPECT_TRUE(verifier_.verify_at_once(good));
}

TEST_F(AtOnce, ATokenEndsWhenItSays) {
  const std::vector<std::string> tokens{hs256(kClaims), rsa_key().token(kRs256, kClaims)};
  for (const auto& token : tokens) ASSERT_TRUE(verifier_.verify(token));
  clock_.advance(base::Seconds{59});
  for (const auto& token : tokens) EXPECT_TRUE(verifier_.verify_at_once(token)->has_value());
  clock_.advance(base::Seconds{1});
  for (const auto& token : tokens) {
    EXPECT_EQ(verifier_.verify_at_once(token)->error(), TokenError::kExpired);
    EXPECT_EQ(verifier_.verify(token).error(), TokenError::kExpired);
  }
}

TEST_F(AtOnce, ATokenThatHasNotBegunIsNotRemembered) {
  const auto token = rsa_key().token(
      kRs256, R"({"sub":"507f1f77bcf86cd799439011","role":"client","nbf":1700000040,"exp":1700000060})");
  EXPECT_EQ(verifier_.verify(token).error(), TokenError::kInvalid);
  EXPECT_FALSE(verifier_.verify_at_once(token));
  clock_.advance(base::Seconds{10});
  EXPECT_TRUE(verifier_.verify(token));
}

TEST_F(AtOnce, AWithdrawnKeyTakesItsTokensWithIt) {
  const auto token = rsa_key().token(kRs256, R"({"sub":"507f1f77bcf86cd799439011","role":"client","exp":1700100000})");
  ASSERT_TRUE(verifier_.verify(token));
  script_->text = key_set_of({other_rsa_key().jwk("next")});
  clock_.advance(kMaxKeyAge);
  const auto fetches = script_->fetches;
  EXPECT_FALSE(verifier_.verify_at_once(token)) << "the keys are due to be read again";
  EXPECT_EQ(script_->fetches, fetches) << "but not by one that must not wait";
  EXPECT_EQ(verifier_.verify(token).error(), TokenError::kInvalid);
  EXPECT_FALSE(verifier_.verify_at_once(token));
}

TEST_F(AtOnce, AnotherKeyOfTheSameNameDoesNotVouchForTheFirst) {
  const auto token = rsa_key().token(kRs256, R"({"sub":"507f1f77bcf86cd799439011","role":"client","exp":1700100000})");
  ASSERT_TRUE(verifier_.verify(token));
  script_->text = key_set_of({other_rsa_key().jwk("r")});
  clock_.advance(kMaxKeyAge);
  const auto other = other_rsa_key().token(kRs256, kClaims);
  static_cast<void>(verifier_.verify(other));  // reads the keys again
  EXPECT_FALSE(verifier_.verify_at_once(token));
  EXPECT_FALSE(verifier_.verify(token));
}

}  // namespace
}  // namespace callroom::auth
