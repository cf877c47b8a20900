#include "auth/jwt.hpp"
#include "base/base64.hpp"
#include "scripted_source.hpp"
#include "test_keys.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace callroom::auth {
namespace {

using app::TokenError;
using base::Secret;
using namespace callroom::auth::testing;  // the keys, and nothing of GoogleTest's

const std::string kClaims = R"({"sub":"507f1f77bcf86cd799439011","role":"client","exp":1700000060})";

class TokenVerify : public ::testing::Test {
 protected:
  std::shared_ptr<KeyCache> cache() {
    return std::make_shared<KeyCache>(std::make_unique<ScriptedSource>(script_), clock_, [](const std::string&) {});
  }
  bool accepts(const JwtVerifier& verifier, const std::string& token) {
    const auto identity = verifier.verify(token);
    if (identity) return true;
    EXPECT_EQ(identity.error(), TokenError::kInvalid);
    return false;
  }

  base::ManualClock clock_;
  std::shared_ptr<Script> script_ =
      std::make_shared<Script>(Script{key_set_of({rsa_key().jwk("r"), ec_key().jwk("e"), ed_key().jwk("d")})});
  JwtVerifier hmac_{{.secret = Secret{std::string{kSecret}}, .keys = nullptr, .rules = {}}, clock_};
  JwtVerifier keys_{{.secret = {}, .keys = cache(), .rules = {}}, clock_};
  JwtVerifier both_{{.secret = Secret{std::string{kSecret}}, .keys = cache(), .rules = {}}, clock_};
};

TEST_F(TokenVerify, TheExampleOfRfc7515IsRead) {
  // RFC 7515, appendix A.1, whose claims are not ours: the signature must verify, the claims be refused.
  const std::string token =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmN"
      "vbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  const auto parsed = parse_compact(token);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->algorithm, Algorithm::kHs256);
  EXPECT_EQ(
      hmac_token("{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}",
                 "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}",
                 *base::base64url_decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuT"
                                         "wjAzZr1Z9CAow")),
      token);
}

