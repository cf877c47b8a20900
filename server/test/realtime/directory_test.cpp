// Who REST finds in the rooms while a call goes on: app::CallDirectory, as the rooms keep it.
#include "call_stack.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace callroom::realtime::test {
namespace {

class Directory : public testing::Test {
 protected:
  /// Name and connection of everybody in the room, in the order of joining.
  std::vector<std::string> present() {
    stack.settle();
    std::vector<std::string> people;
    const auto call = stack.index.call_in(domain::RoomId{world.room});
    if (!call) return people;
    for (const auto& participant : call->participants) {
      const bool connected = participant.connection == domain::Connection::kConnected;
      people.push_back(participant.name + (connected ? "" : " (reconnecting)"));
    }
    return people;
  }

  World world;
  CallStack stack{world};
};

TEST_F(Directory, FollowsWhoComesAndGoes) {
  EXPECT_TRUE(present().empty());
  EXPECT_TRUE(stack.index.calls().empty());
  auto client = stack.join("client");
  EXPECT_EQ(present(), (std::vector<std::string>{"Client"}));
  auto psychologist = stack.join("psychologist");
  EXPECT_EQ(present(), (std::vector<std::string>{"Client", "Psychologist"}));
  const auto calls = stack.index.calls();
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].session_id, world.session.id);
  EXPECT_EQ(calls[0].started_at, world.clock.now());
  EXPECT_EQ(client->request("leave-room", {{"roomId", world.room}}).at("ok"), true);
  EXPECT_EQ(present(), (std::vector<std::string>{"Psychologist"}));
}

TEST_F(Directory, KnowsWhoLostTheConnectionAndWhatTheySend) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  EXPECT_EQ(client->request("participant-state", {{"audio", true}, {"video", false}, {"screen", true}}).at("ok"), true);
  EXPECT_EQ(stack.index.call_in(domain::RoomId{world.room})->participants.at(0).media,
            (domain::MediaState{.audio = true, .video = false, .screen = true}));
  client->drop();
  EXPECT_EQ(present(), (std::vector<std::string>{"Client (reconnecting)", "Psychologist"}));
}

TEST_F(Directory, ForgetsACallThatHasEnded) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  EXPECT_EQ(psychologist->request("end-call", {{"roomId", world.room}}).at("ok"), true);
  EXPECT_TRUE(present().empty());
  EXPECT_TRUE(stack.index.calls().empty());
}

}  // namespace
}  // namespace callroom::realtime::test
