// A call from the first join to its end, through the real Socket.IO server, rooms and use cases; only the wire, the
// clock and the store's disk are the test's.
#include "call_stack.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

namespace callroom::realtime::test {
namespace {

namespace json = boost::json;
using domain::AuditAction;

class Call : public testing::Test {
 protected:
  json::object room_only() const { return {{"roomId", world.room}}; }
  std::string code_of(const json::object& answer) const {
    EXPECT_EQ(answer.at("ok"), false);
    return json::value_to<std::string>(answer.at("error").at("code"));
  }
  std::string reason_of(const json::object& answer) const {
    return json::value_to<std::string>(answer.at("error").at("details").at("reason"));
  }

  World world;
  CallStack stack{world};
};

TEST_F(Call, TheSecondParticipantStartsItAndEverybodyIsTold) {
  auto client = stack.join("client");
  EXPECT_EQ(client->expect("room-joined").at("call").at("status"), "waiting");
  EXPECT_FALSE(world.stored().call_started);

  world.clock.advance(base::Seconds{90});
  auto psychologist = stack.join("psychologist");
  const auto joined = psychologist->expect("room-joined");
  EXPECT_EQ(joined.at("participants").as_array().size(), 2U);
  EXPECT_EQ(text(joined.at("self").at("socketId")), psychologist->sid());
  EXPECT_EQ(joined.at("call").at("status"), "in-progress");

  const auto newcomer = client->expect("user-joined");
  EXPECT_EQ(text(newcomer.at("socketId")), psychologist->sid());
  EXPECT_EQ(newcomer.at("userName"), "Psychologist");
  EXPECT_EQ(newcomer.at("userRole"), "psychologist");
  EXPECT_EQ(text(client->expect("call-started").at("startedAt")), base::to_iso(world.clock.now()));
  psychologist->expect("call-started");

  EXPECT_EQ(world.stored().status, domain::SessionStatus::kInProgress);
  EXPECT_EQ(world.stored().call_started, world.clock.now());
  EXPECT_EQ(world.audited(AuditAction::kJoinAttempt), 2U);
  EXPECT_EQ(world.audited(AuditAction::kJoinSuccess), 2U);
  EXPECT_EQ(world.audited(AuditAction::kCallStart), 1U);
}

TEST_F(Call, HangingUpEndsItForAllWithTheExactDuration) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  world.clock.advance(base::Minutes{47} + base::Seconds{31});
  EXPECT_EQ(psychologist->request("end-call", room_only()).at("ok"), true);

  const auto ended = client->expect("call-ended");
  EXPECT_EQ(ended.at("reason"), "ended");
  EXPECT_EQ(ended.at("duration"), 48);
  EXPECT_EQ(ended.at("durationSeconds"), 47 * 60 + 31);
  psychologist->expect("call-ended");
  EXPECT_EQ(world.stored().status, domain::SessionStatus::kCompleted);
  EXPECT_EQ(world.stored().call_ended, world.clock.now());
  EXPECT_EQ(world.audited(AuditAction::kCallEnd), 1U);
  EXPECT_EQ(stack.rooms.size(), 0U);

  auto late = stack.connect("client");
  const auto answer = late->request("join-room", room_only());
  EXPECT_EQ(code_of(answer), "INVALID_SESSION");
  EXPECT_EQ(reason_of(answer), "SESSION_COMPLETED");
}

TEST_F(Call, ALostSocketHasThirtySecondsToComeBack) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  client->drop();
  EXPECT_EQ(text(psychologist->expect("user-reconnecting").at("userId")), world.client.id.str());

  stack.advance(base::Seconds{29});
  EXPECT_FALSE(psychologist->has("user-left"));
  auto back = stack.join("client");
  EXPECT_EQ(text(psychologist->expect("user-reconnected").at("socketId")), back->sid());
  EXPECT_FALSE(psychologist->has("user-joined") &&
               text(psychologist->expect("user-joined").at("socketId")) == back->sid());

