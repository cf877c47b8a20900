// Sizes, deadlines and counts: what the connection refuses by itself.
#include "support/test_server.hpp"

#include <gmock/gmock.h>
#include <vector>

namespace http::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// Long enough to be set up in, short enough that a test which waits for it to pass does not hold the suite up. No test
// depends on something being faster than this.
constexpr auto kShort = 50ms;

TEST(Limits, AHeaderTooLargeIs431) {
  auto options = loopback();
  options.max_header_bytes = 1000;
  TestServer test{options};
  const auto port = test.start();
  RawClient ended{port};
  ended.send("GET / HTTP/1.1\r\nHost: t\r\nX: " + std::string(1000, 'x') + "\r\n\r\n");
  EXPECT_EQ(ended.response().status, 431);
  EXPECT_EQ(ended.rest(), "");
  RawClient endless{port};
  endless.send("GET /" + std::string(1001, 'x'));
  EXPECT_EQ(endless.response().status, 431);
  EXPECT_EQ(test.handler.handled, 0);
}

TEST(Limits, AHeaderOfExactlyTheLimitPasses) {
  const std::string head = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";
  auto options = loopback();
  options.max_header_bytes = head.size();
  TestServer test{options};
  RawClient client{test.start()};
  client.send(head);
  EXPECT_EQ(client.response().status, 200);
}

TEST(Limits, ContentLengthPastTheLimitIs413BeforeAnyBody) {
  TestServer test;
  test.handler.body_limit = [](const Request& head) { return head.path == "/big" ? 1000U : 10U; };
  const auto port = test.start();
  RawClient client{port};
  client.send("POST /small HTTP/1.1\r\nHost: t\r\nContent-Length: 11\r\n\r\n");
  EXPECT_EQ(client.response().status, 413);
  EXPECT_EQ(client.rest(), "");
  RawClient fits{port};
  fits.send("POST /small HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\n0123456789");
  EXPECT_EQ(fits.response().status, 200);
  RawClient big{port};
  big.send("POST /big HTTP/1.1\r\nHost: t\r\nContent-Length: 11\r\n\r\n0123456789a");
  EXPECT_EQ(big.response().status, 200);
  EXPECT_EQ(test.handler.handled, 2);
}

TEST(Limits, TheRefusalReachesAPeerThatKeepsSending) {
  TestServer test;
  test.handler.body_limit = [](const Request&) { return 10U; };
  RawClient client{test.start()};
  client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1000000\r\n\r\n" + std::string(1'000'000, 'x'));
  EXPECT_EQ(client.response().status, 413);
}

