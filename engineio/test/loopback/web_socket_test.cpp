#include "certificate.hpp"
#include "live.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>

namespace engineio {
namespace {

using http::test::RawClient;

class WebSocketLive : public LoopbackTest {};

TEST_F(WebSocketLive, EchoesBothKinds) {
  start();
  WsClient client(port());
  const std::string sid = sid_of(client.next());
  client.send("4hello");
  EXPECT_EQ(client.next(), "4hello");
  client.send_binary(std::string("\0\x01\xff", 3));
  EXPECT_EQ(client.next(), std::string("\0\x01\xff", 3));
  EXPECT_EQ(handler_.socket(sid)->handshake().remote_address, "127.0.0.1");
  const Handshake& handshake = handler_.socket(sid)->handshake();
  EXPECT_NE(handshake.header("host"), "");
  for (const auto* name : {"Connection", "Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version"}) {
    EXPECT_EQ(handshake.header(name), "") << name << " is of the connection, not of the peer";
  }
}

TEST_F(WebSocketLive, ReasonsOfTheEnd) {
  start();
  const auto ends = [this](const std::function<void(WsClient&)>& how) {
    WsClient client(port());
    const std::string sid = sid_of(client.next());
    how(client);
    return handler_.reason(sid);
  };
  EXPECT_EQ(ends([](WsClient& c) { c.close(); }), CloseReason::kTransportClose);
  EXPECT_EQ(ends([](WsClient& c) { c.reset(); }), CloseReason::kTransportClose);
  EXPECT_EQ(ends([](WsClient& c) { c.send("1"); }), CloseReason::kClientClose);
  EXPECT_EQ(ends([](WsClient& c) { c.send("nonsense"); }), CloseReason::kParseError);
  // A frame with reserved bits (RFC 6455, section 5.2), and one without the mask.
  EXPECT_EQ(ends([](WsClient& c) {
              c.send_raw(std::string("\xf1\x80\0\0\0\0", 6));
              c.read_to_end();
            }),
            CloseReason::kTransportError);
  EXPECT_EQ(ends([](WsClient& c) {
              c.send_raw(
                  "\x81\x02"
                  "4a");
              c.read_to_end();
            }),
            CloseReason::kTransportError);
  EXPECT_EQ(ends([](WsClient& c) {
              c.send("4" + std::string(1'000'000, 'x'));
              c.read_to_end();
            }),
            CloseReason::kTransportError);
  EXPECT_EQ(engine_->session_count(), 0U);
}

TEST_F(WebSocketLive, CloseOfTheServerSendsWhatIsQueuedAndACloseFrame) {
  start();
  WsClient client(port());
  const std::string sid = sid_of(client.next());
  const auto socket = handler_.socket(sid);
  const Message unit[] = {{MessageKind::kText, std::make_shared<const std::string>("a")},
                          {MessageKind::kText, std::make_shared<const std::string>("b")}};
  socket->send(unit);
  socket->close();
  EXPECT_EQ(client.next(), "4a");
  EXPECT_EQ(client.next(), "4b");
  EXPECT_EQ(client.next(), "1");
  EXPECT_THROW(client.next(), boost::system::system_error);
  EXPECT_EQ(handler_.reason(sid), CloseReason::kServerClose);
}

TEST_F(WebSocketLive, PingTimeout) {
  Config config;
  config.ping_interval = base::Millis{20};
  config.ping_timeout = base::Millis{20};
  start(config);
  WsClient client(port());
  const std::string sid = sid_of(client.next());
  EXPECT_EQ(client.next(), "2");
  EXPECT_EQ(handler_.reason(sid), CloseReason::kPingTimeout);
}

TEST_F(WebSocketLive, ASlowConsumerIsCutOffAndItsMessagesAreFreed) {
  start();
  WsClient client(port());
  const std::string sid = sid_of(client.next());
  const auto socket = handler_.socket(sid);
  const auto shared = std::make_shared<const std::string>(100'000, 'x');
  const Message message{MessageKind::kBinary, shared};
  // Far more than the bound and the kernel's buffers hold together; the client reads none of it.
  for (int i = 0; i < 2'000; ++i) socket->send({&message, 1});
  EXPECT_EQ(handler_.reason(sid), CloseReason::kSlowConsumer);
  client.read_to_end();
  pool_.stop();
  server_.reset();
  EXPECT_EQ(shared.use_count(), 2);
}

TEST_F(WebSocketLive, BytesBeforeThe101AreRefused) {
  start();
  RawClient client(port());
  client.send(
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
      "\x81\x82....");
  EXPECT_EQ(client.rest(), "");
  EXPECT_EQ(engine_->session_count(), 0U);
}

TEST_F(WebSocketLive, AnUnknownSidIsRefusedBeforeThe101) {
  start();
  RawClient client(port());
  client.send(
      "GET /socket.io/?EIO=4&transport=websocket&sid=abc HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  const auto answer = client.response();
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body, R"({"code":1,"message":"Session ID unknown"})");
}

TEST_F(WebSocketLive, ALongHeaderIsNoTrouble) {
  start();
  RawClient client(port());
  client.send(
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      "Cookie: " +
      std::string(8'000, 'c') + "\r\n\r\n");
  EXPECT_NE(client.until("\r\n\r\n").find("101 Switching Protocols"), std::string::npos);
}

TEST_F(WebSocketLive, OverTls) {
  const http::test::TemporaryFolder folder;
  const auto certificate = http::test::make_certificate(folder);
  http::ServerOptions options;
  options.tls = http::make_tls_context(certificate.certificate_file, certificate.key_file);
  start({}, options);
  boost::asio::io_context context;
  boost::asio::ssl::context tls(boost::asio::ssl::context::tls_client);
  boost::beast::websocket::stream<boost::asio::ssl::stream<boost::asio::ip::tcp::socket>> client(context, tls);
  client.next_layer().next_layer().connect({boost::asio::ip::address_v4::loopback(), port()});
  client.next_layer().handshake(boost::asio::ssl::stream_base::client);
  client.handshake("localhost", "/socket.io/?EIO=4&transport=websocket");
  boost::beast::flat_buffer buffer;
  client.read(buffer);
  const std::string sid = sid_of(boost::beast::buffers_to_string(buffer.data()));
  EXPECT_TRUE(handler_.socket(sid)->handshake().secure);
  const std::string big = "4" + std::string(500'000, 'x');
  client.write(boost::asio::buffer(big));
  buffer.clear();
  client.read(buffer);
  EXPECT_EQ(boost::beast::buffers_to_string(buffer.data()), big);
  client.close(boost::beast::websocket::close_code::normal);
  EXPECT_EQ(handler_.reason(sid), CloseReason::kTransportClose);
}

}  // namespace
}  // namespace engineio
