#include "scripted.hpp"

#include <boost/asio/ip/tcp.hpp>

namespace engineio {
namespace {

class ServerRules : public ScriptedServerTest {};

TEST_F(ServerRules, RefusesWithTheCodesOfTheReference) {
  open();
  const std::string known = "&sid=" + sid();
  struct Case {
    const char* method;
    std::string query;
    unsigned status;
    const char* body;
  };
  const Case table[] = {
      {"GET", "EIO=4", 400, R"({"code":0,"message":"Transport unknown"})"},
      {"GET", "EIO=4&transport=tin-can", 400, R"({"code":0,"message":"Transport unknown"})"},
      {"GET", kPolling + "&sid=nobody", 400, R"({"code":1,"message":"Session ID unknown"})"},
      {"POST", kPolling, 400, R"({"code":2,"message":"Bad handshake method"})"},
      {"PUT", kPolling, 400, R"({"code":2,"message":"Bad handshake method"})"},
      {"GET", "EIO=4&transport=websocket", 400, R"({"code":3,"message":"Bad request"})"},
      {"GET", kPolling + "&j=0", 400, R"({"code":3,"message":"Bad request"})"},
      {"GET", kPolling + "&sid=%", 400, R"({"code":3,"message":"Bad request"})"},
      {"DELETE", kPolling + known, 400, R"({"code":3,"message":"Bad request"})"},
      {"GET", "EIO=3&transport=polling", 400, R"({"code":5,"message":"Unsupported protocol version"})"},
      {"GET", "transport=polling", 400, R"({"code":5,"message":"Unsupported protocol version"})"},
  };
  for (const Case& each : table) {
    const auto answer = request(each.method, each.query);
    run();
    EXPECT_EQ(answer->status(), each.status) << each.method << ' ' << each.query;
    EXPECT_EQ(answer->body(), each.body) << each.method << ' ' << each.query;
    EXPECT_EQ(answer->header("Content-Type"), "application/json");
  }
  EXPECT_EQ(server_->session_count(), 1U);
  EXPECT_EQ(post("4still")->body(), "ok");
}

TEST_F(ServerRules, EchoesAnAllowedOrigin) {
  start();
  const auto answer = request("GET", kPolling, "", {{"Origin", "https://a.example"}});
  run();
  EXPECT_EQ(answer->header("Access-Control-Allow-Origin"), "https://a.example");
  EXPECT_EQ(answer->header("Access-Control-Allow-Credentials"), "true");
  EXPECT_EQ(answer->header("Vary"), "Origin");
  const auto refused = request("GET", "EIO=4", "", {{"Origin", "https://a.example"}});
  run();
  EXPECT_EQ(refused->status(), 400U);
  EXPECT_EQ(refused->header("Access-Control-Allow-Origin"), "https://a.example");
  EXPECT_EQ(get(kPolling)->header("Access-Control-Allow-Origin"), "");
}

TEST_F(ServerRules, RefusesAForeignOriginEverywhere) {
  Config config;
  config.origin_allowed = [](std::string_view origin, std::string_view) {
    return origin.empty() || origin == "https://good.example";
  };
  start(config);
  for (const char* method : {"GET", "POST", "OPTIONS"}) {
    const auto answer = request(method, kPolling, "", {{"Origin", "https://evil.example"}});
    run();
    EXPECT_EQ(answer->status(), 403U);
    EXPECT_EQ(answer->body(), R"({"code":4,"message":"Forbidden"})");
    EXPECT_EQ(answer->header("Access-Control-Allow-Origin"), "");
  }
  const std::string socket = "EIO=4&transport=websocket";
  EXPECT_FALSE(server_->accepts_upgrade(opening(socket, "https://evil.example")));
  EXPECT_TRUE(server_->accepts_upgrade(opening(socket, "https://good.example")));
  EXPECT_TRUE(server_->accepts_upgrade(opening(socket)));
  EXPECT_EQ(server_->session_count(), 0U);
}

TEST_F(ServerRules, AnswersAPreflight) {
  start();
  const auto answer = request("OPTIONS", kPolling, "",
                              {{"Origin", "https://a.example"}, {"Access-Control-Request-Headers", "x-token"}});
  run();
  EXPECT_EQ(answer->status(), 204U);
  EXPECT_EQ(answer->header("Access-Control-Allow-Origin"), "https://a.example");
  EXPECT_EQ(answer->header("Access-Control-Allow-Methods"), "GET, POST, OPTIONS");
  EXPECT_EQ(answer->header("Access-Control-Allow-Headers"), "x-token");
}

TEST_F(ServerRules, FullMeans503) {
  Config config;
  config.max_sessions = 2;
  start(config);
  get(kPolling);
  get(kPolling);
  const auto third = get(kPolling);
  EXPECT_EQ(third->status(), 503U);
  EXPECT_EQ(third->body(), R"({"code":6,"message":"Service unavailable"})");
  EXPECT_FALSE(server_->accepts_upgrade(opening("EIO=4&transport=websocket")));
  const auto socket =
      request("GET", "EIO=4&transport=websocket", "", {{"Connection", "Upgrade"}, {"Upgrade", "websocket"}});
  run();
  EXPECT_EQ(socket->status(), 503U);
  post("1");
  EXPECT_EQ(poll()->body(), "6");            // its last poll, which may have been on its way
  EXPECT_EQ(get(kPolling)->status(), 200U);  // a place is free again
}

TEST_F(ServerRules, AWebSocketIsAcceptedOnlyWhereItBelongs) {
  open();
  EXPECT_TRUE(server_->accepts_upgrade(opening("EIO=4&transport=websocket")));
  EXPECT_TRUE(server_->accepts_upgrade(opening("EIO=4&transport=websocket&sid=" + sid())));
  EXPECT_FALSE(server_->accepts_upgrade(opening("EIO=4&transport=websocket&sid=nobody")));
  EXPECT_FALSE(server_->accepts_upgrade(opening("EIO=4&transport=polling")));
  EXPECT_FALSE(server_->accepts_upgrade(opening("EIO=3&transport=websocket")));
  EXPECT_FALSE(server_->accepts_upgrade(opening("EIO=4")));
}

TEST_F(ServerRules, ShutdownEndsEverySessionAndRefusesNewOnes) {
  start();
  get(kPolling);
  const auto waiting = poll();
  get(kPolling);
  server_->shutdown();
  run();
  EXPECT_EQ(waiting->body(), "1");
  EXPECT_EQ(server_->session_count(), 1U);  // the other one has not polled yet
  EXPECT_EQ(poll()->body(), "1");
  EXPECT_EQ(server_->session_count(), 0U);
  EXPECT_EQ(handler_.log, (Log{"open", "open", "close:server shutdown", "close:server shutdown"}));
  EXPECT_EQ(get(kPolling)->status(), 503U);
}

TEST_F(ServerRules, DestructionReleasesPollsAndSaysNothingToTheHandler) {
  open();
  const auto waiting = poll();
  const std::weak_ptr<Socket> socket = handler_.sockets.back();
  server_.reset();
  handler_.sockets.back()->close();
  waiting->abort();
  run();
  EXPECT_EQ(waiting->body(), "1");
  EXPECT_EQ(handler_.log, Log{"open"});
  handler_.sockets.clear();
  EXPECT_TRUE(socket.expired());
}

TEST_F(ServerRules, AnEndedSessionIsFreed) {
  open();
  const std::weak_ptr<Socket> socket = handler_.sockets.back();
  const auto waiting = poll();
  post("1");
  handler_.sockets.clear();
  EXPECT_TRUE(socket.expired());
}

TEST_F(ServerRules, SidsAreUnalike) {
  start();
  for (int i = 0; i < 50; ++i) get(kPolling);
  for (std::size_t i = 1; i < handler_.sockets.size(); ++i) {
    EXPECT_NE(handler_.sockets[i]->id(), handler_.sockets[i - 1]->id());
  }
  EXPECT_EQ(server_->session_count(), 50U);
}

}  // namespace
}  // namespace engineio
