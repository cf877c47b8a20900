#include "api_fixture.hpp"

#include <set>

namespace callroom::rest::test {
namespace {

const Fields kOctets{{"Content-Type", "application/octet-stream"}};
constexpr std::size_t kLargestUpload = std::size_t{512} * 1024;

class Probe : public ApiTest {
 protected:
  Probe() : ApiTest(roomy()) {}
};

TEST_F(Probe, GivesSoManyBytesThatNobodyCanCompressOrKeep) {
  const auto answer = ask("GET", "/api/video-calls/probe?bytes=100000", "Stan");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.body.size(), 100'000U);
  EXPECT_EQ(answer.header("Content-Type"), "application/octet-stream");
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
  EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(std::set<char>(answer.body.begin(), answer.body.end()).size(), 256U);
  EXPECT_NE(ask("GET", "/api/video-calls/probe?bytes=100000", "Stan").body, answer.body);
  EXPECT_EQ(ask("GET", "/api/video-calls/probe?bytes=1", "Stan").body.size(), 1U);
  EXPECT_EQ(ask("GET", "/api/video-calls/probe?bytes=1000000", "Stan").body.size(), 1'000'000U);
}

TEST_F(Probe, WantsASizeThatMakesSense) {
  for (const std::string query : {"", "?bytes=", "?bytes=0", "?bytes=1000001", "?bytes=-1", "?bytes=1e3", "?bytes=0x10",
                                  "?bytes=99999999999999999999999", "?bytes=%zz", "?size=10"}) {
    const auto answer = ask("GET", "/api/video-calls/probe" + query, "Stan");
    EXPECT_EQ(answer.status, 400U) << query;
    EXPECT_EQ(answer.code(), "INVALID_QUERY") << query;
    EXPECT_EQ(answer.json.at("error").at("details").at("parameter").as_string(), "bytes") << query;
  }
}

TEST_F(Probe, CountsWhatItTakes) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{70'000}, kLargestUpload}) {
    const auto answer = ask("POST", "/api/video-calls/probe", "Stan", std::string(size, '\xff'), kOctets);
    EXPECT_EQ(answer.status, 200U) << size;
    EXPECT_EQ(answer.data("received").to_number<std::size_t>(), size);
  }
  EXPECT_EQ(ask("POST", "/api/video-calls/probe", "Stan").data("received").to_number<int>(), 0);
}

TEST_F(Probe, TakesNoMoreThanThatAndNothingElse) {
  const auto too_large = ask("POST", "/api/video-calls/probe", "Stan", std::string(kLargestUpload + 1, 'x'), kOctets);
  EXPECT_EQ(too_large.status, 413U);
  EXPECT_EQ(too_large.code(), "PAYLOAD_TOO_LARGE");
  const auto as_json = ask("POST", "/api/video-calls/probe", "Stan", "{}");
  EXPECT_EQ(as_json.status, 415U);
  EXPECT_NE(as_json.body.find("application/octet-stream"), std::string::npos) << "it says what it wants";
  EXPECT_EQ(ask("POST", at("/api/video-calls/start/"), "Clara", "x", kOctets).status, 415U) << "others want JSON";
}

TEST_F(Probe, OnlyItsOwnRouteTakesMore) {
  const auto limit_of = [this](std::string_view method, std::string_view target) {
    return api->max_body(make(method, target));
  };
  const Options defaults;
  EXPECT_EQ(limit_of("POST", "/api/video-calls/probe"), kLargestUpload);
  EXPECT_EQ(limit_of("POST", "/api/v1/video-calls/probe"), kLargestUpload);
  EXPECT_EQ(limit_of("GET", "/api/video-calls/probe"), defaults.max_body);
  EXPECT_EQ(limit_of("PUT", "/api/video-calls/probe"), defaults.max_body);
  EXPECT_EQ(limit_of("POST", "/api/video-calls/probe/x"), defaults.max_body);
  EXPECT_EQ(limit_of("POST", "/api/auth/login"), defaults.max_body);
  EXPECT_EQ(limit_of("POST", "/video-calls/probe"), 0U);
}

TEST_F(Probe, IsForWhoeverIsSignedIn) {
  EXPECT_EQ(ask("GET", "/api/video-calls/probe?bytes=5").status, 401U);
  EXPECT_EQ(ask("POST", "/api/video-calls/probe", "", "x", kOctets).status, 401U);
}

class ProbeLimit : public ApiTest {};

TEST_F(ProbeLimit, IsTwentyAMinuteAndUserForBothDirectionsTogether) {
  for (int i = 0; i < 10; ++i) {
    const auto received = ask("GET", "/api/video-calls/probe?bytes=5", "Clara");
    EXPECT_EQ(received.header("X-RateLimit-Limit"), "20");
    EXPECT_EQ(received.header("X-RateLimit-Remaining"), std::to_string(19 - 2 * i));
    EXPECT_EQ(ask("POST", "/api/video-calls/probe", "Clara", "x", kOctets).status, 200U);
  }
  EXPECT_EQ(ask("GET", "/api/video-calls/probe?bytes=5", "Clara").status, 429U);
  EXPECT_EQ(ask("POST", "/api/video-calls/probe", "Clara", "x", kOctets).code(), "RATE_LIMITED");
  EXPECT_EQ(ask("GET", "/api/video-calls/probe?bytes=5", "Paul").status, 200U);
  EXPECT_EQ(ask("GET", "/api/video-calls/config", "Clara").status, 200U) << "another budget";
}

}  // namespace
}  // namespace callroom::rest::test
