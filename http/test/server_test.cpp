// The connection's loop as a client sees it: raw bytes over loopback against a real server.
#include "support/test_server.hpp"

#include <gmock/gmock.h>
#include <thread>
#include <vector>

namespace http::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: t\r\n\r\n";

TEST(Server, AnswersAndKeepsTheConnectionForTheNextRequest) {
  TestServer test;
  RawClient client{test.start()};
  for (const std::string target : {"/one", "/two?x=1"}) {
    client.send("GET " + target + " HTTP/1.1\r\nHost: t\r\n\r\n");
    const auto response = client.response();
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "GET " + target + " ");
    EXPECT_EQ(response.header("Connection"), "keep-alive");
    EXPECT_EQ(response.header("Date").size(), 29U);
  }
}

TEST(Server, SplitsTheTargetAndTellsThePeer) {
  TestServer test;
  Inbox<Request> seen;
  test.handler.on_request = [&seen](const std::shared_ptr<Exchange>& exchange) {
    seen.put(exchange->request());
    exchange->respond({});
  };
  static_cast<void>(get(test.start(), "/a%20b/c?q=%2F&r"));
  const auto request = seen.take();
  EXPECT_EQ(request.target, "/a%20b/c?q=%2F&r");
  EXPECT_EQ(request.path, "/a%20b/c");
  EXPECT_EQ(request.query, "q=%2F&r");
  EXPECT_EQ(request.remote_address, "127.0.0.1");
  EXPECT_FALSE(request.secure);
  EXPECT_EQ(request.headers.find("host"), "test");
}

