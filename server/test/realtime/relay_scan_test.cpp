// The one-pass relay against a parser that builds the tree.
#include "realtime/relay_scan.hpp"

#include "realtime/event_names.hpp"
#include "relay_oracle.hpp"
#include "socketio/protocol/json_check.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <boost/json/serialize.hpp>
#include <string>
#include <vector>

namespace callroom::realtime::test {
namespace {

namespace json = boost::json;

const std::string kSender = "sender_0123456789-AB";

/// The scan's outcome for the arguments `args` (an array), read from a message as the server reads it; nullopt: the
/// decoder takes it for no event.
std::optional<RelayOutcome> relay_by_scan(const std::string& args, const RelayedEvent& kind,
                                          const RelayLimits& limits) {
  const std::string inside = args.substr(1, args.size() - 2);
  const std::string text = "[\"" + std::string(kind.name) + "\"," + inside + "]";
  const std::vector<char> exact(text.begin(), text.end());  // a byte read past it is AddressSanitizer's
  socketio::protocol::EventScratch scratch;
  const auto read = socketio::protocol::read_event({exact.data(), exact.size()}, 0, scratch);
  if (!read) return std::nullopt;
  const socketio::EventView event{
      read->name, read->args, read->first, {scratch.members.data(), scratch.members.size()}, {}, {}};
  RelayScan scan;
  if (const auto failure = scan.read(event, kind, limits)) {
    EXPECT_EQ(failure->code, EventError::kInvalidPayload);
    EXPECT_TRUE(failure->details.empty());
    return RelayOutcome{failure->message, {}, {}, {}};
  }
  std::string forward;
  for (const auto piece : scan.forward(kSender)) forward += piece;
  std::optional<std::string> room;
  if (scan.room()) room = std::string(*scan.room());
  return RelayOutcome{{}, std::string(scan.to()), room, json::parse(forward).as_object()};
}

/// Both must come to the same. (The tree is compared as it was parsed: writing a number out again may change its text.)
testing::AssertionResult agree(const std::string& args, std::string_view name, const RelayLimits& limits = {}) {
  const auto& kind = *find_relayed_event(name);
  const auto scan = relay_by_scan(args, kind, limits);
  if (!scan) return testing::AssertionFailure() << "not an event: " << args;
  const auto tree = relay_by_tree(args, kind, limits, kSender);
  if (scan->refusal != tree.refusal) {
    return testing::AssertionFailure() << scan->refusal.value_or("goes on") << " for " << args;
  }
  if (scan->to != tree.to || scan->room != tree.room) {
    return testing::AssertionFailure() << scan->to << ' ' << scan->room.value_or("-") << " for " << args;
  }
  if (scan->forward != tree.forward) {
    return testing::AssertionFailure() << json::serialize(scan->forward) << " for " << args;
  }
  return testing::AssertionSuccess();
}

std::string forwarded(const std::string& object) {
  const auto outcome = relay_by_scan("[" + object + "]", *find_relayed_event(event::kOffer), {});
  return outcome && !outcome->refusal ? json::serialize(outcome->forward) : "refused";
}

TEST(RelayScan, IsForThreeEvents) {
  for (const auto name : {event::kOffer, event::kAnswer, event::kIceCandidate}) {
    ASSERT_NE(find_relayed_event(name), nullptr) << name;
    EXPECT_EQ(find_relayed_event(name)->name, name);
  }
  EXPECT_EQ(find_relayed_event("candidate"), nullptr);
  EXPECT_EQ(find_relayed_event(""), nullptr);
}

TEST(RelayScan, ForwardsTheBytesAsTheyAre) {
  socketio::protocol::EventScratch scratch;
  const std::string text = R"(["offer", { "offer" : {"sdp":"v=0\r\n\u00e9", "n":1.50} , "to":"B" , "pc" : [ 1 ] }])";
  const auto read = socketio::protocol::read_event(text, 0, scratch);
  ASSERT_TRUE(read);
  RelayScan scan;
  const socketio::EventView event{
      read->name, read->args, read->first, {scratch.members.data(), scratch.members.size()}, {}, {}};
  ASSERT_FALSE(scan.read(event, *find_relayed_event("offer"), {}));
  std::string forward;
  for (const auto piece : scan.forward("A")) forward += piece;
  EXPECT_EQ(forward, R"({"offer" : {"sdp":"v=0\r\n\u00e9", "n":1.50},"pc" : [ 1 ],"from":"A"})");
}

TEST(RelayScan, ASenderCannotSayWhoItIs) {
  const std::string expected = R"({"offer":{},"from":")" + kSender + "\"}";
  for (const char* object : {R"({"offer":{},"to":"B","from":"C"})", R"({"from":"C","offer":{},"to":"B","from":"D"})",
                             R"({"fr\u006fm":"C","to":"B","offer":{}})",
                             R"({"offer":{},"\u0074o":"B","from":{"a":1}})"}) {
    EXPECT_EQ(forwarded(object), expected) << object;
  }
}

TEST(RelayScan, AgreesWithTheTreeOnHostilePayloads) {
  const std::string deep(29, '[');
  const std::string deep_end(29, ']');
  for (const std::string& object : std::initializer_list<std::string>{
           R"({})", R"([])", R"(null)", R"("offer")", R"(7)", R"({"to":"B"})", R"({"offer":{}})",
           R"({"offer":{},"to":"B"})", R"({"offer":{},"to":""})", R"({"offer":{},"to":null})", R"({"offer":{},"to":5})",
           R"({"offer":{},"to":["B"]})", R"({"offer":{"to":"C"},"to":"B"})", R"({"offer":{"to":"C"}})",
           R"({"offer":{},"a":{"to":"C"},"b":[{"to":"D"}]})", R"({"offer":{},"to":"B","to":"C"})",
           R"({"offer":{},"to":"B","\u0074o":"C"})", R"({"offer":{},"\u0074o":"C","to":"B"})",
           R"({"offer":{},"to":"B","to":null})", R"({"offer":{},"to":null,"to":"B"})", R"({"offer":{},"to":"\u0042"})",
           R"({"offer":{},"to":"\ud83d\ude00"})", R"({"offer":{},"to":"B","offer":1})",
           R"({"offer":1,"to":"B","offer":{"x":2}})", R"({"\u006fffer":{},"to":"B"})", R"({"Offer":{},"to":"B"})",
           R"({"offer":[],"to":"B"})", R"({"offer":null,"to":"B"})", R"({"candidate":null,"to":"B"})",
           R"({"candidate":{},"to":"B"})", R"({"candidate":false,"to":"B"})",
           R"({"candidate":null,"candidate":1,"to":"B"})",
           R"({"offer":{},"to":"B","roomId":"r"})", R"({"offer":{},"to":"B","roomId":""})",
           R"({"offer":{},"to":"B","roomId":null})", R"({"offer":{},"to":"B","roomId":7})",
           R"({"offer":{},"to":"B","roomId":"\u0072\/"})", R"({"offer":{},"to":"B","room\u0049d":"r"})",
           R"({"offer":{},"to":"B","roomId":"r","roomId":"s"})", R"({"offer":{},"to":"B","roomId":7,"roomId":"s"})",
           R"({"offer":{},"to":"B","roomid":7})", R"({"offer":{},"to":"B","":1," to":2,"to ":3,"tO":4})",
           R"({"from":"X","offer":{},"to":"B"})", R"({"to":"B","to":"B","from":1,"to":"B","offer":{},"from":2})",
           R"({"a":1,"to":"B","b":2,"from":1,"c":3,"to":"B","d":4,"offer":{},"from":2,"e":5})",
           R"({"offer":{"sdp":"}]\"\\"},"to":"B"})", R"({"offer":{"_placeholder":false,"num":0},"to":"B"})",
           R"({ "offer" : { } , "to" : "B" } , {"to":"C"} , null)", "\t{\n\"offer\"\r:{},\"to\":\"B\"\n}\t",
           "{\"offer\":{\"a\":" + deep + deep_end + "},\"to\":\"B\"}", R"({"offer":{},"to":"B","n":-0.0e-0,"m":1e400})",
           "{\"offer\":{},\"to\":\"" + std::string(5000, 'B') + "\"}",
           "{\"offer\":{},\"to\":\"B\",\"roomId\":\"" + std::string(128, 'r') + "\"}",
           "{\"offer\":{},\"to\":\"B\",\"roomId\":\"" + std::string(129, 'r') + "\"}",
           // 128 characters once it is unescaped
           "{\"offer\":{},\"to\":\"B\",\"roomId\":\"\\u0072" + std::string(127, 'r') + "\"}",
       }) {
    for (const auto name : {event::kOffer, event::kAnswer, event::kIceCandidate}) {
      EXPECT_TRUE(agree("[" + object + "]", name));
    }
  }
}

