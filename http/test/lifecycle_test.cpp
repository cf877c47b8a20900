// Takeover, files as bodies, and shutdown.
#include "support/certificate.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_server.hpp"

#include <gmock/gmock.h>
#include <array>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <stdexcept>
#include <thread>

namespace http::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: t\r\n\r\n";
constexpr std::string_view kUpgrade =
    "GET /ws?x=1 HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Odd:  kept \r\n\r\n";

/// A socket of Asio's again, for a test to read and write.
boost::asio::ip::tcp::socket socket_of(Takeover& takeover) {
  auto& plain = std::get<Detached>(takeover.stream);
  return {plain.executor, boost::asio::ip::tcp::v4(), plain.descriptor.release()};
}

class TakeOver : public ::testing::Test {
 protected:
  void accept_all() {
    test.handler.upgrades = [](const Request&) { return true; };
    test.handler.on_takeover = [this](Takeover takeover) {
      taken.put(std::make_shared<Takeover>(std::move(takeover)));
    };
  }
  TestServer test;
  Inbox<std::shared_ptr<Takeover>> taken;
};

TEST_F(TakeOver, HandsOverTheSocketAndEveryByteBehindTheHeader) {
  accept_all();
  RawClient client{test.start()};
  client.send(std::string{kUpgrade} + "\x81\x02hi");
  const auto takeover = taken.take();
  EXPECT_EQ(takeover->early, "\x81\x02hi");
  EXPECT_EQ(takeover->request.headers.find("x-odd"), "kept");
  EXPECT_EQ(takeover->request.path, "/ws");
  EXPECT_EQ(takeover->request.query, "x=1");
  EXPECT_EQ(takeover->request.remote_address, "127.0.0.1");
  ASSERT_EQ(takeover->stream.index(), 0U);
  auto socket = socket_of(*takeover);
  boost::asio::write(socket, boost::asio::buffer(std::string_view{"mine now"}));
  EXPECT_EQ(client.until("now"), "mine now");
}

TEST_F(TakeOver, TheLeaseCountsTheConnection) {
  accept_all();
  RawClient client{test.start()};
  client.send(kUpgrade);
  auto takeover = taken.take();
  EXPECT_EQ(test.server.connections(), 1U);
  takeover->lease.reset();
  EXPECT_EQ(test.server.connections(), 0U);
}

TEST_F(TakeOver, NoDeadlineOfOursRemains) {
  constexpr auto kDeadline = 20ms;
  auto options = loopback();
  options.header_timeout = options.idle_timeout = options.write_timeout = kDeadline;
  TestServer quick{options};
  Inbox<std::shared_ptr<Takeover>> taken_quickly;
  quick.handler.upgrades = [](const Request&) { return true; };
  quick.handler.on_takeover = [&taken_quickly](Takeover takeover) {
    taken_quickly.put(std::make_shared<Takeover>(std::move(takeover)));
  };
  RawClient client{quick.start()};
  client.send(kUpgrade);
  const auto takeover = taken_quickly.take();
  auto socket = socket_of(*takeover);
  // On the same loop, so that any deadline of the connection's would have run before.
  boost::asio::steady_timer later{socket.get_executor(), 4 * kDeadline};
  later.async_wait(boost::asio::use_future).get();
  client.send("x");
  char byte = 0;
  EXPECT_EQ(boost::asio::read(socket, boost::asio::buffer(&byte, 1)), 1U);
}

TEST_F(TakeOver, BehindAPipelinedRequest) {
  accept_all();
  Inbox<std::shared_ptr<Exchange>> waiting;
  test.handler.on_request = [&waiting](std::shared_ptr<Exchange> exchange) { waiting.put(std::move(exchange)); };
  RawClient client{test.start()};
  client.send(std::string{kGet} + std::string{kUpgrade});
  waiting.take()->respond({200, {}, "first"});
  EXPECT_EQ(client.response().body, "first");
  const auto takeover = taken.take();
  EXPECT_EQ(takeover->early, "");
  auto socket = socket_of(*takeover);
  client.send("x");
  char byte = 0;
  EXPECT_EQ(boost::asio::read(socket, boost::asio::buffer(&byte, 1)), 1U);
  EXPECT_EQ(byte, 'x') << "no read of ours may be left to swallow it";
}

