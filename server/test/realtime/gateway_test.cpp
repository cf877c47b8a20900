#include "call_stack.hpp"

#include <gtest/gtest.h>

namespace callroom::realtime::test {
namespace {

class Gateway : public testing::Test {
 protected:
  World world;
  CallStack stack{world};
};

TEST_F(Gateway, LetsNobodyInWithoutAGoodToken) {
  const std::pair<boost::json::object, const char*> cases[] = {
      {{}, "UNAUTHENTICATED"},
      {{{"token", nullptr}}, "UNAUTHENTICATED"},
      {{{"token", 7}}, "UNAUTHENTICATED"},
      {{{"token", "token-of-nobody"}}, "UNAUTHENTICATED"},
      {{{"token", "token-expired"}}, "TOKEN_EXPIRED"},
  };
  for (const auto& [auth, reason] : cases) {
    auto peer = stack.unconnected();
    const auto answer = peer->connect(auth);
    ASSERT_TRUE(answer.contains("data")) << auth;
    EXPECT_EQ(answer.at("data").at("code"), "AUTHENTICATION_FAILED");
    EXPECT_EQ(answer.at("data").at("reason"), reason) << auth;
  }
}

TEST_F(Gateway, RefusesATokenInTheQueryEvenBesideAGoodOne) {
  auto peer = stack.unconnected();
  peer->socket().set_query(kTokenInQuery);
  EXPECT_TRUE(peer->connect({{"token", "token-client"}}).contains("data"));
  auto other = stack.unconnected();
  other->socket().set_query("EIO=4&transport=websocket");
  EXPECT_TRUE(other->connect({{"token", "token-client"}}).contains("sid"));
}

TEST_F(Gateway, ATokenThatIsRememberedIsNotVerifiedAgain) {
  world.tokens.remembered = "token-client";
  auto client = stack.unconnected();
  EXPECT_TRUE(client->connect({{"token", "token-client"}}).contains("sid"));
  EXPECT_EQ(world.tokens.verified, 0);
  EXPECT_EQ(client->request("join-room", {{"roomId", world.room}}).at("ok"), true) << "as the person of the token";

  world.tokens.remembered_expired = true;
  auto late = stack.unconnected();
  EXPECT_EQ(late->connect({{"token", "token-client"}}).at("data").at("reason"), "TOKEN_EXPIRED");
  EXPECT_EQ(world.tokens.verified, 0);
  auto other = stack.unconnected();
  EXPECT_TRUE(other->connect({{"token", "token-psychologist"}}).contains("sid"));
  EXPECT_EQ(world.tokens.verified, 1);
}

}  // namespace
}  // namespace callroom::realtime::test
