// What comes in one round is decided one after the other, and written in one commit.
#include "call_stack.hpp"

#include <gtest/gtest.h>
#include <map>
#include <string>

namespace callroom::realtime::test {
namespace {

namespace json = boost::json;
using Result = CallRoom::Result;

class Together : public testing::Test {
 protected:
  json::object room_only() const { return {{"roomId", world.room}}; }
  std::shared_ptr<CallRoom> room() { return stack.rooms.open(world.stored()); }

  /// Has the room take it, and remembers how that ended.
  void submit(CallRoom& room, const std::string& name, domain::CallEvent event) {
    room.submit(std::move(event), {.request_id = name, .ip_address = {}, .user_agent = {}, .via = {}},
                [this, name](const CallRoom::Outcome& outcome, const domain::Call&) { ended[name] = outcome.result; });
  }
  static domain::Join join_of(const domain::User& user, const Peer& peer) {
    return {user.id, user.role, user.name, domain::SocketId{peer.sid()}};
  }
  int commits_of(const std::function<void()>& work) {
    const int before = world.store.commits;
    work();
    stack.settle();
    return world.store.commits - before;
  }
  domain::PresenceInterval stay_of(const domain::User& user) {
    for (const auto& stay : world.store.presence(world.session.id)) {
      if (stay.user_id == user.id) return stay;
    }
    throw std::runtime_error(user.name + " has no stay");
  }

  World world;
  CallStack stack{world};
  std::map<std::string, Result> ended;
};

TEST_F(Together, TwoWhoJoinShareACommitAndHearOfEachOther) {
  auto client = stack.connect("client");
  auto psychologist = stack.connect("psychologist");
  const auto owner = room();
  EXPECT_EQ(commits_of([&] {
              submit(*owner, "client", join_of(world.client, *client));
              submit(*owner, "psychologist", join_of(world.psychologist, *psychologist));
            }),
            1);
  EXPECT_EQ(ended, (std::map<std::string, Result>{{"client", Result::kDone}, {"psychologist", Result::kDone}}));
  EXPECT_EQ(client->expect("room-joined").at("participants").as_array().size(), 1U);
  EXPECT_EQ(psychologist->expect("room-joined").at("participants").as_array().size(), 2U);
  EXPECT_EQ(json::value_to<std::string>(client->expect("user-joined").at("socketId")), psychologist->sid());
  client->expect("call-started");
  psychologist->expect("call-started");
  EXPECT_EQ(world.stored().call_started, world.clock.now());
  std::vector<std::string> requests;
  for (const auto& record : world.store.audit_of(world.session.id)) {
    if (record.action == domain::AuditAction::kJoinSuccess) requests.push_back(record.metadata.at("requestId"));
  }
  EXPECT_EQ(requests, (std::vector<std::string>{"client", "psychologist"})) << "each says where it came from";
}

TEST_F(Together, WhatFollowsAStartWaitsForWhatTheStoreMakesOfIt) {
  auto client = stack.connect("client");
  auto psychologist = stack.connect("psychologist");
  auto admin = stack.connect("admin");
  const auto owner = room();
  EXPECT_EQ(commits_of([&] {
              submit(*owner, "client", join_of(world.client, *client));
              submit(*owner, "psychologist", join_of(world.psychologist, *psychologist));
              submit(*owner, "admin", join_of(world.admin, *admin));
            }),
            2);
  EXPECT_EQ(ended.size(), 3U);
  EXPECT_EQ(admin->expect("room-joined").at("participants").as_array().size(), 3U);
}

TEST_F(Together, OneWhoIsRefusedTakesNothingFromTheOthers) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  auto stranger = stack.connect("stranger");
  auto admin = stack.connect("admin");
  EXPECT_EQ(commits_of([&] {
              submit(*room(), "stranger", join_of(world.stranger, *stranger));
              submit(*room(), "admin", join_of(world.admin, *admin));
            }),
            1);
  EXPECT_EQ(ended.at("stranger"), Result::kRefused);
  EXPECT_EQ(ended.at("admin"), Result::kDone);
  EXPECT_EQ(world.audited(domain::AuditAction::kJoinDenied), 1U);
}

TEST_F(Together, TwoWhoLeaveShareACommit) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  world.clock.advance(base::Minutes{50});
  EXPECT_EQ(commits_of([&] {
              client->emit("leave-room", room_only());
              psychologist->emit("leave-room", room_only());
            }),
            1);
  EXPECT_TRUE(psychologist->has("user-left")) << "the first left before the second did";
  EXPECT_FALSE(client->has("user-left"));
  EXPECT_EQ(stay_of(world.client).left_at, world.clock.now());
  EXPECT_EQ(stay_of(world.psychologist).left_at, world.clock.now());
}

TEST_F(Together, OfAStayThatChangesTwiceTheLastStateIsWritten) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  const domain::SocketId socket{client->sid()};
  EXPECT_EQ(commits_of([&] {
              submit(*room(), "lost", domain::SocketLost{socket, world.clock.now()});
              submit(*room(), "back", domain::SocketRecovered{socket});
            }),
            1);
  EXPECT_EQ(stay_of(world.client).reconnections, 1);
  EXPECT_EQ(world.audited(domain::AuditAction::kConnectionFailed), 1U);
  psychologist->expect("user-reconnecting");
  psychologist->expect("user-reconnected");
}

TEST_F(Together, CommandsThatTheStoreCannotTakeAreAllRefused) {
  auto client = stack.connect("client");
  auto psychologist = stack.connect("psychologist");
  const auto owner = room();
  world.store.broken = true;
  submit(*owner, "client", join_of(world.client, *client));
  submit(*owner, "psychologist", join_of(world.psychologist, *psychologist));
  stack.settle();
  EXPECT_EQ(ended,
            (std::map<std::string, Result>{{"client", Result::kUnavailable}, {"psychologist", Result::kUnavailable}}));
  EXPECT_FALSE(client->has("user-joined"));
  EXPECT_EQ(stack.rooms.size(), 0U);
}

TEST_F(Together, FactsThatTheStoreCannotTakeAreAllWrittenLater) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  const auto left = world.clock.now();
  world.store.broken = true;
  client->emit("leave-room", room_only());
  psychologist->emit("leave-room", room_only());
  stack.settle();
  EXPECT_FALSE(psychologist->has("user-left"));
  world.clock.advance(base::Seconds{20});
  world.store.broken = false;
  psychologist->expect("user-left");
  EXPECT_EQ(stay_of(world.client).left_at, left);
  EXPECT_EQ(stay_of(world.psychologist).left_at, left);
}

}  // namespace
}  // namespace callroom::realtime::test