TEST_F(TakeOver, InPieces) {
  TestServer single{loopback(), 1};
  single.handler.upgrades = [](const Request&) { return true; };
  single.handler.on_takeover = [this](Takeover takeover) {
    taken.put(std::make_shared<Takeover>(std::move(takeover)));
  };
  const auto port = single.start();
  for (const std::size_t cut : {std::size_t{0}, std::size_t{40}, kUpgrade.size() - 1}) {
    RawClient client{port};
    client.send(kUpgrade.substr(0, cut));
    // Accepted after it, by the same thread: that has looked at the first piece by now.
    EXPECT_EQ(get(port, "/").status, 200);
    client.send(kUpgrade.substr(cut));
    EXPECT_EQ(taken.take()->request.path, "/ws") << cut;
  }
}

TEST_F(TakeOver, HoweverItIsSpelled) {
  accept_all();
  const auto port = test.start();
  for (const std::string upgrade : {"websocket", "WebSocket", "WEBSOCKET"}) {
    RawClient client{port};
    client.send("GET /ws HTTP/1.1\r\nhost: t\r\nCONNECTION: upgrade\r\nupgrade: " + upgrade + "\r\n\r\n");
    EXPECT_EQ(taken.take()->request.remote_address, "127.0.0.1") << upgrade;
  }
}

TEST_F(TakeOver, AnExceptionOfTheHandlerIsAnswered500) {
  auto options = loopback();
  std::atomic<int> reported{0};
  options.on_exception = [&reported](const std::exception_ptr&) { ++reported; };
  TestServer failing{options};
  failing.handler.upgrades = [](const Request&) -> bool { throw std::runtime_error{"no"}; };
  RawClient client{failing.start()};
  client.send(kUpgrade);
  EXPECT_EQ(client.response().status, 500);
  EXPECT_EQ(reported, 1);
}

TEST_F(TakeOver, OverTls) {
  const TemporaryFolder folder;
  const auto certificate = make_certificate(folder);
  auto options = loopback();
  options.tls = make_tls_context(certificate.certificate_file, certificate.key_file);
  TestServer secure{options};
  secure.handler.upgrades = [](const Request&) { return true; };
  secure.handler.on_takeover = [this](Takeover takeover) {
    taken.put(std::make_shared<Takeover>(std::move(takeover)));
  };
  Inbox<std::shared_ptr<Exchange>> waiting;
  secure.handler.on_request = [&waiting](std::shared_ptr<Exchange> exchange) { waiting.put(std::move(exchange)); };
  RawClient client{secure.start(), ClientTls::k13};
  client.send(std::string{kGet} + std::string{kUpgrade} + "more");
  waiting.take()->respond({});
  EXPECT_EQ(client.response().status, 200);
  const auto takeover = taken.take();
  EXPECT_EQ(takeover->early, "more");
  auto& stream = *std::get<std::unique_ptr<TlsStream>>(takeover->stream);
  boost::asio::write(stream, boost::asio::buffer(std::string_view{"mine"}));
  EXPECT_EQ(client.until("mine"), "mine");
}

TEST_F(TakeOver, OnlyWhatIsAHandshakeIsOffered) {
  accept_all();
  const auto port = test.start();
  for (const std::string head : {
           "GET / HTTP/1.1\r\nHost: t\r\nUpgrade: websocket\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 1\r\n\r\nx",
       }) {
    RawClient client{port};
    client.send(head);
    EXPECT_EQ(client.response().status, 200);
  }
  EXPECT_EQ(taken.size(), 0U);
}

