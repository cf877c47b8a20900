#include "api_fixture.hpp"

namespace callroom::rest::test {
namespace {

class Auth : public ApiTest {
 protected:
  Auth() : ApiTest(roomy()) {}
  std::string login_body(const std::string& email, const std::string& password) {
    return R"({"email":")" + email + R"(","password":")" + password + R"("})";
  }
};

TEST_F(Auth, LoginGivesATokenItsEndAndTheUser) {
  const auto answer = ask("POST", "/api/auth/login", "", login_body(client.email, "correct horse"));
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_TRUE(answer.json.at("success").as_bool());
  EXPECT_EQ(answer.data("token").as_string(), "token-of-" + client.id.str());
  EXPECT_EQ(answer.data("expiresAt").as_string(), "2023-11-15T10:13:20.000Z");  // 12 h after the clock's 22:13:20
  EXPECT_EQ(answer.data("user").at("id").as_string(), client.id.str());
  EXPECT_EQ(answer.data("user").at("role").as_string(), "client");
  EXPECT_EQ(answer.body.find("hash of"), std::string::npos);
}

TEST_F(Auth, LoginDoesNotTellAnUnknownUserFromAWrongPassword) {
  const auto strip = [](Answer answer) {
    auto& error = answer.json.as_object().at("error").as_object();
    error.erase("requestId");
    return std::pair{answer.status, boost::json::value(error)};
  };
  const auto unknown = strip(ask("POST", "/api/auth/login", "", login_body("nobody@example.org", "correct horse")));
  const auto wrong = strip(ask("POST", "/api/auth/login", "", login_body(client.email, "battery staple")));
  EXPECT_EQ(unknown, wrong);
  EXPECT_EQ(unknown.first, 401U);
  EXPECT_EQ(unknown.second.at("code").as_string(), "INVALID_CREDENTIALS");
  EXPECT_EQ(passwords.verified.load(), 2) << "a password is verified for an unknown user too, or time tells";
}

TEST_F(Auth, LoginIsNotThereWithoutASigningKey) {
  api = std::make_unique<Api>(Services{.env = env,
                                       .verifier = tokens,
                                       .issuer = nullptr,
                                       .passwords = passwords,
                                       .ice = ice,
                                       .notifier = notifier,
                                       .directory = directory,
                                       .signer = signer,
                                       .log = log,
                                       .workers = workers,
                                       .password_workers = password_workers},
                              roomy());
  EXPECT_EQ(ask("POST", "/api/auth/login", "", login_body(client.email, "correct horse")).status, 404U);
}

TEST_F(Auth, MeIsTheUserRecord) {
  const auto answer = ask("GET", "/api/auth/me", "Paul");
  EXPECT_EQ(answer.data("id").as_string(), psychologist.id.str());
  EXPECT_EQ(answer.data("email").as_string(), psychologist.email);
  EXPECT_EQ(answer.data("name").as_string(), "Paul Private");
}

TEST_F(Auth, MeWithoutARecordIsWhatTheTokenSays) {
  tokens.identities.emplace(
      "idp", app::Identity{domain::UserId::generate(clock.now()), domain::Role::kPsychologist, "From Token", {}});
  const auto answer = ask("GET", "/api/auth/me", "idp");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.data("name").as_string(), "From Token");
  EXPECT_TRUE(answer.data("email").is_null());
}

TEST_F(Auth, BothHeadersAreTaken) {
  EXPECT_EQ(ask("GET", "/api/auth/me", "", "", {{"Authorization", "Bearer Clara"}}).status, 200U);
  EXPECT_EQ(ask("GET", "/api/auth/me", "", "", {{"authorization", "bEaReR   Clara"}}).status, 200U);
  EXPECT_EQ(ask("GET", "/api/auth/me", "Clara", "", {{"Authorization", "Bearer Clara"}}).status, 200U);
  EXPECT_EQ(ask("GET", "/api/auth/me", "Clara", "", {{"Authorization", "Basic YTpi"}}).status, 200U);
}

TEST_F(Auth, TwoDifferentTokensAreRefused) {
  EXPECT_EQ(ask("GET", "/api/auth/me", "Clara", "", {{"Authorization", "Bearer Ada"}}).code(), "UNAUTHENTICATED");
  auto twice = make("GET", "/api/auth/me", "Clara");
  twice.headers.add("X-Auth-Token", "Ada");
  EXPECT_EQ(ask(twice).status, 401U);
}

TEST_F(Auth, RefusalsSayWhyAndName) {
  const auto missing = ask("GET", "/api/auth/me");
  EXPECT_EQ(missing.status, 401U);
  EXPECT_EQ(missing.code(), "UNAUTHENTICATED");
  EXPECT_EQ(missing.header("WWW-Authenticate"), "Bearer realm=\"callroom\"");
  EXPECT_EQ(ask("GET", "/api/auth/me", "forged").code(), "UNAUTHENTICATED");
  const auto expired = ask("GET", "/api/auth/me", "expired");
  EXPECT_EQ(expired.status, 401U);
  EXPECT_EQ(expired.code(), "TOKEN_EXPIRED");
  EXPECT_EQ(expired.header("WWW-Authenticate"), "Bearer realm=\"callroom\", error=\"invalid_token\"");
  EXPECT_EQ(ask("GET", "/api/auth/me", "", "", {{"Authorization", "Basic Clara"}}).status, 401U);
  EXPECT_EQ(ask("GET", "/api/auth/me", "", "", {{"Authorization", "Bearer"}}).status, 401U);
  EXPECT_EQ(ask("GET", "/api/auth/me", "", "", {{"Authorization", "Bearer   "}}).status, 401U);
}

TEST_F(Auth, ATokenInTheQueryIsRefusedEvenBesideAGoodOne) {
  for (const std::string query :
       {"token=Clara", "a=b&access_token=x", "x-auth-token=Clara", "TOKEN=", "%74oken=Clara"}) {
    EXPECT_EQ(ask("GET", "/api/auth/me?" + query).status, 401U) << query;
    const auto beside = ask("GET", "/api/auth/me?" + query, "Clara");
    EXPECT_EQ(beside.status, 401U) << query;
    EXPECT_EQ(beside.code(), "UNAUTHENTICATED") << query;
    EXPECT_EQ(ask("POST", "/api/auth/login?" + query, "", login_body(client.email, "correct horse")).status, 401U);
  }
  EXPECT_EQ(ask("GET", "/api/auth/me?tokens=1", "Clara").status, 200U);
}

}  // namespace
}  // namespace callroom::rest::test