TEST(Server, ConnectionCloseIsHonoured) {
  TestServer test;
  RawClient client{test.start()};
  client.send("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.response().header("Connection"), "close");
  EXPECT_EQ(client.rest(), "");
}

TEST(Server, AHandlerMayAskForTheConnectionToBeClosed) {
  TestServer test;
  test.handler.on_request = [](const std::shared_ptr<Exchange>& exchange) {
    Response response;
    response.headers.add("Connection", "close");
    exchange->respond(std::move(response));
  };
  RawClient client{test.start()};
  client.send(kGet);
  const auto response = client.response();
  EXPECT_EQ(response.header("Connection"), "close");
  EXPECT_EQ(response.headers.count("Connection"), 1U);
  EXPECT_EQ(client.rest(), "");
}

TEST(Server, Http10ClosesUnlessKeepAliveIsAskedFor) {
  TestServer test;
  const auto port = test.start();
  RawClient closing{port};
  closing.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(closing.response().status, 200);
  EXPECT_EQ(closing.rest(), "");

  RawClient staying{port};
  staying.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(staying.response().header("Connection"), "keep-alive");
  staying.send("GET /again HTTP/1.0\r\n\r\n");
  EXPECT_EQ(staying.response().body, "GET /again ");
}

TEST(Server, PipelinedRequestsAreAnsweredInOrderOneAtATime) {
  TestServer test;
  Inbox<std::shared_ptr<Exchange>> waiting;
  test.handler.on_request = [&waiting](std::shared_ptr<Exchange> exchange) { waiting.put(std::move(exchange)); };
  RawClient client{test.start()};
  client.send(
      "GET /1 HTTP/1.1\r\nHost: t\r\n\r\n"
      "POST /2 HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc"
      "GET /3 HTTP/1.1\r\nHost: t\r\n\r\n");
  for (const std::string target : {"/1", "/2", "/3"}) {
    const auto exchange = waiting.take();
    EXPECT_EQ(exchange->request().target, target);
    EXPECT_EQ(waiting.size(), 0U) << "the next one must wait for this answer";
    exchange->respond({200, {}, target});
    EXPECT_EQ(client.response().body, target);
  }
}

TEST(Server, AHundredPipelinedRequestsDoNotDeepenTheStack) {
  TestServer test;
  RawClient client{test.start()};
  std::string all;
  for (int i = 0; i < 100; ++i) all += kGet;
  client.send(all);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(client.response().status, 200);
}

TEST(Server, ChunkedBodyArrivesWholeAndItsTrailersAreNotHeaders) {
  TestServer test;
  Inbox<Request> seen;
  test.handler.on_request = [&seen](const std::shared_ptr<Exchange>& exchange) {
    seen.put(exchange->request());
    exchange->respond({});
  };
  RawClient client{test.start()};
  client.send("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n5;ext=1\r\nhel");
  client.send("lo\r\n6\r\n world\r\n0\r\nX-Late: 1\r\n\r\n");
  EXPECT_EQ(client.response().status, 200);
  const auto request = seen.take();
  EXPECT_EQ(request.body, "hello world");
  EXPECT_FALSE(request.headers.find("X-Late"));
}

TEST(Server, BytesMayComeOneByOne) {
  TestServer test;
  RawClient client{test.start()};
  const std::string request =
      "\r\nPOST /slow HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
  for (const char byte : request) client.send({&byte, 1});
  EXPECT_EQ(client.response().body, "POST /slow abc");
}

TEST(Server, HeadIsAnsweredWithTheLengthButNoBody) {
  TestServer test;
  RawClient client{test.start()};
  client.send("HEAD /h HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.response(RawClient::Expect::kHeadOnly).header("Content-Length"), "8");
  client.send(kGet);
  EXPECT_EQ(client.response().body, "GET /a ") << "no stray body bytes in between";
}

TEST(Server, NoContentAndNotModifiedHaveNeitherBodyNorLength) {
  TestServer test;
  test.handler.on_request = [](const std::shared_ptr<Exchange>& exchange) {
    const unsigned status = exchange->request().path == "/204" ? 204 : 304;
    exchange->respond({status, {}, "must not be sent"});
  };
  RawClient client{test.start()};
  for (const std::string status : {"204", "304"}) {
    client.send("GET /" + status + " HTTP/1.1\r\nHost: t\r\n\r\n");
    const auto response = client.response();
    EXPECT_EQ(std::to_string(response.status), status);
    EXPECT_FALSE(response.headers.find("Content-Length"));
  }
}

TEST(Server, AnswersFromAnotherThread) {
  TestServer test;
  Inbox<std::shared_ptr<Exchange>> waiting;
  test.handler.on_request = [&waiting](std::shared_ptr<Exchange> exchange) { waiting.put(std::move(exchange)); };
  RawClient client{test.start()};
  client.send(kGet);
  std::thread{[&waiting] {
    const auto exchange = waiting.take();
    exchange->respond({200, {}, "first"});
    exchange->respond({500, {}, "ignored"});
  }}.join();
  EXPECT_EQ(client.response().body, "first");
}

TEST(Server, CallsTheHandlerOnTheExecutorOfTheExchange) {
  TestServer test;
  Inbox<std::pair<std::thread::id, std::thread::id>> threads;
  test.handler.on_request = [&threads](const std::shared_ptr<Exchange>& exchange) {
    const auto here = std::this_thread::get_id();
    boost::asio::post(exchange->executor(), [&threads, here, exchange] {
      threads.put({here, std::this_thread::get_id()});
      exchange->respond({});
    });
  };
  static_cast<void>(get(test.start(), "/"));
  const auto [handled, posted] = threads.take();
  EXPECT_EQ(handled, posted);
}

TEST(Server, ADroppedExchangeIsAnswered500) {
  TestServer test;
  test.handler.on_request = [](const std::shared_ptr<Exchange>&) {};
  EXPECT_EQ(get(test.start(), "/").status, 500);
}

TEST(Server, AnExceptionOfTheHandlerIsReportedAndAnswered500) {
  Inbox<std::string> reported;
  auto options = loopback();
  options.on_exception = [&reported](const std::exception_ptr& exception) {
    try {
      std::rethrow_exception(exception);
    } catch (const std::exception& error) {
      reported.put(error.what());
    }
  };
  TestServer test{options};
  test.handler.on_request = [](const std::shared_ptr<Exchange>&) { throw std::runtime_error{"secret detail"}; };
  const auto response = get(test.start(), "/");
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, Not(HasSubstr("secret")));
  EXPECT_EQ(reported.take(), "secret detail");
}

TEST(Server, ALineBreakInAHeaderValueNeverReachesTheWire) {
  TestServer test;
  test.handler.on_request = [](const std::shared_ptr<Exchange>& exchange) {
    Response response;
    response.headers.add("X-Echo", "a\r\nSet-Cookie: stolen=1");
    exchange->respond(std::move(response));
  };
  const auto response = get(test.start(), "/");
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.head, Not(HasSubstr("stolen")));
}

TEST(Server, AMegabyteGoesBothWays) {
  TestServer test;
  test.handler.on_request = [](const std::shared_ptr<Exchange>& exchange) {
    exchange->respond({200, {}, exchange->request().body});
  };
  RawClient client{test.start()};
  std::string body(1 << 20, '\0');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 31 + i / 257);
  for (int round = 0; round < 2; ++round) {
    client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    EXPECT_TRUE(client.response().body == body);
  }
}

