#include "call_stack.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <fstream>
#include <iterator>

namespace callroom::realtime::test {
namespace {

namespace json = boost::json;

json::object sample(const std::string& name) {
  std::ifstream file(std::string(CALLROOM_CONTRACT_SAMPLES) + "/" + name + ".json");
  EXPECT_TRUE(file) << name;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return json::parse(text).as_object();
}

class Relay : public testing::Test {
 protected:
  std::string code_of(const json::object& answer) const {
    EXPECT_EQ(answer.at("ok"), false);
    return json::value_to<std::string>(answer.at("error").at("code"));
  }
  std::size_t denied() {
    stack.settle();
    std::size_t count = 0;
    for (const auto& record : world.store.all_audit()) {
      count += record.action == domain::AuditAction::kPermissionDenied ? 1U : 0U;
    }
    return count;
  }

  World world;
  CallStack stack{world};
};

TEST_F(Relay, PassesTheGoldenSamplesOnUnchangedWithFromInsteadOfTo) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  for (const std::string name : {"offer", "ice-candidate"}) {
    auto sent = sample(name);
    sent["to"] = psychologist->sid();
    if (sent.contains("roomId")) sent["roomId"] = world.room;
    EXPECT_EQ(client->request(name, sent).at("ok"), true);
    auto expected = sample(name + ".relayed");
    expected["from"] = client->sid();
    if (expected.contains("roomId")) expected["roomId"] = world.room;
    EXPECT_EQ(psychologist->expect(name), expected) << name;
  }
}

TEST_F(Relay, KeepsFieldsItDoesNotKnow) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  client->emit("answer", {{"answer", {{"type", "answer"}, {"sdp", "v=0"}}}, {"pc", "x1"}, {"to", psychologist->sid()}});
  EXPECT_EQ(psychologist->expect("answer").at("pc"), "x1");
}

TEST_F(Relay, NothingCrossesRooms) {
  auto client = stack.join("client");
  const auto other = world.add_session(world.stranger, world.psychologist);
  auto stranger = stack.connect("stranger");
  EXPECT_EQ(stranger->request("join-room", {{"roomId", other.meeting_link->str()}}).at("ok"), true);

  const json::object offer{{"offer", {{"type", "offer"}, {"sdp", ""}}}, {"to", client->sid()}};
  EXPECT_EQ(code_of(stranger->request("offer", offer)), "PERMISSION_DENIED");
  auto named = offer;
  named["roomId"] = world.room;
  EXPECT_EQ(code_of(stranger->request("offer", named)), "PERMISSION_DENIED");
  EXPECT_EQ(code_of(stranger->request("leave-room", {{"roomId", world.room}})), "PERMISSION_DENIED");
  EXPECT_EQ(code_of(stranger->request("end-call", {{"roomId", world.room}})), "PERMISSION_DENIED");
  EXPECT_EQ(denied(), 4U);
  EXPECT_FALSE(client->has("offer"));
}

TEST_F(Relay, WhoHasNotJoinedReachesNobody) {
  auto client = stack.join("client");
  auto psychologist = stack.connect("psychologist");
  EXPECT_EQ(code_of(psychologist->request("offer", {{"offer", json::object{}}, {"to", client->sid()}})),
            "PERMISSION_DENIED");
  EXPECT_EQ(code_of(psychologist->request("participant-state", {{"audio", true}, {"video", true}, {"screen", true}})),
            "PERMISSION_DENIED");
  EXPECT_EQ(denied(), 2U);
  EXPECT_FALSE(client->has("offer"));
}

TEST_F(Relay, SaysWhenTheAddresseeIsLost) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  psychologist->drop();
  client->expect("user-reconnecting");
  EXPECT_EQ(code_of(client->request("offer", {{"offer", json::object{}}, {"to", psychologist->sid()}})),
            "CONNECTION_TIMEOUT");
}

TEST_F(Relay, AWayOnceFoundEndsWithTheRoom) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  const json::object candidate{{"candidate", nullptr}, {"to", psychologist->sid()}};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client->request("ice-candidate", candidate).at("ok"), true);
  auto elsewhere = candidate;
  elsewhere["roomId"] = "another-room";
  EXPECT_EQ(code_of(client->request("ice-candidate", elsewhere)), "PERMISSION_DENIED");
  EXPECT_EQ(client->request("ice-candidate", candidate).at("ok"), true);
  auto to_nobody = candidate;
  to_nobody["to"] = "nobody";
  EXPECT_EQ(code_of(client->request("ice-candidate", to_nobody)), "PERMISSION_DENIED");
  EXPECT_EQ(client->request("ice-candidate", candidate).at("ok"), true);

  EXPECT_EQ(psychologist->request("leave-room", {{"roomId", world.room}}).at("ok"), true);
  EXPECT_EQ(code_of(client->request("ice-candidate", candidate)), "PERMISSION_DENIED");
  EXPECT_EQ(denied(), 3U);
  EXPECT_EQ(psychologist->request("join-room", {{"roomId", world.room}}).at("ok"), true);
  EXPECT_EQ(client->request("ice-candidate", candidate).at("ok"), true);

  EXPECT_EQ(client->request("leave-room", {{"roomId", world.room}}).at("ok"), true);
  EXPECT_EQ(code_of(client->request("ice-candidate", candidate)), "PERMISSION_DENIED") << "the sender has left";
}

