#include "call_stack.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

// Every access decision of a socket stands in the audit trail, allowed or refused, by the time it is answered.
namespace callroom::realtime::test {
namespace {

using boost::json::object;
using domain::AuditAction;

struct Case {
  const char* name;
  std::function<void(CallStack&)> act;
  std::vector<AuditAction> recorded;
  const char* code = "";  ///< Of the last of them.
};
void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

object connect_with(CallStack& stack, const object& auth) { return stack.unconnected()->connect(auth); }

object join(CallStack& stack, const std::string& name, object more = {}) {
  more["roomId"] = stack.world.room;
  return stack.connect(name)->request("join-room", more);
}

/// A command of somebody who is in no room.
Case outside(const char* event, object payload) {
  return {event,
          [event, payload = std::move(payload)](CallStack& stack) {
            auto named = payload;
            named["roomId"] = stack.world.room;
            EXPECT_EQ(stack.connect("client")->request(event, named).at("ok"), false);
          },
          {AuditAction::kPermissionDenied},
          "PERMISSION_DENIED"};
}

std::vector<Case> cases() {
  using enum AuditAction;
  return {
      {"connect without a token", [](CallStack& stack) { connect_with(stack, {}); }, {kPermissionDenied},
       "UNAUTHENTICATED"},
      {"connect with somebody's word", [](CallStack& stack) { connect_with(stack, {{"token", "token-x"}}); },
       {kPermissionDenied}, "UNAUTHENTICATED"},
      {"connect with an old token", [](CallStack& stack) { connect_with(stack, {{"token", "token-expired"}}); },
       {kPermissionDenied}, "TOKEN_EXPIRED"},
      {"connect with a token in the query",
       [](CallStack& stack) {
         auto peer = stack.unconnected();
         peer->socket().set_query(kTokenInQuery);
         peer->connect({{"token", "token-client"}});
       },
       {kPermissionDenied}, "UNAUTHENTICATED"},
      {"join", [](CallStack& stack) { EXPECT_EQ(join(stack, "client").at("ok"), true); }, {kJoinAttempt, kJoinSuccess}},
      {"join of a stranger", [](CallStack& stack) { EXPECT_EQ(join(stack, "stranger").at("ok"), false); },
       {kJoinAttempt, kJoinDenied}, "NOT_A_PARTICIPANT"},
      {"join of a room that is not there",
       [](CallStack& stack) { stack.connect("client")->request("join-room", {{"roomId", "room-of-nobody"}}); },
       {kJoinAttempt, kJoinDenied}, "SESSION_NOT_FOUND"},
      {"join as somebody else",
       [](CallStack& stack) { join(stack, "client", {{"userId", stack.world.psychologist.id.str()}}); },
       {kPermissionDenied}, "PERMISSION_DENIED"},
      {"join by another name", [](CallStack& stack) { join(stack, "client", {{"userName", "Somebody Else"}}); },
       {kJoinAttempt, kPermissionDenied}, "PERMISSION_DENIED"},
      outside("leave-room", {}),
      outside("end-call", {}),
      outside("participant-state", {{"audio", true}, {"video", true}, {"screen", false}}),
      outside("offer", {{"offer", object{{"sdp", "x"}}}, {"to", "nobody"}}),
      outside("answer", {{"answer", object{{"sdp", "x"}}}, {"to", "nobody"}}),
      outside("ice-candidate", {{"candidate", nullptr}, {"to", "nobody"}}),
  };
}

class SocketAudit : public testing::TestWithParam<Case> {
 protected:
  World world;
  CallStack stack{world};
};

TEST_P(SocketAudit, IsWrittenBeforeTheAnswer) {
  GetParam().act(stack);  // returns with the answer
  const auto records = world.store.all_audit();
  std::vector<AuditAction> recorded;
  for (const auto& record : records) recorded.push_back(record.action);
  ASSERT_EQ(recorded, GetParam().recorded);
  EXPECT_EQ(records.back().error_code, GetParam().code);
  for (const auto& record : records) {
    EXPECT_FALSE(record.metadata.at("requestId").empty());
    EXPECT_FALSE(record.metadata.at("via").empty());
    EXPECT_FALSE(record.ip_address.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Events, SocketAudit, testing::ValuesIn(cases()), [](const auto& one) {
  std::string name = one.param.name;
  for (auto& c : name) c = (c >= 'a' && c <= 'z') ? c : '_';
  return name + "_" + std::to_string(one.index);
});

class RefusedConnects : public testing::Test {
 protected:
  World world;
  CallStack stack{world};
};

TEST_F(RefusedConnects, AreNotAnsweredWhileTheyCannotBeRecorded) {
  world.store.broken = true;
  const auto answer = connect_with(stack, {});
  EXPECT_EQ(answer.at("data").at("code"), "UNAVAILABLE");
}

TEST_F(RefusedConnects, OfAFloodTheRestIsCounted) {
  constexpr int kFlood = 250;  // the burst is 200
  for (int i = 0; i < kFlood; ++i)
    ASSERT_EQ(connect_with(stack, {}).at("data").at("code"), "AUTHENTICATION_FAILED") << i;
  EXPECT_EQ(world.store.all_audit().size(), 200U);
  world.clock.advance(base::Seconds{1});
  connect_with(stack, {});
  const auto records = world.store.all_audit();
  ASSERT_EQ(records.size(), 201U);
  EXPECT_EQ(records.back().metadata.at("unrecorded"), "50");
}

}  // namespace
}  // namespace callroom::realtime::test
