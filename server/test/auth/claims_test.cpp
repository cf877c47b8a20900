#include "auth/claims.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

namespace callroom::auth {
namespace {

using app::TokenError;

const base::WallTime kNow{base::Seconds{1'700'000'000}};
const std::string kWho = R"("sub":"507f1f77bcf86cd799439011","role":"client")";
const std::string kExp = R"("exp":1700000060)";

base::Result<app::Identity, TokenError> check(const std::string& payload, const ClaimRules& rules = {}) {
  const auto claims = read_claims(payload, rules);
  if (!claims) return claims.error();
  return check_time(*claims, kNow);
}

TEST(Claims, ReadsTheStandardForm) {
  const auto identity =
      check(R"({"sub":"507F1F77BCF86CD799439011","role":"psychologist","name":"Ada","exp":1700000060.5})");
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->id.str(), "507f1f77bcf86cd799439011");
  EXPECT_EQ(identity->role, domain::Role::kPsychologist);
  EXPECT_EQ(identity->name, "Ada");
  EXPECT_EQ(identity->expires_at, kNow + base::Millis{60'500});
}

TEST(Claims, ReadsTheLegacyForm) {
  const auto identity = check(R"({"user":{"id":"507f1f77bcf86cd799439011","role":"admin"},)" + kExp + "}");
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->id.str(), "507f1f77bcf86cd799439011");
  EXPECT_EQ(identity->role, domain::Role::kAdmin);
  EXPECT_EQ(identity->name, "");
}

TEST(Claims, BothFormsMustAgree) {
  const auto both = [](const std::string& outer) {
    return check("{" + outer + R"("user":{"id":"507f1f77bcf86cd799439011","role":"client"},)" + kExp + "}");
  };
  EXPECT_TRUE(both(kWho + ","));
  EXPECT_TRUE(both(R"("sub":"507F1F77BCF86CD799439011",)"));
  EXPECT_TRUE(both(R"("role":"client",)"));
  EXPECT_FALSE(both(R"("sub":"507f1f77bcf86cd799439012","role":"client",)"));
  EXPECT_FALSE(both(R"("sub":"507f1f77bcf86cd799439011","role":"admin",)"));
  EXPECT_FALSE(both(R"("role":"admin",)"));
  EXPECT_FALSE(both(R"("sub":7,)"));
  EXPECT_FALSE(both(R"("sub":null,)"));
}

class BadClaims : public testing::TestWithParam<std::string> {};

TEST_P(BadClaims, AreInvalid) {
  const auto identity = check(GetParam());
  ASSERT_FALSE(identity);
  EXPECT_EQ(identity.error(), TokenError::kInvalid);
}

INSTANTIATE_TEST_SUITE_P(
    Who, BadClaims,
    testing::Values("", "[]", "null", "{}", "{" + kExp + "}", R"({"role":"client",)" + kExp + "}",
                    R"({"sub":"507f1f77bcf86cd799439011",)" + kExp + "}",
                    R"({"sub":"507f1f77bcf86cd79943901","role":"client",)" + kExp + "}",
                    R"({"sub":"507f1f77bcf86cd7994390111","role":"client",)" + kExp + "}",
                    R"({"sub":"507f1f77bcf86cd79943901g","role":"client",)" + kExp + "}",
                    R"({"sub":"","role":"client",)" + kExp + "}", R"({"sub":5,"role":"client",)" + kExp + "}",
                    R"({"sub":"507f1f77bcf86cd799439011","role":"Client",)" + kExp + "}",
                    R"({"sub":"507f1f77bcf86cd799439011","role":"root",)" + kExp + "}",
                    R"({"sub":"507f1f77bcf86cd799439011","role":["admin"],)" + kExp + "}",
                    R"({"user":"507f1f77bcf86cd799439011",)" + kExp + "}", R"({"user":{},)" + kExp + "}",
                    R"({"user":null,)" + kWho + "," + kExp + "}",
                    R"({"user":{"id":"507f1f77bcf86cd799439011"},"role":"client",)" + kExp + "}",
                    R"({"user":{"id":"507f1f77bcf86cd799439011","id":"507f1f77bcf86cd799439011","role":"client"},)" +
                        kExp + "}",
                    "{" + kWho + "," + kWho + "," + kExp + "}", "{" + kWho + R"(,"name":5,)" + kExp + "}"));

INSTANTIATE_TEST_SUITE_P(
    When, BadClaims,
    testing::Values("{" + kWho + "}", "{" + kWho + R"(,"exp":"1700000060"})", "{" + kWho + R"(,"exp":null})",
                    "{" + kWho + R"(,"exp":true})", "{" + kWho + R"(,"exp":-1})", "{" + kWho + R"(,"exp":1e400})",
                    "{" + kWho + R"(,"exp":253402300800})", "{" + kWho + R"(,"exp":18446744073709551615})",
                    "{" + kWho + R"(,"exp":99999999999999999999999})", "{" + kWho + R"(,"exp":[1700000060]})",
                    "{" + kWho + R"(,"exp":1,"exp":1700000060})", "{" + kWho + R"(,"nbf":"1",)" + kExp + "}",
                    "{" + kWho + R"(,"iat":{},)" + kExp + "}", "{" + kWho + R"(,"nbf":-5,)" + kExp + "}"));

TEST(Claims, ExpiryIsExact) {
  const auto at = [](long long exp) { return check("{" + kWho + R"(,"exp":)" + std::to_string(exp) + "}"); };
  EXPECT_TRUE(at(1'700'000'001));
  ASSERT_FALSE(at(1'700'000'000));
  EXPECT_EQ(at(1'700'000'000).error(), TokenError::kExpired);
  EXPECT_EQ(at(0).error(), TokenError::kExpired);
  EXPECT_TRUE(at(253'402'300'799));
}

TEST(Claims, NotYetValidHasThirtySecondsOfLeeway) {
  for (const std::string name : {"nbf", "iat"}) {
    const auto at = [&name](const std::string& time) {
      return check("{" + kWho + ",\"" + name + "\":" + time + "," + kExp + "}");
    };
    EXPECT_TRUE(at("1699999000")) << name;
    EXPECT_TRUE(at("1700000030")) << name;
    EXPECT_FALSE(at("1700000030.001")) << name;
    EXPECT_EQ(at("1700000031").error(), TokenError::kInvalid) << name;
  }
}

TEST(Claims, ExpiredIsOnlySaidOfATokenThatWasRightOtherwise) {
  EXPECT_EQ(check("{" + kWho + R"(,"exp":1})").error(), TokenError::kExpired);
  EXPECT_EQ(check(R"({"sub":"x","role":"client","exp":1})").error(), TokenError::kInvalid);
  EXPECT_EQ(check("{" + kWho + R"(,"exp":1,"nbf":1700001000})").error(), TokenError::kInvalid);
  EXPECT_EQ(check("{" + kWho + R"(,"exp":1})", {"me", ""}).error(), TokenError::kInvalid);
}

TEST(Claims, IssuerIsEnforcedWhenConfigured) {
  const auto with = [](const std::string& iss) {
    return check("{" + kWho + "," + iss + kExp + "}", {"https://id", ""});
  };
  EXPECT_TRUE(with(R"("iss":"https://id",)"));
  for (const auto* bad : {"", R"("iss":"https://id/",)", R"("iss":["https://id"],)", R"("iss":null,)"}) {
    EXPECT_FALSE(with(bad)) << bad;
  }
  EXPECT_TRUE(check("{" + kWho + R"(,"iss":"whoever",)" + kExp + "}"));
  EXPECT_FALSE(check("{" + kWho + R"(,"iss":7,)" + kExp + "}"));
}

TEST(Claims, AudienceIsATextOrAList) {
  const auto with = [](const std::string& aud) { return check("{" + kWho + "," + aud + kExp + "}", {"", "callroom"}); };
  EXPECT_TRUE(with(R"("aud":"callroom",)"));
  EXPECT_TRUE(with(R"("aud":["other","callroom"],)"));
  for (const auto* bad : {"", R"("aud":"other",)", R"("aud":[],)", R"("aud":["other"],)", R"("aud":[["callroom"]],)",
                          R"("aud":{"callroom":1},)", R"("aud":"callroom ",)"}) {
    EXPECT_FALSE(with(bad)) << bad;
  }
}

RC_GTEST_PROP(Claims, ArbitraryTextIsRefusedWithoutHarm, (const std::string& text)) {
  RC_ASSERT(!check(text).has_value());
  static_cast<void>(check("{" + kWho + R"(,"exp":)" + text + "}"));
}

RC_GTEST_PROP(Claims, NothingWithoutALaterExpiryIsAccepted, (std::int64_t exp)) {
  const auto identity = check("{" + kWho + R"(,"exp":)" + std::to_string(exp) + "}");
  RC_ASSERT(identity.has_value() == (exp > 1'700'000'000 && exp <= 253'402'300'799));
}

}  // namespace
}  // namespace callroom::auth
