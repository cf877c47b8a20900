#include "auth/jwt.hpp"
#include "base/base64.hpp"
#include "test_keys.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace callroom::auth {
namespace {

using base::Secret;
using testing::kSecret;
using testing::kUser;

domain::User user(domain::Role role = domain::Role::kClient) {
  return {.id = *domain::UserId::parse(kUser),
          .name = "Ada",
          .email = "ada@example.org",
          .role = role,
          .password_hash = {},
          .created_at = {},
          .updated_at = {}};
}

boost::json::value part(const std::string& token, int index) {
  std::size_t begin = 0;
  for (int i = 0; i < index; ++i) begin = token.find('.', begin) + 1;
  return boost::json::parse(*base::base64url_decode(token.substr(begin, token.find('.', begin) - begin)));
}

TEST(TokenIssue, RoundTripsForEveryHmacAlgorithmAndRole) {
  // 32 bytes serve all three: the contract sets one lower bound for the secret.
  const base::ManualClock clock;
  const JwtVerifier verifier{{.secret = Secret{std::string{kSecret}}, .keys = nullptr, .rules = {}}, clock};
  for (const auto algorithm : {Algorithm::kHs256, Algorithm::kHs384, Algorithm::kHs512}) {
    const JwtIssuer issuer{{.secret = Secret{std::string{kSecret}}, .algorithm = algorithm, .rules = {}}, clock};
    for (const auto role : {domain::Role::kClient, domain::Role::kPsychologist, domain::Role::kAdmin}) {
      const auto issued = issuer.issue(user(role), base::Minutes{10});
      EXPECT_EQ(part(issued.token.reveal(), 0).at("alg").as_string(), to_string(algorithm));
      const auto identity = verifier.verify(issued.token.reveal());
      ASSERT_TRUE(identity) << to_string(algorithm);
      EXPECT_EQ(identity->id.str(), kUser);
      EXPECT_EQ(identity->role, role);
      EXPECT_EQ(identity->expires_at, issued.expires_at);
      EXPECT_EQ(issued.expires_at, clock.now() + base::Minutes{10});
    }
  }
}

TEST(TokenIssue, MatchesOpenSslByteForByte) {
  const base::ManualClock clock;
  const JwtIssuer issuer{{.secret = Secret{std::string{kSecret}}, .algorithm = Algorithm::kHs512, .rules = {}}, clock};
  const auto token = issuer.issue(user(), base::Minutes{1}).token.reveal();
  const auto first = token.find('.');
  const auto second = token.find('.', first + 1);
  const auto header = *base::base64url_decode(token.substr(0, first));
  const auto payload = *base::base64url_decode(token.substr(first + 1, second - first - 1));
  EXPECT_EQ(token, testing::hmac_token(header, payload, kSecret, "SHA512"));
}

TEST(TokenIssue, TellsNothingOfThePersonButIdAndRole) {
  const base::ManualClock clock;
  const JwtIssuer issuer{{.secret = Secret{std::string{kSecret}}, .rules = {"https://me", "callroom"}}, clock};
  const auto claims = part(issuer.issue(user(), base::Minutes{1}).token.reveal(), 1);
  EXPECT_EQ(claims.as_object().size(), 6U);
  EXPECT_EQ(claims.at("sub").as_string(), kUser);
  EXPECT_EQ(claims.at("role").as_string(), "client");
  EXPECT_EQ(claims.at("iat").as_int64(), 1'700'000'000);
  EXPECT_EQ(claims.at("exp").as_int64(), 1'700'000'060);
  EXPECT_EQ(claims.at("iss").as_string(), "https://me");
  EXPECT_EQ(claims.at("aud").as_string(), "callroom");
}

TEST(TokenIssue, OwnTokensPassOwnIssuerAndAudience) {
  const base::ManualClock clock;
  const ClaimRules rules{"https://me", "callroom"};
  const JwtIssuer issuer{{.secret = Secret{std::string{kSecret}}, .rules = rules}, clock};
  const JwtVerifier verifier{{.secret = Secret{std::string{kSecret}}, .keys = nullptr, .rules = rules}, clock};
  EXPECT_TRUE(verifier.verify(issuer.issue(user(), base::Minutes{1}).token.reveal()));
}

TEST(TokenIssue, ExpiresWhenItSays) {
  base::ManualClock clock{base::WallTime{base::Millis{1'700'000'000'999}}};
  const JwtIssuer issuer{{.secret = Secret{std::string{kSecret}}, .rules = {}}, clock};
  const JwtVerifier verifier{{.secret = Secret{std::string{kSecret}}, .keys = nullptr, .rules = {}}, clock};
  const auto issued = issuer.issue(user(), base::Seconds{60});
  EXPECT_EQ(issued.expires_at, base::WallTime{base::Millis{1'700'000'060'000}});
  clock.advance(issued.expires_at - clock.now() - base::Millis{1});
  EXPECT_TRUE(verifier.verify(issued.token.reveal()));
  clock.advance(base::Millis{1});
  EXPECT_EQ(verifier.verify(issued.token.reveal()).error(), app::TokenError::kExpired);
}

TEST(TokenIssue, NeedsASecretAndAnHmacAlgorithm) {
  const base::ManualClock clock;
  EXPECT_THROW(static_cast<void>(JwtIssuer({.secret = {}, .rules = {}}, clock).issue(user(), base::Minutes{1})),
               std::logic_error);
  EXPECT_THROW(JwtIssuer({.secret = Secret{std::string(31, 'x')}, .rules = {}}, clock), std::invalid_argument);
  EXPECT_THROW(JwtIssuer({.secret = Secret{std::string{kSecret}}, .algorithm = Algorithm::kRs256, .rules = {}}, clock),
               std::invalid_argument);
}

}  // namespace
}  // namespace callroom::auth