TEST(Server, TwoHundredConnectionsAtOnce) {
  TestServer test;
  Inbox<std::shared_ptr<Exchange>> waiting;
  test.handler.on_request = [&waiting](std::shared_ptr<Exchange> exchange) { waiting.put(std::move(exchange)); };
  const auto port = test.start();
  constexpr int kClients = 200;
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<RawClient>(port));
    clients.back()->send("GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: t\r\n\r\n");
  }
  std::vector<std::shared_ptr<Exchange>> exchanges;
  for (int i = 0; i < kClients; ++i) exchanges.push_back(waiting.take());
  EXPECT_EQ(test.server.connections(), static_cast<std::size_t>(kClients));
  for (const auto& exchange : exchanges) exchange->respond({200, {}, exchange->request().target});
  for (int i = 0; i < kClients; ++i) {
    EXPECT_EQ(clients[static_cast<std::size_t>(i)]->response().body, "/" + std::to_string(i));
  }
}

// --- the peer goes away ---

class PeerGone : public ::testing::Test {
 protected:
  void listen_for_abort() {
    test.handler.on_request = [this](std::shared_ptr<Exchange> exchange) {
      // As a long poll does it: the callback holds the exchange.
      exchange->on_abort([this, exchange] { aborted.put(exchange->request().target); });
      handled.put(std::move(exchange));
    };
  }
  // Before the server: its shutdown aborts what is left.
  Inbox<std::shared_ptr<Exchange>> handled;
  Inbox<std::string> aborted;
  TestServer test;
};

TEST_F(PeerGone, AClosedConnectionAborts) {
  listen_for_abort();
  const auto port = test.start();
  auto client = std::make_unique<RawClient>(port);
  client->send("GET /poll HTTP/1.1\r\nHost: t\r\n\r\n");
  const auto exchange = handled.take();
  client.reset();
  EXPECT_EQ(aborted.take(), "/poll");
  exchange->respond({});  // Too late, and harmless.
}

TEST_F(PeerGone, AResetAborts) {
  listen_for_abort();
  RawClient client{test.start()};
  client.send(kGet);
  const auto exchange = handled.take();
  client.reset();
  EXPECT_EQ(aborted.take(), "/a");
}

TEST_F(PeerGone, AbortIsNotCalledOnceAnswered) {
  listen_for_abort();
  auto client = std::make_unique<RawClient>(test.start());
  client->send(kGet);
  auto exchange = handled.take();
  exchange->respond({});
  EXPECT_EQ(client->response().status, 200);
  const std::weak_ptr<Exchange> watch = exchange;
  exchange.reset();
  client.reset();
  test.server.stop(kPatience);
  EXPECT_EQ(aborted.size(), 0U);
  EXPECT_TRUE(watch.expired()) << "the callback, which holds the exchange, must have been let go";
}

TEST_F(PeerGone, AListenerThatComesLateIsToldToo) {
  test.handler.on_request = [this](std::shared_ptr<Exchange> exchange) { handled.put(std::move(exchange)); };
  RawClient client{test.start()};
  client.send(kGet);
  const auto exchange = handled.take();
  client.half_close();
  boost::asio::post(exchange->executor(), [this, exchange] { exchange->on_abort([this] { aborted.put("late"); }); });
  EXPECT_EQ(aborted.take(), "late");
}

TEST_F(PeerGone, WithoutAListenerAHalfClosedPeerStillGetsItsAnswer) {
  test.handler.on_request = [this](std::shared_ptr<Exchange> exchange) { handled.put(std::move(exchange)); };
  RawClient client{test.start()};
  client.send("GET /1 HTTP/1.1\r\nHost: t\r\n\r\nGET /2 HTTP/1.1\r\nHost: t\r\n\r\n");
  client.half_close();
  handled.take()->respond({200, {}, "one"});
  EXPECT_EQ(client.response().body, "one");
  handled.take()->respond({200, {}, "two"});
  EXPECT_EQ(client.response().body, "two");
  EXPECT_EQ(client.rest(), "");
}

TEST_F(PeerGone, AFullPipelineDoesNotGrowWithoutBound) {
  test.handler.on_request = [this](std::shared_ptr<Exchange> exchange) { handled.put(std::move(exchange)); };
  RawClient client{test.start()};
  client.send(kGet);
  const auto exchange = handled.take();
  std::string flood;
  while (flood.size() < 200'000) flood += kGet;
  client.send(flood);  // Fits the kernel's buffers; the server reads its limit and leaves the rest there.
  exchange->respond({});
  EXPECT_EQ(client.response().status, 200);
  for (std::size_t i = 0; i < flood.size() / kGet.size(); ++i) {
    handled.take()->respond({});
    ASSERT_EQ(client.response().status, 200);
  }
}

}  // namespace
}  // namespace http::test
