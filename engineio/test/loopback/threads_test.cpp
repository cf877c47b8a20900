// Connections on two threads, sends from more: what ThreadSanitizer is for.
#include "live.hpp"

#include <thread>

namespace engineio {
namespace {

using http::test::RawClient;

class ThreadsLive : public LoopbackTest {};

TEST_F(ThreadsLive, UpgradeAcrossConnectionsKeepsEveryMessageInOrder) {
  start();
  constexpr int kMessages = 200;
  // Some of these sessions live on the thread of their WebSocket, some do not.
  for (int round = 0; round < 4; ++round) {
    RawClient posts(port());
    RawClient polls(port());
    const std::string sid = open(round % 2 == 0 ? posts : polls);
    const auto socket = handler_.socket(sid);
    std::thread sender([&socket] {
      for (int i = 0; i < kMessages; ++i) {
        const Message message{MessageKind::kText, std::make_shared<const std::string>(std::to_string(i))};
        socket->send({&message, 1});
      }
    });
    WsClient ws(port(), "EIO=4&transport=websocket&sid=" + sid);
    std::string all;
    const auto poll = [&] { all += ask(polls, "GET", sid).body + '\x1e'; };
    poll();
    ws.send("2probe");
    EXPECT_EQ(ws.next(), "3probe");
    EXPECT_EQ(ask(posts, "POST", sid, "4last post").body, "ok");
    poll();
    ws.send("5");
    ws.send("4first frame");
    std::string expected;
    std::vector<std::string> got;
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end = all.find('\x1e', at);
      if (all.substr(at, end - at) != "6") got.push_back(all.substr(at, end - at));
      at = end + 1;
    }
    while (got.size() < kMessages + 2) got.push_back(ws.next());
    sender.join();
    std::vector<std::string> numbers;
    std::vector<std::string> echoes;
    for (const auto& each : got) (each.find('t') == std::string::npos ? numbers : echoes).push_back(each);
    ASSERT_EQ(numbers.size(), static_cast<std::size_t>(kMessages));
    for (int i = 0; i < kMessages; ++i) EXPECT_EQ(numbers[static_cast<std::size_t>(i)], "4" + std::to_string(i));
    EXPECT_EQ(echoes, (std::vector<std::string>{"4last post", "4first frame"}));
    ws.close();
    EXPECT_EQ(handler_.reason(sid), CloseReason::kTransportClose);
  }
}

TEST_F(ThreadsLive, AnUpgradeThatDoesNotWaitForItsProbeAnswer) {
  start();
  for (int round = 0; round < 10; ++round) {
    RawClient polls(port());
    RawClient other(port());  // so that the WebSocket comes to either thread
    const std::string sid = open(round % 2 == 0 ? polls : other);
    const auto socket = handler_.socket(sid);
    const Message message{MessageKind::kText, std::make_shared<const std::string>(300'000, 'x')};
    for (int i = 0; i < 5; ++i) socket->send({&message, 1});
    WsClient ws(port(), "EIO=4&transport=websocket&sid=" + sid);
    ws.send("2probe");
    ws.send("5");
    ws.send("4after");
    EXPECT_EQ(ws.next(), "3probe");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(ws.next().size(), 300'001U);
    EXPECT_EQ(ws.next(), "4after");
    ws.close();
    EXPECT_EQ(handler_.reason(sid), CloseReason::kTransportClose);
  }
}

TEST_F(ThreadsLive, SendsAndClosesFromManyThreads) {
  start();
  constexpr std::size_t kSessions = 8;
  handler_.mute = true;
  std::vector<std::unique_ptr<WsClient>> clients;
  std::vector<std::shared_ptr<Socket>> sockets;
  for (std::size_t i = 0; i < kSessions; ++i) {
    clients.push_back(std::make_unique<WsClient>(port()));
    sockets.push_back(handler_.socket(sid_of(clients.back()->next())));
  }
  const auto broadcast = [&sockets] {
    const Message message{MessageKind::kText, std::make_shared<const std::string>("to everybody")};
    for (int i = 0; i < 100; ++i) {
      for (const auto& socket : sockets)
        socket->send({&message, 1}, i % 2 == 0 ? Delivery::kReliable : Delivery::kVolatile);
    }
  };
  std::thread one(broadcast);
  std::thread two(broadcast);
  one.join();
  std::thread closer([&sockets] {
    for (const auto& socket : sockets) socket->close();
  });
  for (auto& client : clients) client->read_to_end();
  two.join();
  closer.join();
  handler_.wait_closed(kSessions);
  EXPECT_EQ(engine_->session_count(), 0U);
}

TEST_F(ThreadsLive, ShutdownEndsEverySession) {
  start();
  constexpr std::size_t kEach = 6;
  std::vector<std::unique_ptr<WsClient>> sockets;
  std::vector<std::unique_ptr<RawClient>> pollers;
  std::vector<std::string> sids;
  for (std::size_t i = 0; i < kEach; ++i) {
    sockets.push_back(std::make_unique<WsClient>(port()));
    sids.push_back(sid_of(sockets.back()->next()));
    pollers.push_back(std::make_unique<RawClient>(port()));
    sids.push_back(open(*pollers.back()));
    pollers.back()->send(request("GET", sids.back()));
  }
  engine_->shutdown();
  for (auto& socket : sockets) EXPECT_EQ(socket->next(), "1");
  for (auto& poller : pollers) EXPECT_EQ(poller->response().body, "1");
  for (const auto& sid : sids) EXPECT_EQ(handler_.reason(sid), CloseReason::kServerShutdown);
  EXPECT_EQ(engine_->session_count(), 0U);
  RawClient late(port());
  late.send(request("GET", ""));
  EXPECT_EQ(late.response().status, 503);
}

TEST_F(ThreadsLive, TheServerMayGoWhileSessionsAreBusy) {
  start();
  constexpr std::size_t kSessions = 6;
  std::vector<std::unique_ptr<WsClient>> clients;
  std::vector<std::shared_ptr<Socket>> sockets;
  for (std::size_t i = 0; i < kSessions; ++i) {
    clients.push_back(std::make_unique<WsClient>(port()));
    sockets.push_back(handler_.socket(sid_of(clients.back()->next())));
  }
  std::atomic<bool> stop{false};
  std::thread sender([&] {
    const Message message{MessageKind::kText, std::make_shared<const std::string>("busy")};
    while (!stop) {
      for (const auto& socket : sockets) socket->send({&message, 1});
    }
  });
  for (auto& client : clients) client->send("4x");
  for (auto& client : clients) client->next();
  // As wiring does it: the listener first, then the sessions; the pool's threads still run.
  server_->stop(std::chrono::milliseconds{0});
  engine_.reset();
  for (auto& client : clients) client->read_to_end();
  stop = true;
  sender.join();
}

TEST_F(ThreadsLive, PollersComeAndGo) {
  start();
  constexpr int kThreads = 4;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([this] {
      for (int n = 0; n < 20; ++n) {
        RawClient one(port());
        RawClient two(port());
        const std::string sid = open(one);
        two.send(request("GET", sid));
        EXPECT_EQ(ask(one, "POST", sid, "4hello").body, "ok");
        EXPECT_EQ(two.response().body, "4hello");
        if (n % 2 == 0) {
          EXPECT_EQ(ask(one, "POST", sid, "1").body, "ok");
          EXPECT_EQ(handler_.reason(sid), CloseReason::kClientClose);
        } else {
          two.send(request("GET", sid));
          two.half_close();
          EXPECT_EQ(handler_.reason(sid), CloseReason::kTransportClose);
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(engine_->session_count(), 0U);
}

}  // namespace
}  // namespace engineio