TEST_F(Relay, AWayOnceFoundEndsWithTheConnectionAndBeginsWithTheNext) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  const json::object offer{{"offer", json::object{}}, {"to", psychologist->sid()}};
  EXPECT_EQ(client->request("offer", offer).at("ok"), true);
  psychologist->drop();
  client->expect("user-reconnecting");
  EXPECT_EQ(code_of(client->request("offer", offer)), "CONNECTION_TIMEOUT");
  auto back = stack.join("psychologist");
  EXPECT_EQ(code_of(client->request("offer", offer)), "PERMISSION_DENIED") << "that socket is nobody's now";
  auto to_the_new_one = offer;
  to_the_new_one["to"] = back->sid();
  EXPECT_EQ(client->request("offer", to_the_new_one).at("ok"), true);
  EXPECT_EQ(back->expect("offer").at("from"), json::value(client->sid()));
}

TEST_F(Relay, ASenderCannotSayWhoItIs) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  client->emit("offer", {{"from", psychologist->sid()}, {"offer", json::object{}}, {"to", psychologist->sid()}});
  const auto relayed = psychologist->expect("offer");
  EXPECT_EQ(relayed.at("from"), json::value(client->sid()));
  EXPECT_FALSE(relayed.contains("to"));
}

TEST_F(Relay, HoldsTheSizeLimits) {
  auto client = stack.join("client");
  auto psychologist = stack.join("psychologist");
  const auto offer_of = [&](std::size_t bytes) {
    return json::object{{"offer", {{"type", "offer"}, {"sdp", std::string(bytes, 'x')}}}, {"to", psychologist->sid()}};
  };
  EXPECT_EQ(client->request("offer", offer_of(127 * 1024)).at("ok"), true);
  EXPECT_EQ(code_of(client->request("offer", offer_of(128 * 1024))), "INVALID_PAYLOAD");
  const json::object candidate{{"candidate", {{"candidate", std::string(8 * 1024, 'x')}}}, {"to", psychologist->sid()}};
  EXPECT_EQ(code_of(client->request("ice-candidate", candidate)), "INVALID_PAYLOAD");
}

TEST_F(Relay, RefusesWhatIsNoPayload) {
  auto client = stack.join("client");
  const auto to = client->sid();
  const std::pair<const char*, json::value> cases[] = {
      {"join-room", nullptr},
      {"join-room", json::object{}},
      {"join-room", {{"roomId", 7}}},
      {"join-room", {{"roomId", ""}}},
      {"join-room", {{"roomId", std::string(200, 'r')}}},
      {"join-room", {{"roomId", world.room}, {"userId", 7}}},
      {"offer", {{"offer", "text"}, {"to", to}}},
      {"offer", {{"to", to}}},
      {"offer", {{"offer", json::object{}}}},
      {"offer", {{"offer", json::object{}}, {"to", 5}}},
      {"answer", {{"offer", json::object{}}, {"to", to}}},
      {"ice-candidate", {{"candidate", 1}, {"to", to}}},
      {"participant-state", {{"audio", true}, {"video", true}}},
      {"participant-state", {{"audio", 1}, {"video", true}, {"screen", false}}},
      {"leave-room", json::array{}},
      {"end-call", json::object{}},
      {"no-such-event", json::object{}},
  };
  for (const auto& [event, payload] : cases) {
    EXPECT_EQ(code_of(client->request(event, payload)), "INVALID_PAYLOAD") << event << ' ' << payload;
  }
  client->emit("offer", {{"offer", 1}});  // without an ack: the error event
  EXPECT_EQ(client->expect("error").at("code"), "INVALID_PAYLOAD");
}

TEST_F(Relay, LimitsTheEventsOfOneSocket) {
  auto client = stack.join("client");
  const json::object state{{"audio", true}, {"video", true}, {"screen", false}};
  for (int i = 0; i < 199; ++i) ASSERT_EQ(client->request("participant-state", state).at("ok"), true) << i;
  EXPECT_EQ(code_of(client->request("participant-state", state)), "RATE_LIMITED");
  world.clock.advance(base::Seconds{1});
  for (int i = 0; i < 50; ++i) ASSERT_EQ(client->request("participant-state", state).at("ok"), true) << i;
  EXPECT_EQ(code_of(client->request("participant-state", state)), "RATE_LIMITED");
}

}  // namespace
}  // namespace callroom::realtime::test
