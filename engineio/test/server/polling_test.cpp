#include "scripted.hpp"

namespace engineio {
namespace {

class Polling : public ScriptedServerTest {};

TEST_F(Polling, HandshakeSaysWhatTheServerDoes) {
  Config config;
  config.ping_interval = base::Millis{300};
  config.ping_timeout = base::Millis{200};
  start(config);
  const auto answer = get(kPolling);
  EXPECT_EQ(answer->status(), 200U);
  EXPECT_EQ(answer->header("Content-Type"), "text/plain; charset=UTF-8");
  EXPECT_EQ(answer->header("Cache-Control"), "no-store");
  EXPECT_EQ(sid().size(), 20U);
  EXPECT_EQ(answer->body(), "0{\"sid\":\"" + sid() +
                                "\",\"upgrades\":[\"websocket\"],\"pingInterval\":300,\"pingTimeout\":200,"
                                "\"maxPayload\":1000000}");
  EXPECT_EQ(server_->session_count(), 1U);
  EXPECT_EQ(handler_.log, Log{"open"});
}

TEST_F(Polling, UpgradesCanBeTurnedOff) {
  Config config;
  config.allow_upgrades = false;
  start(config);
  EXPECT_NE(get(kPolling)->body().find("\"upgrades\":[]"), std::string::npos);
  auto head = make("GET", "EIO=4&transport=websocket&sid=" + sid());
  EXPECT_FALSE(server_->accepts_upgrade(head));
}

TEST_F(Polling, HandshakeIsKeptForTheHandler) {
  start();
  request("GET", kPolling + "&token=x", "", {{"User-Agent", "tester"}, {"Cookie", "a=b"}});
  run();
  const Handshake& handshake = handler_.sockets.back()->handshake();
  EXPECT_EQ(handshake.remote_address, "192.0.2.1");
  EXPECT_EQ(handshake.header("user-agent"), "tester");
  EXPECT_EQ(handshake.header("absent"), "");
  EXPECT_EQ(handshake.query, kPolling + "&token=x");
  EXPECT_FALSE(handshake.secure);
}

TEST_F(Polling, PacketsOfAPostAreDeliveredInOrderAndAnsweredOk) {
  open();
  const auto answer = post(
      "4test1\x1e"
      "bAQIDBA==\x1e"
      "4test3");
  EXPECT_EQ(answer->status(), 200U);
  EXPECT_EQ(answer->body(), "ok");
  EXPECT_EQ(answer->header("Content-Type"), "text/html");
  EXPECT_EQ(handler_.log, (Log{"open", "text:test1", "binary:\x01\x02\x03\x04", "text:test3"}));
}

TEST_F(Polling, APollCollectsWhatIsQueued) {
  open();
  send("a");
  send("\x01\x02\x03\x04", MessageKind::kBinary);
  const auto answer = poll();
  EXPECT_EQ(answer->body(),
            "4a\x1e"
            "bAQIDBA==");
  EXPECT_EQ(answer->header("Content-Type"), "text/plain; charset=UTF-8");
}

TEST_F(Polling, APollWaitsForAMessage) {
  open();
  const auto waiting = poll();
  EXPECT_FALSE(waiting->answered());
  send("now");
  EXPECT_EQ(waiting->body(), "4now");
}

TEST_F(Polling, TwoPollsAtOnceCloseTheSession) {
  open();
  const auto first = poll();
  const auto second = poll();
  EXPECT_EQ(first->status(), 200U);
  EXPECT_EQ(first->body(), "1");
  EXPECT_EQ(second->status(), 400U);
  EXPECT_EQ(poll()->body(), R"({"code":1,"message":"Session ID unknown"})");
  EXPECT_EQ(handler_.log.back(), "close:parse error");
  EXPECT_EQ(server_->session_count(), 0U);
}

TEST_F(Polling, TwoPostsAtOnceCloseTheSession) {
  open();
  const auto first = request_on(other_loop_, "POST", kPolling + "&sid=" + sid(), "4a");
  const auto second = request_on(other_loop_, "POST", kPolling + "&sid=" + sid(), "4b");
  run();
  EXPECT_EQ(first->status(), 200U);
  EXPECT_EQ(second->status(), 400U);
  EXPECT_EQ(handler_.log, (Log{"open", "text:a", "close:parse error"}));
}

TEST_F(Polling, PostsOneAfterAnotherAreFineOnAnyConnection) {
  open();
  for (int i = 0; i < 3; ++i) {
    const auto there = request_on(other_loop_, "POST", kPolling + "&sid=" + sid(), "4x");
    run();
    EXPECT_EQ(there->body(), "ok");
    EXPECT_EQ(post("4y")->body(), "ok");
  }
  EXPECT_EQ(server_->session_count(), 1U);
}

TEST_F(Polling, RequestsOnAnotherConnectionReachTheSession) {
  open();
  const auto waiting = request_on(other_loop_, "GET", kPolling + "&sid=" + sid());
  run();
  send("over there");
  EXPECT_EQ(waiting->body(), "4over there");
}

TEST_F(Polling, AnInvalidPacketClosesTheSession) {
  open();
  const auto waiting = poll();
  const auto answer = post(
      "4good\x1e"
      "abc");
  EXPECT_EQ(answer->status(), 400U);
  EXPECT_EQ(answer->body(), R"({"code":3,"message":"Bad request"})");
  EXPECT_EQ(waiting->body(), "1");
  EXPECT_EQ(handler_.log, (Log{"open", "text:good", "close:parse error"}));
}

TEST_F(Polling, AnEmptyPostIsInvalid) {
  open();
  EXPECT_EQ(post("")->status(), 400U);
  EXPECT_EQ(handler_.log.back(), "close:parse error");
}

TEST_F(Polling, ACancelledPollClosesTheSession) {
  open();
  const auto waiting = poll();
  waiting->abort();
  run();
  EXPECT_EQ(handler_.log.back(), "close:transport close");
  EXPECT_EQ(poll()->status(), 400U);
}

TEST_F(Polling, CancelledOnAnotherConnection) {
  open();
  const auto waiting = request_on(other_loop_, "GET", kPolling + "&sid=" + sid());
  run();
  waiting->abort();
  run();
  EXPECT_EQ(handler_.log.back(), "close:transport close");
}

TEST_F(Polling, AnAnsweredPollCannotBeCancelled) {
  open();
  const auto waiting = poll();
  send("a");
  waiting->abort();
  run();
  EXPECT_EQ(handler_.log, Log{"open"});
}

TEST_F(Polling, APostOverTheLimitIs413AndLeavesTheSession) {
  Config config;
  config.max_payload = 10;
  start(config);
  open();
  EXPECT_EQ(server_->max_body(make("POST", "")), 10U);
  EXPECT_EQ(server_->max_body(make("GET", "")), 0U);
  EXPECT_EQ(post("4" + std::string(10, 'x'))->status(), 413U);
  EXPECT_EQ(post("4" + std::string(9, 'x'))->status(), 200U);
}

TEST_F(Polling, CloseOfTheClientReleasesThePoll) {
  open();
  const auto waiting = poll();
  EXPECT_EQ(post("1")->body(), "ok");
  EXPECT_EQ(waiting->body(), "6");
  EXPECT_EQ(handler_.log.back(), "close:client close");
}

TEST_F(Polling, CloseOfTheServerComesAfterWhatWasQueued) {
  open();
  send("bye");
  handler_.sockets.back()->close();
  run();
  EXPECT_EQ(poll()->body(),
            "4bye\x1e"
            "1");
  EXPECT_EQ(handler_.log.back(), "close:server close");
  EXPECT_EQ(server_->session_count(), 0U);
}

TEST_F(Polling, AHandlerMayCloseAmidAPayload) {
  open();
  handler_.received = [](Socket& socket, std::string_view) { socket.close(); };
  const auto waiting = poll();
  EXPECT_EQ(post("4a\x1e"
                 "4b")
                ->body(),
            "ok");
  EXPECT_EQ(waiting->body(), "1");
  EXPECT_EQ(handler_.log, (Log{"open", "text:a", "close:server close"}));
}

TEST_F(Polling, AHandlerMaySendWhileItOpens) {
  handler_.opened = [](Socket& socket) {
    const Message hello{MessageKind::kText, std::make_shared<const std::string>("hello")};
    socket.send({&hello, 1});
  };
  start();
  EXPECT_EQ(get(kPolling)->body().back(), '}');
  EXPECT_EQ(poll()->body(), "4hello");
}

TEST_F(Polling, LastHeardComesFromTheClock) {
  open();
  const auto opened = handler_.sockets.back()->last_heard();
  EXPECT_EQ(opened, clock_.now());
  clock_.advance(base::Millis{1'234});
  post("4x");
  EXPECT_EQ(handler_.sockets.back()->last_heard() - opened, base::Millis{1'234});
}

TEST_F(Polling, ASlowPollerIsClosedAndItsMemoryGivenBack) {
  Config config;
  config.max_queue_bytes = 10'000;
  start(config);
  open();
  const auto shared = std::make_shared<const std::string>(1'000, 'x');
  const Message message{MessageKind::kText, shared};
  for (int i = 0; i < 20; ++i) handler_.sockets.back()->send({&message, 1});
  run();
  EXPECT_EQ(handler_.log.back(), "close:slow consumer");
  EXPECT_EQ(shared.use_count(), 2);  // `shared` and `message`
}

}  // namespace
}  // namespace engineio
