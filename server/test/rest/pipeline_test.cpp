#include "rest/pipeline.hpp"

#include "api_fixture.hpp"

#include <boost/json/parse.hpp>
#include <latch>

namespace callroom::rest::test {
namespace {

class PipelineTest : public ApiTest {
 protected:
  PipelineTest() : ApiTest(roomy()) {}
};

TEST(Steps, WorkerStepsComeAfterAllOthersAndOnlyTheHandlerIsLast) {
  bool worker = false;
  for (const auto& step : steps()) {
    EXPECT_FALSE(worker && step.where == Runs::kIoThread) << step.name << " would run before its predecessors";
    worker = worker || step.where == Runs::kWorker;
  }
  EXPECT_EQ(steps().front().name, "identify");
  EXPECT_EQ(steps().back().name, "handle");
}

TEST_F(PipelineTest, ASafeRequestIdIsKeptEverywhere) {
  const auto answer = ask("GET", "/api/auth/me", "forged", "", {{"X-Request-Id", "Trace_7-a"}});
  EXPECT_EQ(answer.header("X-Request-Id"), "Trace_7-a");
  EXPECT_EQ(answer.json.at("error").at("requestId").as_string(), "Trace_7-a");
  ASSERT_EQ(log_lines().size(), 1U);
  EXPECT_EQ(log_lines()[0].request_id, "Trace_7-a");
}

TEST_F(PipelineTest, AnUnsafeRequestIdIsReplaced) {
  for (const std::string& given : {std::string{}, std::string(65, 'a'), std::string{"a b"}, std::string{"a\"b"},
                                   std::string{"a\nb"}, std::string{"ä"}}) {
    const auto id = ask("GET", "/api/auth/me", "Clara", "", {{"X-Request-Id", given}}).header("X-Request-Id");
    EXPECT_NE(id, given);
    EXPECT_EQ(id.size(), 20U);
  }
  EXPECT_EQ(ask("GET", "/api/auth/me", "", "", {{"X-Request-Id", std::string(64, 'a')}}).header("X-Request-Id"),
            std::string(64, 'a'));
}

TEST_F(PipelineTest, TheRequestIdStandsInTheAuditTrail) {
  ask("POST", at("/api/video-calls/start/"), "Clara", "",
      {{"X-Request-Id", "rid-1"}, {"User-Agent", "Brow\x01ser\xff/1"}});
  const auto trail = store.audit_of(session);
  ASSERT_FALSE(trail.empty());
  EXPECT_EQ(trail.back().metadata.at("requestId"), "rid-1");
  EXPECT_EQ(trail.back().metadata.at("via"), "start");
  EXPECT_EQ(trail.back().ip_address, "192.0.2.7");
  EXPECT_EQ(trail.back().user_agent, "Browser/1");
}

TEST_F(PipelineTest, ErrorsHaveTheWholeEnvelope) {
  const auto answer = ask("GET", "/api/nothing");
  const auto& error = answer.json.at("error").as_object();
  EXPECT_FALSE(answer.json.at("success").as_bool());
  EXPECT_EQ(answer.json.as_object().size(), 2U);
  EXPECT_EQ(error.size(), 5U);
  EXPECT_TRUE(error.at("message").is_string());
  EXPECT_TRUE(error.at("details").is_null());
  EXPECT_EQ(error.at("timestamp").as_string(), "2023-11-14T22:13:20.000Z");
  EXPECT_EQ(answer.header("Content-Type"), "application/json; charset=utf-8");
}

TEST_F(PipelineTest, BodiesMustBeJson) {
  const std::string body = R"({"email":"a@b","password":"x"})";
  for (const std::string type : {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""}) {
    const auto answer = ask("POST", "/api/auth/login", "", body, {{"Content-Type", type}});
    EXPECT_EQ(answer.status, 415U) << type;
    EXPECT_EQ(answer.code(), "UNSUPPORTED_MEDIA_TYPE") << type;
  }
  for (const std::string type : {"application/json", "Application/JSON; charset=utf-8", "application/json ;x=1"}) {
    EXPECT_EQ(ask("POST", "/api/auth/login", "", body, {{"Content-Type", type}}).status, 401U) << type;
  }
}

TEST_F(PipelineTest, ABodyOnAGetIsNotRead) {
  EXPECT_EQ(ask("GET", "/api/auth/me", "Clara", "not json", {{"Content-Type", "text/plain"}}).status, 200U);
}

TEST_F(PipelineTest, APostWithoutFieldsTakesNothingOrAnEmptyObject) {
  for (const std::string body : {"", "{}", " {} "}) {
    EXPECT_EQ(ask("POST", at("/api/video-calls/generate-room/"), "Clara", body).status, 200U) << body;
  }
  EXPECT_EQ(ask("POST", at("/api/video-calls/generate-room/"), "Clara", R"({"x":1})").code(), "INVALID_BODY");
}

TEST_F(PipelineTest, OversizedBodiesAreRefusedByTheApiToo) {
  EXPECT_EQ(api->max_body(make("POST", "/api/auth/login")), 16U * 1024);
  EXPECT_EQ(api->max_body(make("POST", "/index.html")), 0U);
  const auto answer = ask("POST", "/api/auth/login", "", std::string(1'000'000, '['));
  EXPECT_EQ(answer.status, 413U);
  EXPECT_EQ(answer.code(), "PAYLOAD_TOO_LARGE");
}

TEST_F(PipelineTest, ADepthBombIsAnInvalidBody) {
  EXPECT_EQ(ask("POST", "/api/auth/login", "", std::string(16'000, '[')).code(), "INVALID_BODY");
  EXPECT_EQ(ask("POST", "/api/auth/login", "", R"({"email":)" + std::string(5000, '{')).code(), "INVALID_BODY");
}

TEST_F(PipelineTest, AMegabyteOfBracketsIsAnInvalidBodyWhereItIsAllowedToCome) {
  auto options = roomy();
  options.max_body = 2'000'000;
  configure(options);
  EXPECT_EQ(ask("POST", "/api/auth/login", "", std::string(1'000'000, '[')).code(), "INVALID_BODY");
}

TEST_F(PipelineTest, AFieldNobodyAskedForIsNamed) {
  const auto answer = ask("POST", "/api/auth/login", "", R"({"email":"a@b","pasword":"x"})");
  EXPECT_EQ(answer.status, 400U);
  EXPECT_EQ(answer.code(), "INVALID_BODY");
  EXPECT_EQ(answer.json.at("error").at("details").at("field").as_string(), "pasword");
}

TEST_F(PipelineTest, AFullQueueIs503AtOnce) {
  std::latch running{1};
  std::latch release{1};
  app::Workers one{1, 1, nullptr};  // after the latches: its threads look at them until they are joined
  ASSERT_TRUE(one.submit([&] {
    running.count_down();
    release.wait();
  }));
  running.wait();
  ASSERT_TRUE(one.submit([] {}));
  Api busy{Services{.env = env,
                    .verifier = tokens,
                    .issuer = &tokens,
                    .passwords = passwords,
                    .ice = ice,
                    .notifier = notifier,
                    .directory = directory,
                    .signer = signer,
                    .log = log,
                    .workers = one,
                    .password_workers = password_workers},
           roomy()};
  const auto exchange = std::make_shared<FakeExchange>(make("GET", "/api/auth/me", "Clara"));
  busy.handle(exchange);
  EXPECT_TRUE(exchange->answered()) << "refused at once, without waiting for a worker";
  const auto response = exchange->wait();
  release.count_down();
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->status, 503U);
  EXPECT_EQ(response->headers.find("Retry-After"), "1");
}

TEST_F(PipelineTest, PasswordsAreHashedOnTheirOwnThreads) {
  std::latch release{1};
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(workers.submit([&] { release.wait(); }));
  // Both common workers are taken; signing in does not need them.
  EXPECT_EQ(ask("POST", "/api/auth/login", "", R"({"email":"a@b","password":"x"})").status, 401U);
  release.count_down();
  workers.stop();  // the latch must outlive those who wait for it
}

TEST_F(PipelineTest, AnAbsentStoreIs503) {
  break_store([] { throw app::StoreUnavailable("disk /var/lib/secret.db is full"); });
  for (const std::string path : {"/api/auth/me", "/api/sessions", "/api/video-calls/history"}) {
    const auto answer = ask("GET", path, "Ada");
    EXPECT_EQ(answer.status, 503U);
    EXPECT_EQ(answer.code(), "UNAVAILABLE");
    EXPECT_EQ(answer.header("Retry-After"), "1");
    EXPECT_EQ(answer.body.find("secret.db"), std::string::npos);
  }
  EXPECT_EQ(log_lines()[0].cause, "disk /var/lib/secret.db is full");
  EXPECT_EQ(log_lines()[0].level, app::LogLevel::kError);
}

TEST_F(PipelineTest, AnythingElseIs500AndSaysNothing) {
  break_store([] { throw std::runtime_error("SELECT * FROM users at /srv/store.cpp:12"); });
  const auto answer = ask("GET", "/api/auth/me", "Ada", "", {{"X-Request-Id", "find-me"}});
  EXPECT_EQ(answer.status, 500U);
  EXPECT_EQ(answer.code(), "INTERNAL");
  EXPECT_EQ(answer.body.find("SELECT"), std::string::npos);
  EXPECT_EQ(answer.body.find("store.cpp"), std::string::npos);
  EXPECT_EQ(log_lines()[0].cause, "SELECT * FROM users at /srv/store.cpp:12");
  EXPECT_EQ(log_lines()[0].request_id, "find-me");
  break_store([] { throw 7; });
  EXPECT_EQ(ask("GET", "/api/auth/me", "Ada").status, 500U);
}

TEST_F(PipelineTest, TheAccessLogNamesTheRouteAndNobody) {
  ask("GET", at("/api/video-calls/can-join/") + "?email=clara@example.org", "Clara");
  ASSERT_EQ(log_lines().size(), 1U);
  const auto line = log_lines()[0];
  EXPECT_EQ(line.level, app::LogLevel::kInfo);
  EXPECT_EQ(line.route, "/video-calls/can-join/:sessionId");
  EXPECT_EQ(line.method, "GET");
  EXPECT_EQ(line.status, 200U);
  EXPECT_EQ(line.session_id, session);
  EXPECT_EQ(line.cause, "");
  ask("EVIL\"METHOD", "/api/clara@example.org", "Clara");
  EXPECT_EQ(log_lines()[1].route, "");
  EXPECT_EQ(log_lines()[1].method, "");
  EXPECT_EQ(log_lines()[1].code, "NOT_FOUND");
}

TEST(ConnectionErrors, AreInTheEnvelopeWithTheHeadersOfEveryAnswer) {
  base::ManualClock clock;
  const auto make = connection_error_body(clock, Transport::kTls);
  const auto response = make(413, "The body is too large");
  EXPECT_EQ(response.status, 413U);
  const auto body = boost::json::parse(std::get<std::string>(response.body));
  EXPECT_EQ(body.at("error").at("code").as_string(), "PAYLOAD_TOO_LARGE");
  EXPECT_EQ(body.at("error").at("message").as_string(), "The body is too large");
  EXPECT_EQ(response.headers.find("X-Request-Id"), std::string_view{body.at("error").at("requestId").as_string()});
  EXPECT_EQ(response.headers.find("X-Content-Type-Options"), "nosniff");
  EXPECT_TRUE(response.headers.find("Strict-Transport-Security").has_value());
  EXPECT_EQ(boost::json::parse(std::get<std::string>(make(408, "x").body)).at("error").at("code"), "REQUEST_TIMEOUT");
  EXPECT_EQ(boost::json::parse(std::get<std::string>(make(400, "x").body)).at("error").at("code"), "BAD_REQUEST");
  EXPECT_EQ(boost::json::parse(std::get<std::string>(make(500, "x").body)).at("error").at("code"), "INTERNAL");
}

}  // namespace
}  // namespace callroom::rest::test