TEST_F(TakeOver, AHandlerThatDeclinesAnswersInstead) {
  RawClient client{test.start()};
  client.send(kUpgrade);
  EXPECT_EQ(client.response().body, "GET /ws?x=1 ");
}

// --- files ---

TEST(Files, AreStreamedWithTheirLength) {
  const TemporaryFolder folder;
  std::string content(300'000, '\0');
  for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(i % 251);
  const auto file = folder.write("big.bin", content);
  TestServer test;
  test.handler.on_request = [&file](const std::shared_ptr<Exchange>& exchange) {
    exchange->respond({200, {}, FileBody{file}});
  };
  RawClient client{test.start()};
  client.send(kGet);
  EXPECT_TRUE(client.response().body == content);
  client.send("HEAD / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.response(RawClient::Expect::kHeadOnly).header("Content-Length"), "300000");
  client.send(kGet);
  EXPECT_TRUE(client.response().body == content);
}

TEST(Files, AnEmptyOneIsAnEmptyBody) {
  const TemporaryFolder folder;
  const auto file = folder.write("empty", "");
  TestServer test;
  test.handler.on_request = [&file](const std::shared_ptr<Exchange>& exchange) {
    exchange->respond({200, {}, FileBody{file}});
  };
  RawClient client{test.start()};
  for (int i = 0; i < 2; ++i) {
    client.send(kGet);
    EXPECT_EQ(client.response().header("Content-Length"), "0");
  }
}

TEST(Files, AMissingOneIs404AndAFolderIs500) {
  const TemporaryFolder folder;
  TestServer test;
  test.handler.on_request = [&folder](const std::shared_ptr<Exchange>& exchange) {
    exchange->respond({200, {}, FileBody{folder.path() / exchange->request().path.substr(1)}});
  };
  const auto port = test.start();
  EXPECT_EQ(get(port, "/nothing").status, 404);
  EXPECT_EQ(get(port, "/").status, 500);
}

TEST(Files, OneThatShrinksBreaksTheConnectionRatherThanTheLength) {
  const TemporaryFolder folder;
  constexpr std::size_t kSize = 64U << 20;  // More than the kernel buffers, so that the server is still reading it.
  const auto file = folder.write("shrinks", "");
  std::filesystem::resize_file(file, kSize);
  TestServer test;
  test.handler.on_request = [&file](const std::shared_ptr<Exchange>& exchange) {
    exchange->respond({200, {}, FileBody{file}});
  };
  RawClient client{test.start()};
  client.send(kGet);
  EXPECT_THAT(client.until("\r\n\r\n"), HasSubstr(std::to_string(kSize)));
  std::filesystem::resize_file(file, 1);
  EXPECT_LT(client.rest().size(), kSize);
}

// --- shutdown ---

TEST(Shutdown, AnswersInProgressAreFinishedAndSayClose) {
  TestServer test;
  Inbox<std::shared_ptr<Exchange>> waiting;
  test.handler.on_request = [&waiting](std::shared_ptr<Exchange> exchange) { waiting.put(std::move(exchange)); };
  const auto port = test.start();
  RawClient idle{port};
  idle.send(kGet);
  waiting.take()->respond({});
  EXPECT_EQ(idle.response().status, 200);
  RawClient busy{port};
  busy.send(kGet);
  const auto exchange = waiting.take();
  std::thread stopping{[&test] { test.server.stop(kPatience); }};
  EXPECT_EQ(idle.rest(), "") << "idle connections are closed when draining begins";
  exchange->respond({200, {}, "done"});
  const auto response = busy.response();
  EXPECT_EQ(response.body, "done");
  EXPECT_EQ(response.header("Connection"), "close");
  EXPECT_EQ(busy.rest(), "");
  busy.reset();
  stopping.join();
  EXPECT_EQ(test.server.connections(), 0U);
}

TEST(Shutdown, WhatIsLeftIsClosedWhenTheDrainIsOver) {
  Inbox<std::shared_ptr<Exchange>> waiting;
  Inbox<int> aborted;
  TestServer test;
  test.handler.on_request = [&](std::shared_ptr<Exchange> exchange) {
    exchange->on_abort([&aborted] { aborted.put(1); });
    waiting.put(std::move(exchange));
  };
  RawClient client{test.start()};
  client.send(kGet);
  const auto exchange = waiting.take();
  test.server.stop(0ms);
  EXPECT_EQ(aborted.size(), 1U) << "stop() returns only when nothing calls us any more";
  EXPECT_EQ(client.rest(), "");
  EXPECT_EQ(test.server.connections(), 0U);
  exchange->respond({});  // Into the void.
}

TEST(Shutdown, NobodyIsAcceptedAfterwardsAndStoppingTwiceIsHarmless) {
  TestServer test;
  const auto port = test.start();
  EXPECT_EQ(get(port, "/").status, 200);
  test.server.stop(0ms);
  test.server.stop(0ms);
  EXPECT_THROW(RawClient{port}, std::system_error);
}

TEST(Shutdown, WaitsForALeaseWithinTheDrain) {
  TestServer test;
  Inbox<std::shared_ptr<Takeover>> taken;
  test.handler.upgrades = [](const Request&) { return true; };
  test.handler.on_takeover = [&taken](Takeover takeover) {
    taken.put(std::make_shared<Takeover>(std::move(takeover)));
  };
  RawClient client{test.start()};
  client.send(kUpgrade);
  auto takeover = taken.take();
  std::atomic<bool> released{false};
  std::thread owner{[&] {
    released = true;
    takeover.reset();
  }};
  test.server.stop(kPatience);
  EXPECT_TRUE(released);
  owner.join();
}

TEST(Shutdown, AServerThatNeverStartedMayGo) {
  const TestServer test;
  EXPECT_NE(test.server.port(), 0);
}

TEST(Shutdown, AfterItsPoolWasStopped) {
  TestServer test;
  RawClient client{test.start()};
  client.send(kGet);
  EXPECT_EQ(client.response().status, 200);
  test.pool.stop();
  test.server.stop(0ms);
  EXPECT_EQ(client.rest(), "");
}

TEST(Shutdown, UnderLoad) {
  TestServer test;
  const auto port = test.start();
  std::atomic<int> answered{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([port, &answered] {
      try {
        while (true) {
          RawClient client{port};
          for (int request = 0; request < 3; ++request) {
            client.send(kGet);
            if (client.response().status == 200) ++answered;
          }
        }
      } catch (const std::exception&) {  // The server is gone: that is the end of the test.
      }
    });
  }
  while (answered < 200) std::this_thread::yield();
  test.server.stop(0ms);
  for (auto& client : clients) client.join();
  EXPECT_EQ(test.server.connections(), 0U);
}

TEST(Listen, AnAddressInUseThrows) {
  TestServer test;
  auto options = loopback();
  options.port = test.server.port();
  EXPECT_THROW((TestServer{options}), boost::system::system_error);
  options.address = "not an address";
  EXPECT_THROW((TestServer{options}), boost::system::system_error);
}

TEST(IoPoolTest, StopRunsWhatIsQueuedAndIsIdempotent) {
  IoPool pool{2};
  std::atomic<int> ran{0};
  for (int i = 0; i < 100; ++i) boost::asio::post(pool.next(), [&ran] { ++ran; });
  boost::asio::steady_timer never{pool.at(0), 24h};
  never.async_wait([](const auto&) {});
  pool.stop();
  pool.stop();
  EXPECT_EQ(ran, 100);
}

TEST(IoPoolTest, HasAtLeastOneThreadAndGoesRound) {
  IoPool one{0};
  EXPECT_EQ(one.size(), 1U);
  IoPool two{2};
  auto& first = two.next();
  EXPECT_NE(&first, &two.next());
  EXPECT_EQ(&first, &two.next());
}

}  // namespace
}  // namespace http::test
