#include "rest/rate_limiter.hpp"

#include "api_fixture.hpp"
#include "rest/endpoints.hpp"

#include <rapidcheck/gtest.h>

namespace callroom::rest::test {
namespace {

TEST(RateLimiterTest, CountsDownThenRefusesUntilTheWindowEnds) {
  base::ManualClock clock;
  RateLimiter limiter{{3, base::Seconds{60}}, 10, clock};
  for (const std::uint32_t left : {2U, 1U, 0U}) {
    const auto state = limiter.take("a");
    EXPECT_EQ(state.verdict, Verdict::kAllowed);
    EXPECT_EQ(state.remaining, left);
    clock.advance(base::Seconds{10});
  }
  auto refused = limiter.take("a");
  EXPECT_EQ(refused.verdict, Verdict::kRefused);
  EXPECT_EQ(refused.remaining, 0U);
  EXPECT_EQ(refused.retry_after, base::Seconds{30});
  EXPECT_EQ(refused.resets_at, clock.now() + base::Seconds{30});
  clock.advance(base::Millis{29'999});
  EXPECT_EQ(limiter.take("a").verdict, Verdict::kRefused);
  clock.advance(base::Millis{1});
  EXPECT_EQ(limiter.take("a").remaining, 2U);
}

TEST(RateLimiterTest, KeysDoNotShareABudget) {
  base::ManualClock clock;
  RateLimiter limiter{{1, base::Seconds{60}}, 10, clock};
  EXPECT_EQ(limiter.take("a").verdict, Verdict::kAllowed);
  EXPECT_EQ(limiter.take("b").verdict, Verdict::kAllowed);
  EXPECT_EQ(limiter.take("a").verdict, Verdict::kRefused);
}

TEST(RateLimiterTest, PeekingCountsNothingAndKeepsNothing) {
  base::ManualClock clock;
  RateLimiter limiter{{2, base::Seconds{60}}, 10, clock};
  EXPECT_EQ(limiter.peek("a").remaining, 2U);
  EXPECT_EQ(limiter.keys(), 0U);
  static_cast<void>(limiter.take("a"));
  EXPECT_EQ(limiter.peek("a").remaining, 1U);
}

TEST(RateLimiterTest, EndedWindowsAreDropped) {
  base::ManualClock clock;
  RateLimiter limiter{{2, base::Seconds{60}}, 1000, clock};
  for (int i = 0; i < 500; ++i) static_cast<void>(limiter.take(std::to_string(i)));
  EXPECT_EQ(limiter.keys(), 500U);
  clock.advance(base::Seconds{60});
  static_cast<void>(limiter.take("new"));
  EXPECT_EQ(limiter.keys(), 1U);
}

TEST(RateLimiterTest, PastTheBoundTheOldestWindowGoes) {
  base::ManualClock clock;
  RateLimiter limiter{{1, base::Seconds{60}}, 3, clock};
  for (const auto* key : {"a", "b", "c", "d"}) static_cast<void>(limiter.take(key));
  EXPECT_EQ(limiter.keys(), 3U);
  EXPECT_EQ(limiter.take("d").verdict, Verdict::kRefused);
  EXPECT_EQ(limiter.take("c").verdict, Verdict::kRefused);
  EXPECT_EQ(limiter.take("a").verdict, Verdict::kAllowed) << "the oldest was forgotten";
}

RC_GTEST_PROP(RateLimiterProperty, NoKeyPassesMoreThanItsLimitWithinOneWindow, ()) {
  base::ManualClock clock;
  constexpr std::uint32_t kLimit = 4;
  RateLimiter limiter{{kLimit, base::Seconds{10}}, 1000, clock};
  std::map<int, std::vector<base::SteadyTime>> passed;  // of the present window, anchored at its first request
  for (const auto& [key, wait] : *rc::gen::container<std::vector<std::pair<int, int>>>(
           rc::gen::pair(rc::gen::inRange(0, 3), rc::gen::inRange(0, 4000)))) {
    clock.advance(base::Millis{wait});
    auto& times = passed[key];
    if (!times.empty() && clock.steady_now() - times.front() >= base::Seconds{10}) times.clear();
    const auto state = limiter.take(std::to_string(key));
    RC_ASSERT((state.verdict == Verdict::kAllowed) == (times.size() < kLimit));
    if (state.verdict == Verdict::kAllowed) times.push_back(clock.steady_now());
    RC_ASSERT(state.remaining == kLimit - times.size());
  }
}

class Limits : public ApiTest {
 protected:
  const std::string login_ = R"({"email":"a@example.org","password":"x"})";
  http::Request login_from(const std::string& address) {
    auto request = make("POST", "/api/auth/login", "", login_);
    request.remote_address = address;
    return request;
  }
};

TEST_F(Limits, LoginIsFivePerMinuteAndAddress) {
  for (int i = 0; i < 5; ++i) {
    const auto answer = ask(login_from("192.0.2.1"));
    EXPECT_EQ(answer.status, 401U);
    EXPECT_EQ(answer.header("X-RateLimit-Limit"), "5");
    EXPECT_EQ(answer.header("X-RateLimit-Remaining"), std::to_string(4 - i));
    EXPECT_EQ(answer.header("X-RateLimit-Reset"), "1700000060");
  }
  const auto refused = ask(login_from("192.0.2.1"));
  EXPECT_EQ(refused.status, 429U);
  EXPECT_EQ(refused.code(), "RATE_LIMITED");
  EXPECT_EQ(refused.header("Retry-After"), "60");
  EXPECT_EQ(refused.header("X-RateLimit-Remaining"), "0");
  EXPECT_EQ(ask(login_from("192.0.2.2")).status, 401U);
  clock.advance(base::Seconds{60});
  EXPECT_EQ(ask(login_from("192.0.2.1")).status, 401U);
}

TEST_F(Limits, OneIPv6SubscriberIsOneAddress) {
  for (int i = 0; i < 5; ++i) ask(login_from("2001:db8:1:2::" + std::to_string(i + 1)));
  EXPECT_EQ(ask(login_from("2001:db8:1:2:ffff::9")).status, 429U);
  EXPECT_EQ(ask(login_from("2001:db8:1:3::1")).status, 401U);
}

TEST_F(Limits, BehindATrustedProxyTheClientIsCounted) {
  Options options;
  options.trusted_proxies = {"10.0.0.0/8"};
  configure(options);
  const auto via = [&](const std::string& address) {
    auto request = login_from("10.1.1.1");
    request.headers.add("X-Forwarded-For", "6.6.6.6, " + address);  // what the client made up, what the proxy saw
    return ask(request).status;
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(via("198.51.100.1"), 401U);
  EXPECT_EQ(via("198.51.100.1"), 429U);
  EXPECT_EQ(via("198.51.100.2"), 401U);
}

TEST_F(Limits, EachVideoCallRouteIsTenPerMinuteAndUser) {
  add_user("Otto", domain::Role::kAdmin);
  for (const auto& endpoint : endpoints()) {
    if (endpoint.limit != Limit::kVideoCall) continue;
    const bool for_admins = endpoint.who == Who::kAdmin;
    const std::string one = for_admins ? "Ada" : "Clara";
    const std::string other = for_admins ? "Otto" : "Paul";
    std::string path = "/api" + std::string{endpoint.pattern};
    if (const auto colon = path.find(':'); colon != std::string::npos)
      path.replace(colon, std::string::npos, session.str());
    for (int i = 0; i < 10; ++i) {
      const auto answer = ask(endpoint.method, path, one);
      EXPECT_NE(answer.status, 429U) << path << " number " << i;
      EXPECT_EQ(answer.header("X-RateLimit-Remaining"), std::to_string(9 - i)) << path;
    }
    EXPECT_EQ(ask(endpoint.method, path, one).status, 429U) << path;
    EXPECT_NE(ask(endpoint.method, path, other).status, 429U) << path;
  }
}

TEST_F(Limits, TheBudgetIsOneForAllSessionsAndBothBases) {
  const auto other = add_session([](domain::Session&) {});
  for (int i = 0; i < 5; ++i) {
    ask("GET", at("/api/video-calls/can-join/"), "Clara");
    ask("GET", "/api/v1/video-calls/can-join/" + other.str(), "Clara");
  }
  EXPECT_EQ(ask("GET", at("/api/video-calls/can-join/"), "Clara").status, 429U);
}

TEST_F(Limits, HeadersAreOnRefusalsOfEveryKind) {
  ask("GET", "/api/video-calls/config", "Clara");
  const auto nobody = ask("GET", "/api/video-calls/config");
  EXPECT_EQ(nobody.status, 401U);
  EXPECT_EQ(nobody.header("X-RateLimit-Limit"), "10");
  EXPECT_EQ(nobody.header("X-RateLimit-Remaining"), "10");
  EXPECT_EQ(nobody.header("X-RateLimit-Reset"), "1700000060");
  ask(login_from("192.0.2.7"));
  const auto wrong_type = ask("POST", "/api/auth/login", "", "x", {{"Content-Type", "text/plain"}});
  EXPECT_EQ(wrong_type.status, 415U);
  EXPECT_EQ(wrong_type.header("X-RateLimit-Remaining"), "4") << "shown, not counted";
  EXPECT_EQ(ask("POST", "/api/video-calls/start/bad", "Clara").header("X-RateLimit-Remaining"), "9");
}

TEST_F(Limits, AWrongTokenIsNeverCountedAgainstAnybody) {
  for (int i = 0; i < 30; ++i) EXPECT_EQ(ask("GET", "/api/video-calls/config", "forged").status, 401U);
  EXPECT_EQ(ask("GET", "/api/video-calls/config", "Clara").header("X-RateLimit-Remaining"), "9");
}

TEST_F(Limits, OtherRoutesHaveNone) {
  for (int i = 0; i < 30; ++i) {
    const auto answer = ask("GET", "/api/auth/me", "Clara");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_FALSE(answer.has("X-RateLimit-Limit"));
  }
}

TEST_F(Limits, ZeroTurnsThemOff) {
  Options options;
  options.video_calls.requests = 0;
  configure(options);
  for (int i = 0; i < 30; ++i) EXPECT_EQ(ask("GET", "/api/video-calls/config", "Clara").status, 200U);
  EXPECT_FALSE(ask("GET", "/api/video-calls/config", "Clara").has("X-RateLimit-Limit"));
}

}  // namespace
}  // namespace callroom::rest::test
