#include "base/iso_time.hpp"
#include "domain/user.hpp"
#include "rest/client_address.hpp"
#include "rest/errors.hpp"
#include "rest/json_read.hpp"
#include "rest/json_write.hpp"
#include "rest/origin_policy.hpp"
#include "rest/query.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <boost/json/serialize.hpp>

// What reads text from outside, by itself.
namespace callroom::rest {
namespace {

std::optional<BodyError> error_of(std::string_view body) {
  BodyReader reader{body};
  static_cast<void>(reader.text("name", {2, 4}, Need::kRequired));
  static_cast<void>(reader.time("at", Need::kOptional));
  static_cast<void>(reader.parsed<domain::Role>("role", domain::parse_role, Need::kOptional));
  return reader.finish();
}

TEST(BodyReaderTest, NamesTheFirstProblem) {
  const struct {
    const char* body;
    BodyProblem problem;
    const char* field;
  } rows[] = {
      {"", BodyProblem::kMissingField, "name"},
      {"{}", BodyProblem::kMissingField, "name"},
      {"{", BodyProblem::kNotJson, ""},
      {"{} {}", BodyProblem::kNotJson, ""},
      {"{\"name\":\"\xff\"}", BodyProblem::kNotJson, ""},
      {"{name:1}", BodyProblem::kNotJson, ""},
      {"{\"name\":\"ab\",}", BodyProblem::kNotJson, ""},
      {"null", BodyProblem::kNotAnObject, ""},
      {"[{}]", BodyProblem::kNotAnObject, ""},
      {R"({"name":true})", BodyProblem::kWrongType, "name"},
      {R"({"name":"a"})", BodyProblem::kTooShort, "name"},
      {R"({"name":"abcde"})", BodyProblem::kTooLong, "name"},
      {R"({"name":"a\u0000b"})", BodyProblem::kBadValue, "name"},
      {R"({"name":"ab","role":"king"})", BodyProblem::kBadValue, "role"},
      {R"({"name":"ab","at":"2023-13-01T00:00:00Z"})", BodyProblem::kBadValue, "at"},
      {R"({"nmae":"ab"})", BodyProblem::kUnknownField, "nmae"},
  };
  for (const auto& row : rows) {
    const auto error = error_of(row.body);
    ASSERT_TRUE(error.has_value()) << row.body;
    EXPECT_EQ(error->problem, row.problem) << row.body;
    EXPECT_EQ(error->field, row.field) << row.body;
  }
  EXPECT_FALSE(error_of(R"({"name":"Zoë!","role":"admin","at":"2023-01-01T00:00:00Z"})")) << "length is in code points";
}

TEST(BodyReaderTest, EmailsLookLikeOnes) {
  const auto takes = [](const std::string& email) {
    BodyReader reader{boost::json::serialize(boost::json::object{{"e", email}})};
    static_cast<void>(reader.email("e", Need::kRequired));
    return !reader.finish();
  };
  for (const std::string good : {"a@b", "first.last+tag@sub.example.org", "jürgen@exämple.org"})
    EXPECT_TRUE(takes(good));
  for (const std::string bad :
       {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "<a@b>", "a,b@c", "\"a\"@b"}) {
    EXPECT_FALSE(takes(bad)) << bad;
  }
  EXPECT_TRUE(takes(std::string(252, 'a') + "@b"));
  EXPECT_FALSE(takes(std::string(253, 'a') + "@b"));
}

RC_GTEST_PROP(BodyReaderProperty, ArbitraryBytesNeverDoMoreThanFail, (const std::string& bytes)) {
  const auto error = error_of(bytes);
  if (error) RC_ASSERT(failure_of(*error).status == 400U);
}

RC_GTEST_PROP(BodyReaderProperty, WhatIsWrittenIsRead, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::inRange(' ', '~'));
  BodyReader reader{boost::json::serialize(boost::json::object{{"s", text}})};
  const auto read = reader.secret("s", {0, 1000}, Need::kRequired);
  RC_ASSERT(!reader.finish());
  RC_ASSERT(read->reveal() == text);
}

RC_GTEST_PROP(QueryProperty, ArbitraryTextNeverDoesMoreThanFail, (const std::string& text)) {
  Query query{text + "&limit=" + text};
  const auto page = query.page();
  RC_ASSERT(page.limit >= 1U);
  RC_ASSERT(page.limit <= Query::kMaxPage);
}

http::Request from(const std::string& peer, std::vector<std::string> forwarded) {
  http::Request request;
  request.remote_address = peer;
  for (auto& value : forwarded) request.headers.add("X-Forwarded-For", std::move(value));
  return request;
}

TEST(ClientAddress, OnlyTrustedProxiesAreBelieved) {
  const TrustedProxies proxies{{"10.0.0.0/8", "2001:db8::1", "192.0.2.1"}};
  const struct {
    const char* peer;
    std::vector<std::string> forwarded;
    const char* client;
  } rows[] = {
      {"203.0.113.5", {}, "203.0.113.5"},
      {"203.0.113.5", {"1.1.1.1"}, "203.0.113.5"},
      {"10.0.0.1", {}, "10.0.0.1"},
      {"10.0.0.1", {"1.1.1.1"}, "1.1.1.1"},
      {"10.0.0.1", {"6.6.6.6, 1.1.1.1"}, "1.1.1.1"},
      {"10.0.0.1", {"6.6.6.6", "1.1.1.1"}, "1.1.1.1"},
      {"10.0.0.1", {"1.1.1.1, 10.2.2.2 ,192.0.2.1"}, "1.1.1.1"},
      {"10.0.0.1", {"10.9.9.9"}, "10.9.9.9"},
      {"10.0.0.1", {"1.1.1.1, not-an-address"}, "10.0.0.1"},
      {"10.0.0.1", {"1.1.1.1,,10.2.2.2"}, "10.2.2.2"},
      {"2001:db8::1", {"2001:db8::2"}, "2001:db8::2"},
      {"2001:db8::2", {"1.1.1.1"}, "2001:db8::2"},
      {"::ffff:10.0.0.1", {"1.1.1.1"}, "1.1.1.1"},
      {"::ffff:203.0.113.5", {}, "203.0.113.5"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(proxies.client_of(from(row.peer, row.forwarded)), row.client)
        << row.peer << " " << (row.forwarded.empty() ? "" : row.forwarded[0]);
  }
  const TrustedProxies nobody{std::vector<std::string>{}};
  EXPECT_EQ(nobody.client_of(from("10.0.0.1", {"1.1.1.1"})), "10.0.0.1");
  EXPECT_EQ(nobody.client_of(from("::ffff:10.0.0.1", {"1.1.1.1"})), "10.0.0.1");
  EXPECT_THROW((TrustedProxies{{"proxy.example.org"}}), std::invalid_argument);
  EXPECT_THROW((TrustedProxies{{"10.0.0.0/33"}}), std::invalid_argument);
}

RC_GTEST_PROP(ClientAddressProperty, ArbitraryHeadersNeverCrash, (const std::string& peer, const std::string& hops)) {
  const TrustedProxies proxies{{"0.0.0.0/0", "::/0"}};
  static_cast<void>(proxies.client_of(from(peer, {hops})));
  static_cast<void>(proxies.client_of(from("10.0.0.1", {hops + ", 10.0.0.2"})));
}

TEST(ClientAddress, IPv6IsCountedBySubscriber) {
  EXPECT_EQ(rate_key_of_address("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(rate_key_of_address("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(rate_key_of_address("fe80::1%eth0"), rate_key_of_address("fe80::2"));
  EXPECT_EQ(rate_key_of_address("nonsense"), "nonsense");
}

TEST(OriginPolicyTest, SameOriginIsTheHostOfTheRequest) {
  const struct {
    const char* origin;
    const char* host;
    bool same;
  } rows[] = {
      {"http://a.example", "a.example", true},
      {"https://a.example", "a.example:443", true},
      {"http://a.example", "a.example:80", true},
      {"http://a.example:80", "a.example", true},
      {"http://a.example:5000", "a.example:5000", true},
      {"http://localhost:5000", "localhost:5000", true},
      {"http://[::1]:5000", "[::1]:5000", true},
      {"http://a.example:5000", "a.example", false},
      {"http://a.example", "b.example", false},
      {"http://a.example.evil.example", "a.example", false},
      {"https://a.example", "a.example:80", false},
      {"ftp://a.example", "a.example", false},
      {"a.example", "a.example", false},
      {"null", "null", false},
      {"http://", "", false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(OriginPolicy::is_same_origin(row.origin, row.host), row.same) << row.origin << " " << row.host;
  }
  EXPECT_FALSE(OriginPolicy::is_same_origin("http://a.example", std::nullopt));
}

TEST(OriginPolicyTest, TheHandshakeIsJudgedAsARequestIs) {
  const OriginPolicy policy{{"https://app.example"}};
  EXPECT_TRUE(policy.admits("", "call.example"));
  EXPECT_TRUE(policy.admits("https://call.example", "call.example"));
  EXPECT_TRUE(policy.admits("https://app.example", "call.example"));
  EXPECT_FALSE(policy.admits("https://evil.example", "call.example"));
  EXPECT_FALSE(policy.admits("null", "call.example"));
  EXPECT_FALSE(policy.admits("https://call.example", ""));
}

TEST(OriginPolicyTest, TwoOriginsAreRefused) {
  http::Request request;
  request.headers.add("Origin", "https://a.example");
  request.headers.add("Origin", "https://a.example");
  EXPECT_EQ(OriginPolicy{{"https://a.example"}}.judge(request), Cors::kRefused);
}

TEST(Durations, ReadLikeAPersonSaysThem) {
  EXPECT_EQ(duration_text(0), "0 min");
  EXPECT_EQ(duration_text(47), "47 min");
  EXPECT_EQ(duration_text(59), "59 min");
  EXPECT_EQ(duration_text(60), "1 h 00 min");
  EXPECT_EQ(duration_text(62), "1 h 02 min");
  EXPECT_EQ(duration_text(25 * 60 + 59), "25 h 59 min");
}

TEST(ErrorsTest, EveryReasonHasItsCodeAndStatus) {
  for (int i = 0; i <= static_cast<int>(domain::Denial::kTooLate); ++i) {
    const auto denial = static_cast<domain::Denial>(i);
    const auto failure = failure_of(denial);
    EXPECT_EQ(failure.code, domain::to_string(denial));
    EXPECT_EQ(failure.status, i == 0 ? 404U : i == 1 ? 403U : 422U) << failure.code;
    EXPECT_FALSE(failure.message.empty());
  }
  for (int i = 0; i <= static_cast<int>(app::BookingError::kConflict); ++i) {
    const auto failure = failure_of(static_cast<app::BookingError>(i));
    EXPECT_EQ(failure.code, app::to_string(static_cast<app::BookingError>(i)));
    EXPECT_GE(failure.status, 400U);
    EXPECT_LT(failure.status, 500U);
  }
}

TEST(ErrorsTest, AVeryLongFieldNameIsNotEchoed) {
  const auto failure = failure_of(BodyError{BodyProblem::kUnknownField, std::string(5000, 'x')});
  EXPECT_LT(failure.message.size(), 100U);
  EXPECT_LT(boost::json::serialize(failure.details).size(), 100U);
}

}  // namespace
}  // namespace callroom::rest