TEST_F(TokenVerify, AcceptsEveryConfiguredAlgorithm) {
  EXPECT_TRUE(accepts(hmac_, hs256(kClaims)));
  EXPECT_TRUE(accepts(hmac_, hmac_token(R"({"alg":"HS384"})", kClaims, kSecret, "SHA384")));
  EXPECT_TRUE(accepts(hmac_, hmac_token(R"({"alg":"HS512"})", kClaims, kSecret, "SHA512")));
  for (const auto* verifier : {&keys_, &both_}) {
    EXPECT_TRUE(accepts(*verifier, rsa_key().token(R"({"alg":"RS256","kid":"r"})", kClaims)));
    EXPECT_TRUE(accepts(*verifier, ec_key().token(R"({"alg":"ES256","kid":"e"})", kClaims)));
    EXPECT_TRUE(accepts(*verifier, ed_key().token(R"({"alg":"EdDSA","kid":"d"})", kClaims)));
    EXPECT_TRUE(accepts(*verifier, ed_key().token(R"({"alg":"EdDSA"})", kClaims)));
  }
  EXPECT_TRUE(accepts(both_, hs256(kClaims)));
  EXPECT_TRUE(accepts(hmac_, hmac_token(R"({"alg":"HS256","kid":"whatever","jku":"https://evil"})", kClaims)));
}

TEST_F(TokenVerify, AnEmptyTokenIsMissing) { EXPECT_EQ(hmac_.verify("").error(), TokenError::kMissing); }

TEST_F(TokenVerify, ExpiredIsToldApartOnlyOfAGenuineToken) {
  const std::string old = R"({"sub":"507f1f77bcf86cd799439011","role":"client","exp":1600000000})";
  EXPECT_EQ(hmac_.verify(hs256(old)).error(), TokenError::kExpired);
  EXPECT_EQ(hmac_.verify(hs256(old, "another secret, also of 32 bytes!")).error(), TokenError::kInvalid);
  EXPECT_EQ(keys_.verify(rsa_key().token(R"({"alg":"RS256","kid":"r"})", old)).error(), TokenError::kExpired);
}

TEST_F(TokenVerify, NotYetValidIsRefused) {
  EXPECT_FALSE(
      accepts(hmac_, hs256(R"({"sub":"507f1f77bcf86cd799439011","role":"client","nbf":1700000040,"exp":1700000060})")));
  clock_.advance(base::Seconds{10});
  EXPECT_TRUE(
      accepts(hmac_, hs256(R"({"sub":"507f1f77bcf86cd799439011","role":"client","nbf":1700000040,"exp":1700000060})")));
}

TEST_F(TokenVerify, AWrongKeyIsRefused) {
  EXPECT_FALSE(accepts(hmac_, hs256(kClaims, "another secret, also of 32 bytes!")));
  EXPECT_FALSE(accepts(keys_, other_rsa_key().token(R"({"alg":"RS256","kid":"r"})", kClaims)));
  EXPECT_FALSE(accepts(keys_, TestKey::ec().token(R"({"alg":"ES256","kid":"e"})", kClaims)));
  EXPECT_FALSE(accepts(keys_, TestKey::ed25519().token(R"({"alg":"EdDSA","kid":"d"})", kClaims)));
}

TEST_F(TokenVerify, NoneIsRefusedHoweverItIsWritten) {
  for (const std::string none : {"none", "None", "NONE", "nOnE", "noNe", "nonE", "NonE", "none ", " none", ""}) {
    const auto unsigned_token = signing_input(R"({"alg":")" + none + "\"}", kClaims);
    for (const auto* verifier : {&hmac_, &keys_, &both_}) {
      EXPECT_FALSE(accepts(*verifier, unsigned_token + ".")) << none;
      EXPECT_FALSE(accepts(*verifier, unsigned_token)) << none;
      EXPECT_FALSE(accepts(*verifier, unsigned_token + ".AAAA")) << none;
      EXPECT_FALSE(accepts(*verifier, hmac_token(R"({"alg":")" + none + "\"}", kClaims))) << none;
    }
  }
}

TEST_F(TokenVerify, APublicKeyIsNeverASecret) {
  // RS→HS confusion: an HS token "signed" with the public key in every spelling an attacker can get hold of.
  const auto jwk = rsa_key().jwk("r");
  const std::string modulus{std::string_view{jwk.at("n").as_string()}};
  for (const auto& secret : {rsa_key().pem(), modulus, *base::base64url_decode(modulus)}) {
    for (const auto* header : {R"({"alg":"HS256","kid":"r"})", R"({"alg":"HS256"})"}) {
      EXPECT_FALSE(accepts(keys_, hmac_token(header, kClaims, secret)));
      EXPECT_FALSE(accepts(both_, hmac_token(header, kClaims, secret)));
    }
  }
}

TEST_F(TokenVerify, TheHeaderCannotChangeTheAlgorithm) {
  // Right signatures under headers that name another algorithm.
  EXPECT_FALSE(accepts(hmac_, hmac_token(R"({"alg":"HS384"})", kClaims, kSecret, "SHA256")));
  EXPECT_FALSE(accepts(hmac_, hmac_token(R"({"alg":"hs256"})", kClaims)));
  EXPECT_FALSE(accepts(hmac_, hmac_token(R"({"alg":"RS256"})", kClaims)));
  for (const auto* alg : {"RS384", "RS512", "PS256", "ES256", "EdDSA", "HS256", "dir", "RSA-OAEP", "rs256"}) {
    EXPECT_FALSE(accepts(keys_, rsa_key().token(R"({"alg":")" + std::string{alg} + R"(","kid":"r"})", kClaims))) << alg;
  }
  EXPECT_FALSE(accepts(keys_, ec_key().token(R"({"alg":"EdDSA","kid":"e"})", kClaims)));
  EXPECT_FALSE(accepts(keys_, ed_key().token(R"({"alg":"ES256","kid":"d"})", kClaims)));
}

TEST_F(TokenVerify, WhatIsNotConfiguredIsNotAccepted) {
  EXPECT_FALSE(accepts(keys_, hs256(kClaims)));
  EXPECT_FALSE(accepts(hmac_, rsa_key().token(R"({"alg":"RS256","kid":"r"})", kClaims)));
  EXPECT_THROW(JwtVerifier({.secret = {}, .keys = nullptr, .rules = {}}, clock_), std::invalid_argument);
  EXPECT_THROW(JwtVerifier({.secret = Secret{std::string(31, 'x')}, .keys = nullptr, .rules = {}}, clock_),
               std::invalid_argument);
}

TEST_F(TokenVerify, BadHeadersAreRefused) {
  for (const auto* header :
       {"", "{}", "[]", "\"HS256\"", R"({"alg":null})", R"({"alg":["HS256"]})", R"({"alg":"HS256","alg":"HS256"})",
        R"({"alg":"HS256","crit":["exp"],"exp":1})", R"({"alg":"HS256","crit":[]})", R"({"alg":"HS256","crit":null})",
        R"({"alg":"HS256","crit":["b64"],"b64":false})", R"({"alg":"HS256","kid":5})", R"({"alg":"HS256",})",
        R"({"alg":"HS256"} x)", "{\"alg\":\"HS256\",\"x\":\"\xff\"}", "{\"alg\":\"HS256\\u0000\"}"}) {
    EXPECT_FALSE(accepts(hmac_, hmac_token(header, kClaims))) << header;
  }
}

TEST_F(TokenVerify, MalformedTextIsRefused) {
  const auto good = hs256(kClaims);
  const auto dot = good.rfind('.');
  for (const auto& text :
       {std::string{"."}, std::string{".."}, std::string{"..."}, std::string{"a.b.c"}, good + ".", "." + good,
        good + " ", " " + good, good + "\n", "Bearer " + good, good + "=", good.substr(0, dot), good.substr(0, dot + 1),
        good.substr(0, good.size() - 1), good.substr(0, dot) + "." + good.substr(dot), good + "." + good,
        good.substr(0, dot) + "+" + good.substr(dot), std::string(3, '\0'), good + std::string(1, '\0')}) {
    EXPECT_FALSE(accepts(hmac_, text)) << text;
  }
}

TEST_F(TokenVerify, SignaturesOfAnotherLengthAreRefused) {
  const auto with_signature = [](const std::string& token, const std::string& bytes) {
    return token.substr(0, token.rfind('.') + 1) + base::base64url_encode(bytes);
  };
  const auto es256 = ec_key().token(R"({"alg":"ES256","kid":"e"})", kClaims);
  const auto raw = *base::base64url_decode(es256.substr(es256.rfind('.') + 1));
  ASSERT_EQ(raw.size(), 64U);
  ASSERT_TRUE(accepts(keys_, with_signature(es256, raw)));
  // The same numbers R and S with zeros in front: another signature of the same length rule must not pass.
  EXPECT_FALSE(accepts(keys_, with_signature(es256, '\0' + raw.substr(0, 32) + '\0' + raw.substr(32))));
  EXPECT_FALSE(accepts(keys_, with_signature(es256, std::string(64, '\0'))));
  EXPECT_FALSE(accepts(keys_, with_signature(es256, "")));
  const auto rs256 = rsa_key().token(R"({"alg":"RS256","kid":"r"})", kClaims);
  EXPECT_FALSE(accepts(keys_, with_signature(rs256, std::string(255, 'x'))));
  EXPECT_FALSE(accepts(keys_, with_signature(rs256, std::string(256, '\0'))));
  const auto hs = hs256(kClaims);
  EXPECT_FALSE(
      accepts(hmac_, with_signature(hs, (*base::base64url_decode(hs.substr(hs.rfind('.') + 1))).substr(0, 16))));
}

TEST_F(TokenVerify, OversizedTokensAreRefusedUnread) {
  const auto of_size = [](std::size_t padding) {
    return hs256(R"({"sub":"507f1f77bcf86cd799439011","role":"client","exp":1700000060,"x":")" +
                 std::string(padding, 'x') + "\"}");
  };
  EXPECT_TRUE(accepts(hmac_, of_size(5'900)));
  EXPECT_LE(of_size(5'900).size(), kMaxTokenBytes);
  EXPECT_GT(of_size(6'200).size(), kMaxTokenBytes);
  EXPECT_FALSE(accepts(hmac_, of_size(6'200)));
  EXPECT_FALSE(accepts(hmac_, std::string(10'000'000, 'a')));
}

TEST_F(TokenVerify, AKeyThatAppearsLaterIsFound) {
  const auto token = other_rsa_key().token(R"({"alg":"RS256","kid":"next"})", kClaims);
  EXPECT_FALSE(accepts(keys_, token));
  script_->text = key_set_of({other_rsa_key().jwk("next")});
  clock_.advance(kMinRefreshInterval);
  EXPECT_TRUE(accepts(keys_, token));
  EXPECT_FALSE(accepts(keys_, rsa_key().token(R"({"alg":"RS256","kid":"r"})", kClaims)));
}

RC_GTEST_FIXTURE_PROP(TokenVerify, ArbitraryTextNeverCrashesOrPasses, (const std::string& a, const std::string& b)) {
  for (const auto& text : {a, a + '.' + b + '.' + a, signing_input(a, b) + '.' + base::base64url_encode(b),
                           hmac_token(R"({"alg":"HS256"})", a)}) {
    RC_ASSERT(!hmac_.verify(text).has_value());
    RC_ASSERT(!both_.verify(text).has_value());
  }
}

RC_GTEST_FIXTURE_PROP(TokenVerify, AMutatedTokenNeverPasses, ()) {
  static const std::vector<std::string> kTokens{
      hs256(kClaims), rsa_key().token(R"({"alg":"RS256","kid":"r"})", kClaims),
      ec_key().token(R"({"alg":"ES256","kid":"e"})", kClaims), ed_key().token(R"({"alg":"EdDSA","kid":"d"})", kClaims)};
  auto token = *rc::gen::elementOf(kTokens);
  const auto original = token;
  const auto at = *rc::gen::inRange<std::size_t>(0, token.size());
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      token[at] = *rc::gen::arbitrary<char>();
      break;
    case 1:
      token.erase(at, 1);
      break;
    default:
      token.insert(at, 1, *rc::gen::arbitrary<char>());
  }
  RC_PRE(token != original);
  RC_ASSERT(!both_.verify(token).has_value());
}

}  // namespace
}  // namespace callroom::auth
