#include "auth/key_set.hpp"

#include "test_keys.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace callroom::auth {
namespace {

using testing::ec_key;
using testing::ed_key;
using testing::key_set_of;
using testing::other_rsa_key;
using testing::rsa_key;
using testing::TestKey;

boost::json::object with(boost::json::object jwk, const char* member, boost::json::value value) {
  jwk[member] = std::move(value);
  return jwk;
}

std::size_t usable(const boost::json::object& jwk) { return KeySet::parse(key_set_of({jwk})).size(); }

TEST(KeySet, FindsByAlgorithmAndId) {
  const auto set = KeySet::parse(key_set_of({rsa_key().jwk("r"), ec_key().jwk("e"), ed_key().jwk("d")}));
  EXPECT_EQ(set.size(), 3U);
  EXPECT_TRUE(set.find(Algorithm::kRs256, "r"));
  EXPECT_TRUE(set.find(Algorithm::kEs256, "e"));
  EXPECT_TRUE(set.find(Algorithm::kEdDsa, "d"));
  EXPECT_FALSE(set.find(Algorithm::kRs256, "e"));
  EXPECT_FALSE(set.find(Algorithm::kRs256, "x"));
  for (const auto hmac : {Algorithm::kHs256, Algorithm::kHs384, Algorithm::kHs512}) {
    EXPECT_FALSE(set.find(hmac, "r"));
    EXPECT_FALSE(set.find(hmac, std::nullopt));
  }
}

TEST(KeySet, ATokenWithoutIdNeedsASingleKeyOfItsAlgorithm) {
  EXPECT_TRUE(KeySet::parse(key_set_of({rsa_key().jwk("1"), ec_key().jwk("2")})).find(Algorithm::kRs256, {}));
  EXPECT_FALSE(KeySet::parse(key_set_of({rsa_key().jwk("1"), other_rsa_key().jwk("2")})).find(Algorithm::kRs256, {}));
  EXPECT_FALSE(KeySet::parse(key_set_of({rsa_key().jwk("1"), other_rsa_key().jwk("1")})).find(Algorithm::kRs256, "1"));
}

TEST(KeySet, PassesOverKeysThatAreNotForIt) {
  EXPECT_EQ(usable(rsa_key().jwk("k")), 1U);
  EXPECT_EQ(usable(with(rsa_key().jwk("k"), "use", "enc")), 0U);
  EXPECT_EQ(usable(with(rsa_key().jwk("k"), "key_ops", boost::json::array{"encrypt"})), 0U);
  EXPECT_EQ(usable(with(rsa_key().jwk("k"), "key_ops", boost::json::array{"verify"})), 1U);
  EXPECT_EQ(usable(with(rsa_key().jwk("k"), "alg", "RS256")), 1U);
  for (const auto* alg : {"RS512", "PS256", "HS256", "none", "rs256", "ES256"}) {
    EXPECT_EQ(usable(with(rsa_key().jwk("k"), "alg", alg)), 0U) << alg;
  }
  EXPECT_EQ(usable(TestKey::rsa(1024).jwk("k")), 0U);
  EXPECT_EQ(usable(TestKey::ec("P-384").jwk("k")), 0U);
  EXPECT_EQ(usable(with(ec_key().jwk("k"), "x", "AAAA")), 0U);
  EXPECT_EQ(usable(with(ed_key().jwk("k"), "crv", "Ed448")), 0U);
  EXPECT_EQ(usable(with(ed_key().jwk("k"), "x", "AAAA")), 0U);
  EXPECT_EQ(usable(with(ed_key().jwk("k"), "kty", "RSA")), 0U);
  EXPECT_EQ(usable({{"kty", "oct"}, {"kid", "k"}, {"k", "YSBzZWNyZXQgb2YgZXhhY3RseSAzMiBieXRlcyAuLi4"}}), 0U);
  EXPECT_EQ(usable({{"kty", "martian"}}), 0U);
  EXPECT_EQ(usable({}), 0U);
}

TEST(KeySet, RefusesWhatIsNoKeySet) {
  for (const auto* text : {"", "{}", "[]", R"({"keys":{}})", R"({"keys":[1]})", R"({"keys":null})",
                           R"({"keys":[],"keys":[]})", "<html>"}) {
    EXPECT_THROW(static_cast<void>(KeySet::parse(text)), BadKeySet) << text;
  }
  EXPECT_EQ(KeySet::parse(R"({"keys":[]})").size(), 0U);
}

TEST(KeySet, RefusesAFlood) {
  boost::json::array keys(kMaxKeys + 1, boost::json::object{});
  EXPECT_THROW(static_cast<void>(KeySet::parse(boost::json::serialize(boost::json::object{{"keys", keys}}))),
               BadKeySet);
}

RC_GTEST_PROP(KeySet, ArbitraryMembersNeverCrash, (const std::string& a, const std::string& b)) {
  for (const auto* type : {"RSA", "EC", "OKP"}) {
    const boost::json::object jwk{{"kty", type}, {"crv", "P-256"}, {"n", a}, {"e", b}, {"x", a}, {"y", b}};
    try {
      RC_ASSERT(KeySet::parse(boost::json::serialize(boost::json::object{{"keys", boost::json::array{jwk}}})).size() <=
                1U);
    } catch (const BadKeySet&) {
      // text that is no UTF-8
    }
  }
}

}  // namespace
}  // namespace callroom::auth
