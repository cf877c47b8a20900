#include "engineio/protocol/request.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <variant>

namespace engineio::protocol {
namespace {

TEST(Query, FindsItsParametersAmongOthers) {
  const auto query = parse_query("EIO=4&transport=polling&t=abc&sid=xyz&b64=1");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->eio, "4");
  EXPECT_EQ(query->transport, "polling");
  EXPECT_EQ(query->sid, "xyz");
  EXPECT_FALSE(query->jsonp);
}

TEST(Query, NamesAreCaseSensitiveAndTheFirstCounts) {
  const auto query = parse_query("eio=3&EIO=4&EIO=5&sid=&sid=b&&=&transport");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->eio, "4");
  EXPECT_EQ(query->sid, "");
  EXPECT_EQ(query->transport, "");
}

TEST(Query, DecodesPercentEscapesAndRefusesBrokenOnes) {
  EXPECT_EQ(parse_query("transport=%70olling")->transport, "polling");
  EXPECT_FALSE(parse_query("sid=%7"));
  EXPECT_FALSE(parse_query("sid=%zz"));
  // Somebody else's parameter is somebody else's business.
  EXPECT_TRUE(parse_query("token=%zz&transport=polling"));
}

TEST(Query, NoticesJsonp) {
  EXPECT_TRUE(parse_query("j=0&transport=polling")->jsonp);
  EXPECT_TRUE(parse_query("transport=polling&j")->jsonp);
}

using Outcome = std::variant<Wish, Refusal>;

struct Case {
  const char* method;
  const char* query;
  Carrier carrier;
  Sid sid;
  Outcome outcome;
};

constexpr auto kHttp = Carrier::kHttp;
constexpr auto kUp = Carrier::kWebSocketUpgrade;

TEST(Route, IsThisTable) {
  const Case table[] = {
      {"GET", "EIO=4&transport=polling", kHttp, Sid::kAbsent, Wish::kOpenPolling},
      {"GET", "EIO=4&transport=polling", kUp, Sid::kAbsent, Wish::kOpenPolling},
      {"GET", "EIO=4&transport=websocket", kUp, Sid::kAbsent, Wish::kOpenWebSocket},
      {"GET", "EIO=4&transport=polling&sid=a", kHttp, Sid::kKnown, Wish::kPoll},
      {"GET", "transport=polling&sid=a", kHttp, Sid::kKnown, Wish::kPoll},
      {"POST", "EIO=4&transport=polling&sid=a", kHttp, Sid::kKnown, Wish::kPush},
      {"GET", "EIO=4&transport=websocket&sid=a", kUp, Sid::kKnown, Wish::kUpgrade},
      // 0
      {"GET", "EIO=4", kHttp, Sid::kAbsent, Refusal::kUnknownTransport},
      {"GET", "EIO=4&transport=abc", kHttp, Sid::kAbsent, Refusal::kUnknownTransport},
      {"GET", "EIO=4&transport=abc&sid=a", kHttp, Sid::kUnknown, Refusal::kUnknownTransport},
      {"GET", "EIO=4&transport=Polling", kHttp, Sid::kAbsent, Refusal::kUnknownTransport},
      // 1
      {"GET", "EIO=4&transport=polling&sid=a", kHttp, Sid::kUnknown, Refusal::kUnknownSid},
      {"POST", "EIO=4&transport=polling&sid=a", kHttp, Sid::kUnknown, Refusal::kUnknownSid},
      {"GET", "EIO=4&transport=websocket&sid=a", kUp, Sid::kUnknown, Refusal::kUnknownSid},
      // 2
      {"POST", "EIO=4&transport=polling", kHttp, Sid::kAbsent, Refusal::kBadHandshakeMethod},
      {"PUT", "EIO=4&transport=polling", kHttp, Sid::kAbsent, Refusal::kBadHandshakeMethod},
      {"POST", "EIO=4&transport=websocket", kUp, Sid::kAbsent, Refusal::kBadHandshakeMethod},
      // 3
      {"GET", "EIO=4&transport=websocket", kHttp, Sid::kAbsent, Refusal::kBadRequest},
      {"GET", "EIO=4&transport=websocket&sid=a", kHttp, Sid::kKnown, Refusal::kBadRequest},
      {"POST", "EIO=4&transport=websocket&sid=a", kUp, Sid::kKnown, Refusal::kBadRequest},
      {"PUT", "EIO=4&transport=polling&sid=a", kHttp, Sid::kKnown, Refusal::kBadRequest},
      {"HEAD", "EIO=4&transport=polling&sid=a", kHttp, Sid::kKnown, Refusal::kBadRequest},
      {"GET", "EIO=4&transport=polling&j=1", kHttp, Sid::kAbsent, Refusal::kBadRequest},
      {"GET", "EIO=4&transport=polling&sid=a&j=1", kHttp, Sid::kKnown, Refusal::kBadRequest},
      // 5
      {"GET", "transport=polling", kHttp, Sid::kAbsent, Refusal::kUnsupportedVersion},
      {"GET", "EIO=abc&transport=polling", kHttp, Sid::kAbsent, Refusal::kUnsupportedVersion},
      {"GET", "EIO=3&transport=polling", kHttp, Sid::kAbsent, Refusal::kUnsupportedVersion},
      {"GET", "EIO=abc&transport=websocket", kUp, Sid::kAbsent, Refusal::kUnsupportedVersion},
      {"GET", "EIO=3&transport=polling&sid=a", kHttp, Sid::kKnown, Refusal::kUnsupportedVersion},
  };
  for (const Case& each : table) {
    const auto result = route(each.method, *parse_query(each.query), each.carrier, each.sid);
    const Outcome outcome = result ? Outcome{*result} : Outcome{result.error()};
    EXPECT_EQ(outcome, each.outcome) << each.method << ' ' << each.query;
  }
}

RC_GTEST_PROP(QueryProperty, ArbitraryBytesNeverCrash, (const std::string& bytes)) {
  const auto query = parse_query(bytes);
  if (query) static_cast<void>(route("GET", *query, kHttp, Sid::kAbsent));
}

RC_GTEST_PROP(QueryProperty, AnEscapedValueComesBack, (const std::string& value)) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string escaped;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    escaped += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  const auto query = parse_query("x=1&sid=" + escaped + "&y");
  RC_ASSERT(query.has_value());
  RC_ASSERT(query->sid == value);
}

}  // namespace
}  // namespace engineio::protocol
