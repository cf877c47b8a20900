#include "rest/key_page.hpp"

#include "api_fixture.hpp"
#include "base/base64.hpp"

namespace callroom::rest::test {
namespace {

using KeyPage = ApiTest;

TEST_F(KeyPage, IsForEverybodyAndOutsideTheEnvelope) {
  const auto answer = ask("GET", kKeyPagePath);
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.header("Content-Type"), "application/jwk-set+json");
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(answer.header("Cache-Control"), "public, max-age=300");
  EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
  const auto& key = answer.json.at("keys").at(0);
  EXPECT_EQ(key.at("kty").as_string(), "OKP");
  EXPECT_EQ(key.at("crv").as_string(), "Ed25519");
  EXPECT_EQ(key.at("kid").as_string(), "kid");
  EXPECT_EQ(std::string{key.at("x").as_string()}, base::base64url_encode(std::string(32, 'x')));
  EXPECT_FALSE(key.as_object().contains("d")) << "the private half stays here";
}

TEST_F(KeyPage, TakesNoOtherMethod) {
  const auto answer = ask("POST", kKeyPagePath, "Ada", "{}");
  EXPECT_EQ(answer.status, 405U);
  EXPECT_EQ(answer.header("Allow"), "GET, HEAD");
}

}  // namespace
}  // namespace callroom::rest::test
