// The store goes away, the server goes away: what was answered holds, and calls go on.
#include "call_stack.hpp"

#include <gtest/gtest.h>

namespace callroom::realtime::test {
namespace {

namespace json = boost::json;

class Outage : public testing::Test {
 protected:
  json::object room_only() const { return {{"roomId", world.room}}; }
  World world;
};

TEST_F(Outage, ACommandThatTheStoreCannotTakeIsRefusedAndChangesNothing) {
  CallStack stack(world);
  auto client = stack.join("client");
  auto psychologist = stack.connect("psychologist");
  world.store.broken = true;
  EXPECT_EQ(psychologist->request("join-room", room_only()).at("error").at("code"), "UNAVAILABLE");
  stack.settle();
  EXPECT_FALSE(client->has("user-joined"));
  world.store.broken = false;
  EXPECT_EQ(psychologist->request("join-room", room_only()).at("ok"), true);
  client->expect("call-started");
}

TEST_F(Outage, ARoomThatNobodyCouldEnterIsNotKept) {
  CallStack stack(world);
  auto client = stack.connect("client");
  // The access rule's own audit is taken, the join's is not: the room exists by then.
  world.store.fail_after = 1;
  EXPECT_EQ(client->request("join-room", room_only()).at("error").at("code"), "UNAVAILABLE");
  stack.settle();
  EXPECT_EQ(stack.rooms.size(), 0U);
}

TEST_F(Outage, AFactIsWrittenWhenTheStoreIsBackWithItsOwnTime) {
  CallStack stack(world);
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  world.clock.advance(base::Minutes{30});
  world.store.broken = true;
  const auto left = world.clock.now();
  psychologist->emit("leave-room", room_only());
  stack.settle();
  EXPECT_FALSE(client->has("user-left"));  // not told before it is durable
  EXPECT_EQ(client->request("end-call", room_only()).at("error").at("code"), "UNAVAILABLE");  // at once, not later

  world.clock.advance(base::Seconds{20});
  world.store.broken = false;
  EXPECT_EQ(text(client->expect("user-left").at("userId")), world.psychologist.id.str());
  const auto stays = world.store.presence(world.session.id);
  const auto stay =
      std::find_if(stays.begin(), stays.end(), [&](const auto& one) { return one.user_id == world.psychologist.id; });
  ASSERT_NE(stay, stays.end());
  EXPECT_EQ(stay->left_at, left);
}

TEST_F(Outage, ACrashCostsNeitherStartNorEnd) {
  base::WallTime started;
  base::WallTime seen;
  {
    CallStack stack(world);
    auto client = stack.join("client");
    auto psychologist = stack.join("psychologist");
    started = world.clock.now();
    for (int i = 0; i < 6; ++i) stack.advance(base::Seconds{10});
    seen = world.clock.now();
    world.clock.advance(base::Seconds{9});  // died before the next write
  }
  EXPECT_EQ(world.stored().call_started, started);

  CallStack stack(world);
  stack.rooms.resume(app::calls_to_resume(stack.env));
  stack.settle();
  EXPECT_EQ(stack.rooms.size(), 1U);
  // Nobody comes back: the call ended when they were last known to be there, at most 15 s before the crash.
  stack.advance(base::Seconds{31});
  stack.advance(base::Minutes{5});
  ASSERT_TRUE(world.stored().call_ended);
  EXPECT_EQ(*world.stored().call_ended, seen);
  EXPECT_EQ(world.audited(domain::AuditAction::kCallEnd), 1U);
}

TEST_F(Outage, ACrashIsOverWhenBothRejoin) {
  base::WallTime started;
  {
    CallStack stack(world);
    auto client = stack.join("client");
    auto psychologist = stack.join("psychologist");
    started = world.clock.now();
    stack.advance(base::Minutes{10});
  }
  CallStack stack(world);
  stack.rooms.resume(app::calls_to_resume(stack.env));
  stack.settle();
  world.clock.advance(base::Seconds{3});
  auto client = stack.join("client");
  EXPECT_EQ(text(client->expect("room-joined").at("call").at("startedAt")), base::to_iso(started));
  auto psychologist = stack.join("psychologist");
  client->expect("user-reconnected");
  stack.advance(base::Minutes{20});
  EXPECT_EQ(psychologist->request("end-call", room_only()).at("ok"), true);
  EXPECT_EQ(world.stored().call_started, started);
  EXPECT_EQ(world.stored().call_ended, world.clock.now());
  EXPECT_EQ(world.audited(domain::AuditAction::kCallStart), 1U);
  for (const auto& stay : world.store.presence(world.session.id)) EXPECT_EQ(stay.reconnections, 1);
}

}  // namespace
}  // namespace callroom::realtime::test