TEST(RelayScan, HoldsTheLimitToTheByte) {
  const RelayLimits limits{64, 48};
  for (std::size_t size = 0; size < 80; ++size) {
    const std::string object =
        R"([{"offer":{},"candidate":{},"to":"B","x":")" + std::string(size, 'x') + "\"}]";
    for (const auto name : {event::kOffer, event::kIceCandidate}) EXPECT_TRUE(agree(object, name, limits));
  }
}

TEST(RelayScan, TakesMoreMembersThanFitInline) {
  std::string object = R"({"to":"B","from":"C")";
  for (int i = 0; i < 300; ++i) object += ",\"k" + std::to_string(i) + "\":1,\"to\":\"B\"";
  EXPECT_TRUE(agree("[" + object + R"(,"offer":{}}])", event::kOffer));
}

std::string any_value(int depth) {
  switch (*rc::gen::inRange(0, depth == 0 ? 2 : 4)) {
    case 0:
      return *rc::gen::element<std::string>("null", "true", "1", "-2.5e3", "{}", "[]", "\"\"", "\"B\"", "\"\\u0042\"");
    case 1: {
      const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
      return json::serialize(json::value(json::string_view(text)));
    }
    case 2:
      return "[" + any_value(depth - 1) + " , " + any_value(depth - 1) + "]";
    default:
      return R"({"to":)" + any_value(depth - 1) + R"(,"from":)" + any_value(depth - 1) + "}";
  }
}

/// Objects of the keys that matter, in any number and order, spelled in any way.
RC_GTEST_PROP(RelayScan, AgreesWithTheTree, ()) {
  const auto key = rc::gen::element<std::string>("\"to\"", "\"\\u0074o\"", "\"from\"", "\"fro\\u006d\"", "\"roomId\"",
                                                 "\"\\u0072oomId\"", "\"offer\"", "\"candidate\"",
                                                 "\"o\\u0066fer\"", "\"x\"");
  const auto space = rc::gen::element<std::string>("", "", " ", "\n\t");
  // Most have what is needed, so that most get far.
  std::string object = *rc::gen::element<std::string>("", R"("offer":{},"to":"B")", R"("candidate":null,"to":"B")");
  for (int i = *rc::gen::inRange(0, 7); i > 0; --i) {
    object += (object.empty() ? "" : ",") + *space + *key + *space + ":" + *space + any_value(2) + *space;
  }
  const std::string args = "[" + *space + "{" + object + "}" + *space + "]";
  const auto name = *rc::gen::element(event::kOffer, event::kAnswer, event::kIceCandidate);
  const auto outcome = agree(args, name);
  if (!outcome) RC_FAIL(outcome.message());
}

}  // namespace
}  // namespace callroom::realtime::test
