#include "ice/ice_servers.hpp"

#include "base/base64.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>

namespace callroom::ice {
namespace {

using base::Secret;
using testing::ElementsAre;
using testing::IsEmpty;

const domain::UserId kUser = *domain::UserId::parse("507f1f77bcf86cd799439011");

Options with_secret() {
  Options options;
  options.stun_urls = {"stun:stun.example:3478"};
  options.turn_urls = {"turn:turn.example:3478?transport=udp", "turns:turn.example:5349"};
  options.turn_secret = Secret{"north-wind"};
  return options;
}

TEST(TurnCredentials, MatchTheValueThatOpensslGives) {
  // printf '1700000000:507f1f77bcf86cd799439011' | openssl dgst -sha1 -hmac north-wind -binary | base64
  const auto minted =
      mint_turn_credentials(Secret{"north-wind"}, kUser.str(), base::WallTime{base::Seconds{1700000000}});
  EXPECT_EQ(minted.username, "1700000000:507f1f77bcf86cd799439011");
  EXPECT_EQ(minted.credential.reveal(), "6k6Zf7oJSyQEGNagMQYZpn1fvT4=");
}

TEST(TurnCredentials, TheirEndIsRoundedDown) {
  const base::WallTime late{base::Millis{1'700'000'000'999}};
  EXPECT_EQ(mint_turn_credentials(Secret{"north-wind"}, kUser.str(), late).username, "1700000000:" + kUser.str());
}

RC_GTEST_PROP(TurnCredentials, AreTwentyBytesOfBase64ForAnySecret, (const std::string& secret, std::uint32_t at)) {
  const auto minted = mint_turn_credentials(Secret{secret}, kUser.str(), base::WallTime{base::Seconds{at}});
  RC_ASSERT(minted.username == std::to_string(at) + ":" + kUser.str());
  RC_ASSERT(base::base64_decode(minted.credential.reveal()).value().size() == 20U);
}

TEST(IceServers, MintsForEachUserAndEndsByItself) {
  base::ManualClock clock;
  const IceServers servers{with_secret(), clock};
  const auto configuration = servers.for_user(kUser);
  EXPECT_EQ(configuration.transport_policy, "all");
  ASSERT_EQ(configuration.servers.size(), 2U);
  EXPECT_THAT(configuration.servers[0].urls, ElementsAre("stun:stun.example:3478"));
  EXPECT_THAT(configuration.servers[0].username, IsEmpty());
  EXPECT_TRUE(configuration.servers[0].credential.empty());

  const auto& turn = configuration.servers[1];
  EXPECT_THAT(turn.urls, ElementsAre("turn:turn.example:3478?transport=udp", "turns:turn.example:5349"));
  EXPECT_EQ(turn.username, "1700014400:" + kUser.str());  // now + 4 h
  EXPECT_EQ(
      turn.credential.reveal(),
      mint_turn_credentials(Secret{"north-wind"}, kUser.str(), clock.now() + base::Minutes{240}).credential.reveal());

  clock.advance(base::Seconds{10});
  EXPECT_EQ(servers.for_user(kUser).servers[1].username, "1700014410:" + kUser.str());
  const auto other = servers.for_user(*domain::UserId::parse("507f1f77bcf86cd799439012")).servers[1];
  EXPECT_NE(other.username, servers.for_user(kUser).servers[1].username);
  EXPECT_NE(other.credential.reveal(), servers.for_user(kUser).servers[1].credential.reveal());
}

TEST(IceServers, TheDefaultOutlivesTheJoinWindow) { EXPECT_GT(Options{}.credential_ttl, base::Minutes{15 + 120}); }

TEST(IceServers, GivesStaticCredentialsAsTheyAre) {
  const base::ManualClock clock;
  auto options = with_secret();
  options.turn_secret = {};
  options.turn_username = "relay";
  options.turn_password = Secret{"password"};
  const auto turn = IceServers{options, clock}.for_user(kUser).servers[1];
  EXPECT_EQ(turn.username, "relay");
  EXPECT_EQ(turn.credential.reveal(), "password");
}

TEST(IceServers, NothingConfiguredIsAnEmptyList) {
  const base::ManualClock clock;
  EXPECT_THAT(IceServers(Options{}, clock).for_user(kUser).servers, IsEmpty());
  Options stun_only;
  stun_only.stun_urls = {"stun:a", "stun:b"};
  const auto servers = IceServers{stun_only, clock}.for_user(kUser).servers;
  ASSERT_EQ(servers.size(), 1U);
  EXPECT_THAT(servers[0].urls, ElementsAre("stun:a", "stun:b"));
}

TEST(IceServers, PassesThePolicyOn) {
  const base::ManualClock clock;
  auto options = with_secret();
  options.transport_policy = "relay";
  EXPECT_EQ(IceServers(options, clock).for_user(kUser).transport_policy, "relay");
}

TEST(IceServers, RefusesWhatCannotWork) {
  const base::ManualClock clock;
  auto without_credentials = with_secret();
  without_credentials.turn_secret = {};
  EXPECT_THROW(IceServers(without_credentials, clock), std::invalid_argument);
  without_credentials.turn_username = "relay";
  EXPECT_THROW(IceServers(without_credentials, clock), std::invalid_argument);
  Options relay_without_turn;
  relay_without_turn.transport_policy = "relay";
  EXPECT_THROW(IceServers(relay_without_turn, clock), std::invalid_argument);
}

}  // namespace
}  // namespace callroom::ice
