#include "http/message.hpp"

#include "outgoing.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace http {
namespace {

TEST(Headers, NamesCompareWithoutCaseAndTheFirstCounts) {
  Headers headers;
  headers.add("X-A", "1");
  headers.add("x-a", "2");
  EXPECT_EQ(headers.find("X-a"), "1");
  EXPECT_EQ(headers.count("X-A"), 2U);
  headers.set("x-A", "3");
  EXPECT_EQ(headers.find("X-A"), "3");
  EXPECT_EQ(headers.size(), 1U);
  EXPECT_FALSE(headers.find("X"));
}

TEST(Headers, TokensOfAllFieldsOfAName) {
  Headers headers;
  headers.add("Connection", "keep-alive , Upgrade");
  headers.add("Connection", "x");
  EXPECT_TRUE(headers.has_token("connection", "upgrade"));
  EXPECT_TRUE(headers.has_token("connection", "X"));
  EXPECT_FALSE(headers.has_token("connection", "up"));
  EXPECT_FALSE(headers.has_token("connection", "keep-alive , Upgrade"));
}

TEST(Request, WantsAWebSocketOnlyWithBothFields) {
  Request request;
  request.headers.add("Upgrade", "websocket");
  EXPECT_FALSE(request.wants_websocket());
  request.headers.add("Connection", "keep-alive, Upgrade");
  EXPECT_TRUE(request.wants_websocket());
  request.headers.set("Upgrade", "h2c");
  EXPECT_FALSE(request.wants_websocket());
}

TEST(PercentDecode, Examples) {
  EXPECT_EQ(percent_decode("a%20b%2Fc%2f"), "a b/c/");
  EXPECT_EQ(percent_decode("a+b"), "a+b");
  EXPECT_EQ(percent_decode("a+b%2B", Plus::kSpace), "a b+");
  EXPECT_EQ(percent_decode("%00"), std::string(1, '\0'));
  for (const auto* broken : {"%", "%2", "a%", "%zz", "%2g", "%%20"}) EXPECT_FALSE(percent_decode(broken)) << broken;
}

TEST(QueryValue, Examples) {
  constexpr auto kQuery = "a=1&b=x%20y+z&empty=&flag&a=2&%63=3&bad=%zz&d=e=f";
  EXPECT_EQ(query_value(kQuery, "a"), "1");
  EXPECT_EQ(query_value(kQuery, "b"), "x y z");
  EXPECT_EQ(query_value(kQuery, "empty"), "");
  EXPECT_EQ(query_value(kQuery, "flag"), "");
  EXPECT_EQ(query_value(kQuery, "c"), "3");
  EXPECT_EQ(query_value(kQuery, "d"), "e=f");
  EXPECT_FALSE(query_value(kQuery, "bad"));
  EXPECT_FALSE(query_value(kQuery, "absent"));
  EXPECT_FALSE(query_value("", "a"));
}

std::string encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte / 16];
    out += kHex[byte % 16];
  }
  return out;
}

RC_GTEST_PROP(PercentDecodeProperty, UndoesEncoding, (const std::string& text)) {
  RC_ASSERT(percent_decode(encode(text)) == text);
  RC_ASSERT(percent_decode(encode(text), Plus::kSpace) == text);
}

RC_GTEST_PROP(PercentDecodeProperty, NeverGrowsAndFailsOnlyOnAPercentSign, (const std::string& text)) {
  const auto decoded = percent_decode(text);
  RC_ASSERT(decoded || text.find('%') != std::string::npos);
  if (decoded) RC_ASSERT(decoded->size() <= text.size());
}

RC_GTEST_PROP(QueryValueProperty, FindsWhatWasPutIn, (const std::string& before, const std::string& value)) {
  RC_PRE(before != "key");
  const auto query = encode(before) + "=other&key=" + encode(value) + "&key=later";
  RC_ASSERT(query_value(query, "key") == value);
}

TEST(ReasonPhrase, KnownAndUnknown) {
  EXPECT_EQ(reason_phrase(404), "Not Found");
  EXPECT_EQ(reason_phrase(799), "Unknown");
}

TEST(ImfFixdate, RfcExample) { EXPECT_EQ(imf_fixdate(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT"); }

TEST(WellFormed, RefusesWhatWouldBreakTheWire) {
  const auto with = [](std::string name, std::string value) {
    Response response;
    response.headers.add(std::move(name), std::move(value));
    return response;
  };
  EXPECT_TRUE(is_well_formed(with("X-A", "a b")));
  EXPECT_FALSE(is_well_formed(with("X-A", "a\nb")));
  EXPECT_FALSE(is_well_formed(with("X-A", "a\rb")));
  EXPECT_FALSE(is_well_formed(with("X A", "a")));
  EXPECT_FALSE(is_well_formed(with("", "a")));
  Response informational;
  informational.status = 101;
  EXPECT_FALSE(is_well_formed(informational));
}

}  // namespace
}  // namespace http