  back->drop();
  psychologist->expect("user-reconnecting");
  stack.advance(base::Seconds{30});
  EXPECT_EQ(psychologist->expect("user-left").at("reason"), "timeout");
  EXPECT_EQ(world.stored().status, domain::SessionStatus::kInProgress);  // one is still there
}

TEST_F(Call, ARecoveredSocketIsAReturnWithTheSameId) {
  auto client = stack.connect("client");
  client->drop();  // a first connection, to have something to recover
  auto first = stack.unconnected();
  const auto connected = first->connect({{"token", "token-client"}});
  ASSERT_TRUE(connected.contains("pid"));
  EXPECT_EQ(first->request("join-room", room_only()).at("ok"), true);
  auto psychologist = stack.join("psychologist");
  const auto started = first->expect("call-started");
  // The offset is the last argument of the last event; read it from the raw text of one more.
  EXPECT_EQ(psychologist->request("participant-state", {{"audio", false}, {"video", true}, {"screen", false}}).at("ok"),
            true);
  stack.settle();
  ASSERT_FALSE(first->socket().received.empty());
  const auto last = json::parse(first->socket().received.back().substr(1)).as_array();
  const auto offset = last.back();

  first->drop();
  psychologist->expect("user-reconnecting");
  EXPECT_EQ(psychologist->request("participant-state", {{"audio", true}, {"video", true}, {"screen", false}}).at("ok"),
            true);
  auto again = stack.unconnected();
  const auto recovered =
      again->connect(json::object{{"token", "token-client"}, {"pid", connected.at("pid")}, {"offset", offset}});
  EXPECT_EQ(text(recovered.at("sid")), first->sid());
  EXPECT_EQ(text(psychologist->expect("user-reconnected").at("socketId")), first->sid());
  EXPECT_EQ(again->expect("participant-state").at("audio"), true);  // what was missed meanwhile
  EXPECT_EQ(again->request("participant-state", {{"audio", true}, {"video", true}, {"screen", true}}).at("ok"), true);
}

TEST_F(Call, EndsByItselfWhenEmptyForFiveMinutesAtTheMomentTheLastOneLeft) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  const auto started = world.clock.now();
  world.clock.advance(base::Minutes{20});
  EXPECT_EQ(client->request("leave-room", room_only()).at("ok"), true);
  EXPECT_EQ(psychologist->expect("user-left").at("reason"), "left");
  world.clock.advance(base::Minutes{1});
  const auto last_left = world.clock.now();
  EXPECT_EQ(psychologist->request("leave-room", room_only()).at("ok"), true);

  stack.advance(base::Minutes{5} - base::Millis{1});
  EXPECT_FALSE(world.stored().call_ended);
  stack.advance(base::Millis{1});
  EXPECT_EQ(world.stored().call_ended, last_left);
  EXPECT_EQ(world.stored().call_started, started);
  EXPECT_EQ(world.audited(AuditAction::kCallEnd), 1U);
}

TEST_F(Call, ASecondWindowOfTheSameUserSupersedesTheFirst) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  auto second = stack.join("client");
  EXPECT_EQ(client->expect("error").at("code"), "SUPERSEDED");
  EXPECT_TRUE(stack.run_until([&] { return client->socket().closed; }));
  EXPECT_EQ(text(psychologist->expect("user-reconnected").at("socketId")), second->sid());
  client->drop(engineio::CloseReason::kServerClose);
  stack.settle();
  EXPECT_FALSE(psychologist->has("user-reconnecting"));
}

TEST_F(Call, HoldsTwoAndAnAdmin) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  auto admin = stack.join("admin");
  auto other = world.add_user("Other", domain::Role::kAdmin);
  auto second_admin = stack.connect("other");
  EXPECT_EQ(code_of(second_admin->request("join-room", room_only())), "ROOM_FULL");
  EXPECT_EQ(world.audited(AuditAction::kJoinDenied), 1U);
}