TEST(Limits, AChunkedBodyPastTheLimitIs413) {
  TestServer test;
  test.handler.body_limit = [](const Request&) { return 10U; };
  const auto port = test.start();
  for (const std::string body : {"b\r\n", "6\r\nabcdef\r\n5\r\n"}) {
    RawClient client{port};
    client.send("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
    EXPECT_EQ(client.response().status, 413);
  }
  RawClient fits{port};
  fits.send("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n5\r\nfghij\r\n0\r\n\r\n");
  EXPECT_EQ(fits.response().body, "POST / abcdefghij");
  EXPECT_EQ(test.handler.handled, 1);
}

TEST(Expect, ContinueIsAnsweredBeforeTheBodyIsSent) {
  TestServer test;
  RawClient client{test.start()};
  client.send("POST /e HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  EXPECT_EQ(client.response().body, "POST /e abc");
}

TEST(Expect, NoContinueForABodyThatWillBeRefused) {
  TestServer test;
  test.handler.body_limit = [](const Request&) { return 2U; };
  RawClient client{test.start()};
  client.send("POST /e HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.response().status, 413);
}

TEST(Expect, NoContinueForABodyAlreadyHere) {
  TestServer test;
  RawClient client{test.start()};
  client.send("POST /e HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc");
  EXPECT_EQ(client.response().status, 200);
}

TEST(Expect, AnotherExpectationIs417) {
  TestServer test;
  RawClient client{test.start()};
  client.send("GET / HTTP/1.1\r\nHost: t\r\nExpect: a miracle\r\n\r\n");
  EXPECT_EQ(client.response().status, 417);
}

TEST(Deadlines, AHalfSentHeaderIs408) {
  auto options = loopback();
  options.header_timeout = kShort;
  TestServer test{options};
  RawClient client{test.start()};
  client.send("GET / HT");
  EXPECT_EQ(client.response().status, 408);
  EXPECT_EQ(client.rest(), "");
}

TEST(Deadlines, AConnectionThatSaysNothingIsClosedWithoutAWord) {
  auto options = loopback();
  options.header_timeout = kShort;
  TestServer test{options};
  RawClient client{test.start()};
  EXPECT_EQ(client.rest(), "");
}

TEST(Deadlines, AHalfSentBodyIs408) {
  auto options = loopback();
  options.body_timeout = kShort;
  TestServer test{options};
  RawClient client{test.start()};
  client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\na");
  EXPECT_EQ(client.response().status, 408);
  EXPECT_EQ(test.handler.handled, 0);
}

TEST(Deadlines, AnIdleKeptConnectionIsClosed) {
  auto options = loopback();
  options.idle_timeout = kShort;
  TestServer test{options};
  RawClient client{test.start()};
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.response().status, 200);
  EXPECT_EQ(client.rest(), "");
}

TEST(Deadlines, ASecondRequestHasTheHeaderTimeoutToo) {
  auto options = loopback();
  options.header_timeout = kShort;
  TestServer test{options};
  RawClient client{test.start()};
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.response().status, 200);
  client.send("GET / ");
  EXPECT_EQ(client.response().status, 408);
}

TEST(Deadlines, AHandlerMayTakeItsTime) {
  auto options = loopback();
  options.header_timeout = options.body_timeout = options.idle_timeout = options.write_timeout = kShort;
  TestServer test{options};
  Inbox<std::shared_ptr<boost::asio::steady_timer>> timers;
  test.handler.on_request = [](const std::shared_ptr<Exchange>& exchange) {
    // As a long poll: answered long after every other deadline would have passed.
    const auto timer = std::make_shared<boost::asio::steady_timer>(exchange->executor(), 4 * kShort);
    timer->async_wait([timer, exchange](const auto&) { exchange->respond({200, {}, "at last"}); });
  };
  RawClient client{test.start()};
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.response().body, "at last");
}

TEST(Deadlines, APeerThatDoesNotReadIsDropped) {
  auto options = loopback();
  options.write_timeout = kShort;
  TestServer test{options};
  Inbox<std::shared_ptr<Exchange>> waiting;
  test.handler.on_request = [&waiting](std::shared_ptr<Exchange> exchange) { waiting.put(std::move(exchange)); };
  RawClient client{test.start()};
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  constexpr std::size_t kMoreThanTheKernelTakes = 64U << 20;
  waiting.take()->respond({200, {}, std::string(kMoreThanTheKernelTakes, 'x')});
  test.server.stop(kPatience);  // Returns when the connection is gone, without a byte having been read.
  EXPECT_LT(client.rest().size(), kMoreThanTheKernelTakes);
}

TEST(Count, PastTheLimitIs503) {
  auto options = loopback();
  options.max_connections = 2;
  TestServer test{options};
  const auto port = test.start();
  auto first = std::make_unique<RawClient>(port);
  RawClient second{port};
  for (auto* client : {first.get(), &second}) {
    client->send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    EXPECT_EQ(client->response().status, 200);
  }
  RawClient third{port};
  third.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(third.response().status, 503);
  EXPECT_EQ(third.rest(), "");
  EXPECT_EQ(test.server.connections(), 2U);
  EXPECT_EQ(test.handler.handled, 2);

  // Room again once one has gone; the server learns of it in its own time, so ask until it has.
  first.reset();
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  int status = 503;
  while (status == 503 && std::chrono::steady_clock::now() < give_up) status = get(port, "/").status;
  EXPECT_EQ(status, 200);
}

TEST(ErrorBody, IsMadeByTheOption) {
  auto options = loopback();
  options.error_body = [](unsigned status, std::string_view reason) {
    Response response{status, {}, R"({"code":)" + std::to_string(status) + R"(,"why":")" + std::string{reason} + "\"}"};
    response.headers.add("Content-Type", "application/json");
    return response;
  };
  TestServer test{options};
  RawClient client{test.start()};
  client.send("GET / HTTP/1.1\r\n\r\n");
  const auto response = client.response();
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.header("Content-Type"), "application/json");
  EXPECT_THAT(response.body, HasSubstr("Host"));
}

}  // namespace
}  // namespace http::test
