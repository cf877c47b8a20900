#include "support/certificate.hpp"
#include "support/test_server.hpp"

#include <gmock/gmock.h>

namespace http::test {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr std::string_view kGet = "GET /tls HTTP/1.1\r\nHost: t\r\n\r\n";

class Tls : public ::testing::Test {
 protected:
  static ServerOptions options(const Certificate& certificate) {
    auto out = loopback();
    out.tls = make_tls_context(certificate.certificate_file, certificate.key_file);
    return out;
  }
  TemporaryFolder folder;
  Certificate certificate = make_certificate(folder);
  TestServer test{options(certificate)};
};

TEST_F(Tls, SpeaksTls12And13) {
  const auto port = test.start();
  RawClient client12{port, ClientTls::k12};
  EXPECT_EQ(client12.tls_version(), "TLSv1.2");
  RawClient client13{port, ClientTls::k13};
  EXPECT_EQ(client13.tls_version(), "TLSv1.3");
  for (auto* client : {&client12, &client13}) {
    EXPECT_EQ(client->alpn(), "http/1.1");
    for (int i = 0; i < 2; ++i) {
      client->send(kGet);
      EXPECT_EQ(client->response().body, "GET /tls ");
    }
  }
}

TEST_F(Tls, RefusesTls11) {
  const auto port = test.start();
  const auto connect = [port] { RawClient{port, ClientTls::k11}; };
  EXPECT_THAT(connect, ThrowsMessage<std::runtime_error>(HasSubstr("protocol version")));
}

TEST_F(Tls, TellsTheHandler) {
  test.handler.on_request = [](const std::shared_ptr<Exchange>& exchange) {
    exchange->respond({200, {}, exchange->request().secure ? "secure" : "plain"});
  };
  RawClient client{test.start(), ClientTls::k13};
  client.send(kGet);
  EXPECT_EQ(client.response().body, "secure");
}

TEST_F(Tls, ClosesProperly) {
  RawClient client{test.start(), ClientTls::k13};
  client.send("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.response().status, 200);
  EXPECT_EQ(client.rest(), "");
}

TEST_F(Tls, AMegabyteGoesBothWays) {
  test.handler.on_request = [](const std::shared_ptr<Exchange>& exchange) {
    exchange->respond({200, {}, exchange->request().body});
  };
  RawClient client{test.start(), ClientTls::k13};
  const std::string body(1 << 20, 'x');
  client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_TRUE(client.response().body == body);
}

TEST_F(Tls, PipelinedRequestsAndARefusalBehindThem) {
  RawClient client{test.start(), ClientTls::k13};
  client.send(std::string{kGet} + std::string{kGet} + "GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.response().status, 200);
  EXPECT_EQ(client.response().status, 200);
  EXPECT_EQ(client.response().status, 400);
  EXPECT_EQ(client.rest(), "");
}

TEST_F(Tls, APeerThatGoesAwayAborts) {
  Inbox<std::shared_ptr<Exchange>> handled;
  Inbox<int> aborted;
  test.handler.on_request = [&](std::shared_ptr<Exchange> exchange) {
    exchange->on_abort([&aborted] { aborted.put(1); });
    handled.put(std::move(exchange));
  };
  RawClient client{test.start(), ClientTls::k13};
  client.send(kGet);
  const auto exchange = handled.take();
  client.reset();
  EXPECT_EQ(aborted.take(), 1);
}

TEST_F(Tls, PlainHttpOnATlsPortIsClosed) {
  RawClient client{test.start()};
  client.send(kGet);
  static_cast<void>(client.rest());  // A TLS alert or nothing; then the end.
  EXPECT_EQ(test.handler.handled, 0);
}

TEST(TlsContext, NamesTheFileThatIsWrong) {
  const TemporaryFolder folder;
  const auto good = make_certificate(folder, "good");
  const auto other = make_certificate(folder, "other");
  const auto garbage = folder.write("garbage.pem", "no PEM").string();
  const auto make = [](const std::string& certificate, const std::string& key) {
    return [certificate, key] { static_cast<void>(make_tls_context(certificate, key)); };
  };
  EXPECT_THAT(make("/nowhere/c.pem", good.key_file), ThrowsMessage<std::runtime_error>(HasSubstr("/nowhere/c.pem")));
  EXPECT_THAT(make(good.certificate_file, "/nowhere/k"), ThrowsMessage<std::runtime_error>(HasSubstr("/nowhere/k")));
  EXPECT_THAT(make(garbage, good.key_file), ThrowsMessage<std::runtime_error>(HasSubstr(garbage)));
  EXPECT_THAT(make(good.certificate_file, garbage), ThrowsMessage<std::runtime_error>(HasSubstr(garbage)));
  EXPECT_THAT(make(good.certificate_file, other.key_file),
              ThrowsMessage<std::runtime_error>(HasSubstr(other.key_file)));
}

}  // namespace
}  // namespace http::test