TEST_F(Call, RefusesAsTheAccessRuleSays) {
  auto stranger = stack.connect("stranger");
  const auto foreign = stranger->request("join-room", room_only());
  EXPECT_EQ(code_of(foreign), "PERMISSION_DENIED");
  EXPECT_EQ(reason_of(foreign), "NOT_A_PARTICIPANT");
  EXPECT_EQ(code_of(stranger->request("join-room", {{"roomId", "room-of-nobody"}})), "ROOM_NOT_FOUND");

  const auto unpaid = world.add_session(world.client, world.psychologist, domain::PaymentStatus::kPending);
  auto client = stack.connect("client");
  const auto pending = client->request("join-room", {{"roomId", unpaid.meeting_link->str()}});
  EXPECT_EQ(code_of(pending), "INVALID_SESSION");
  EXPECT_EQ(reason_of(pending), "PAYMENT_PENDING");
  world.clock.advance(base::Minutes{121});
  EXPECT_EQ(reason_of(client->request("join-room", room_only())), "TOO_LATE");
}

TEST_F(Call, AReturnAfterTheWindowIsNoNewEntry) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  stack.advance(base::Minutes{125});
  client->drop();
  psychologist->expect("user-reconnecting");
  auto back = stack.join("client");  // still in the call
  psychologist->expect("user-reconnected");
  EXPECT_EQ(back->request("leave-room", room_only()).at("ok"), true);
  EXPECT_EQ(reason_of(back->request("join-room", room_only())), "TOO_LATE");
}

TEST_F(Call, IdentityComesFromTheTokenOnly) {
  auto client = stack.connect("client");
  for (const auto& [key, value] :
       {std::pair{"userId", world.psychologist.id.str()}, std::pair{"userRole", std::string("admin")},
        std::pair{"userName", std::string("Somebody Else")}}) {
    EXPECT_EQ(code_of(client->request("join-room", {{"roomId", world.room}, {key, value}})), "PERMISSION_DENIED")
        << key;
  }
  EXPECT_EQ(client
                ->request("join-room", {{"roomId", world.room},
                                        {"sessionId", world.session.id.str()},
                                        {"userId", world.client.id.str()},
                                        {"userName", "Client"},
                                        {"userRole", "client"}})
                .at("ok"),
            true);
}

TEST_F(Call, MediaStateIsKeptForNewcomersAndSentToTheOthers) {
  auto client = stack.join("client");
  EXPECT_EQ(client->request("participant-state", {{"audio", false}, {"video", true}, {"screen", false}}).at("ok"),
            true);
  auto psychologist = stack.join("psychologist");
  const auto joined = psychologist->expect("room-joined");
  EXPECT_EQ(joined.at("participants").as_array().at(0).at("state").at("audio"), false);
  EXPECT_EQ(client->request("participant-state", {{"audio", true}, {"video", true}, {"screen", true}}).at("ok"), true);
  const auto told = psychologist->expect("participant-state");
  EXPECT_EQ(text(told.at("from")), client->sid());
  EXPECT_EQ(told.at("screen"), true);
}

TEST_F(Call, RestStartAndEndReachTheRoom) {
  auto client = stack.join("client");
  const app::Identity psychologist{world.psychologist.id, domain::Role::kPsychologist, "Psychologist", {}};
  const auto started = app::start_call(stack.env, world.session.id, psychologist, {});
  ASSERT_TRUE(started);
  stack.rooms.call_started(*started);
  EXPECT_EQ(text(client->expect("call-started").at("startedAt")), base::to_iso(world.clock.now()));

  world.clock.advance(base::Minutes{10});
  const auto ended = app::end_call(stack.env, world.session.id, psychologist, {});
  ASSERT_TRUE(ended);
  stack.rooms.call_ended(*ended);
  EXPECT_EQ(client->expect("call-ended").at("durationSeconds"), 600);
}

}  // namespace
}  // namespace callroom::realtime::test
