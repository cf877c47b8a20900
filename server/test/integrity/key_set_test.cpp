#include "integrity/key_set.hpp"

#include "base/base64.hpp"
#include "integrity/ed25519.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

namespace callroom::integrity {
namespace {

using ::testing::HasSubstr;

// The key of RFC 8037, appendix A.
const std::string kPrivate = base::base64url_decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").value();
const std::string kPublic = base::base64url_decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").value();
constexpr const char* kThumbprint = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

TEST(Ed25519, IsThatOfRfc8037) {
  const base::Secret seed{kPrivate};
  EXPECT_EQ(public_key_of(seed), kPublic);
  EXPECT_EQ(thumbprint(kPublic), kThumbprint);
  // Appendix A.4: a JWS whose payload is "Example of Ed25519 signing".
  const std::string signed_part = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
  const auto signature = sign(seed, signed_part);
  EXPECT_EQ(base::base64url_encode(signature),
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
  EXPECT_TRUE(verify(kPublic, signed_part, signature));
  EXPECT_FALSE(verify(kPublic, signed_part + "x", signature));
  EXPECT_FALSE(verify(kPublic, signed_part, signature.substr(1)));
  EXPECT_FALSE(verify("", signed_part, signature));
}

TEST(KeySet, IsReadAsItWasWritten) {
  const auto made = base::WallTime{base::Millis{1'795'339'800'000}};
  const auto other = public_key_of(new_seed());
  const auto keys = read_key_set(write_key_set(
      {{kThumbprint, kPublic, made, made + base::Minutes{1}}, {thumbprint(other), other, made, std::nullopt}}));
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0].id, kThumbprint);
  EXPECT_EQ(keys[0].bytes, kPublic);
  EXPECT_EQ(keys[0].created_at, made);
  EXPECT_EQ(keys[0].retired_at, made + base::Minutes{1});
  EXPECT_EQ(keys[1].bytes, other);
  EXPECT_FALSE(keys[1].retired_at);
}

TEST(KeySet, LeavesKeysOfOtherKindsOut) {
  EXPECT_TRUE(read_key_set(R"({"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]})").empty());
}

TEST(KeySet, RefusesAKeyUnderAnotherKeysName) {
  const std::string text =
      R"({"keys":[{"kty":"OKP","crv":"Ed25519","kid":"mine","x":")" + base::base64url_encode(kPublic) + R"("}]})";
  EXPECT_THAT([&] { static_cast<void>(read_key_set(text)); },
              ::testing::ThrowsMessage<std::runtime_error>(HasSubstr("'mine' is not the thumbprint")));
}

TEST(KeySet, RefusesWhatIsNoKeySet) {
  for (const char* text : {"", "[]", "{}", R"({"keys":1})", R"({"keys":[1]})",
                           R"({"keys":[{"kty":"OKP","crv":"Ed25519","kid":"a","x":"AA"}]})"}) {
    EXPECT_THROW(static_cast<void>(read_key_set(text)), std::runtime_error) << text;
  }
}

}  // namespace
}  // namespace callroom::integrity
