// What a peer sees of our RFC 6455, byte by byte over real connections, plain and TLS. The codec's own tests have every
// case; these are about what happens to the connection.
#include "../websocket/frames.hpp"
#include "certificate.hpp"
#include "live.hpp"

#include <string>

namespace engineio {
namespace {

using namespace std::string_literals;
using http::test::ClientTls;
using http::test::RawClient;
using websocket::client_frame;
using websocket::Fin;
using websocket::Opcode;

const std::string kOpening =
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

class FramingLive : public LoopbackTest, public testing::WithParamInterface<ClientTls> {
 protected:
  void SetUp() override {
    http::ServerOptions options;
    if (GetParam() != ClientTls::kNone) {
      const auto certificate = http::test::make_certificate(folder_);
      options.tls = http::make_tls_context(certificate.certificate_file, certificate.key_file);
    }
    start({}, options);
    client_ = std::make_unique<RawClient>(port(), GetParam());
    client_->send(kOpening);
    EXPECT_NE(client_->until("\r\n\r\n").find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), std::string::npos);
    const std::string open = client_->until("}");
    sid_ = sid_of(open.substr(open.find('{') - 1));
  }
  /// Sends, and reads what comes until the server ends the connection.
  std::string all_after(const std::string& bytes) {
    client_->send(bytes);
    return client_->rest();
  }
  [[nodiscard]] CloseReason reason() { return handler_.reason(sid_); }

  const http::test::TemporaryFolder folder_;
  std::unique_ptr<RawClient> client_;
  std::string sid_;
};

const std::string kBye = client_frame(Opcode::kClose, "\x03\xe8"s);
const std::string kByeAnswer = "\x88\x02\x03\xe8"s;

TEST_P(FramingLive, FragmentsWithAPingBetween) {
  EXPECT_EQ(all_after(client_frame(Opcode::kText, "4he", Fin::kNo) + client_frame(Opcode::kPing, "there?") +
                      client_frame(Opcode::kContinuation, "llo") + kBye),
            "\x8a\x06there?\x81\x06" "4hello" + kByeAnswer);
  EXPECT_EQ(reason(), CloseReason::kTransportClose);
}

TEST_P(FramingLive, ByteByByte) {
  for (const char byte : client_frame(Opcode::kText, "4slow")) client_->send({&byte, 1});
  EXPECT_EQ(client_->until("w"), "\x81\x05" "4slow");
  for (const char byte : client_frame(Opcode::kPing, "p")) client_->send({&byte, 1});
  EXPECT_EQ(client_->until("p"), "\x8a\x01p");
}

TEST_P(FramingLive, ManyFramesInOneSegment) {
  std::string sent;
  std::string expected;
  for (int i = 0; i < 500; ++i) {
    const std::string text = "4" + std::to_string(i);
    sent += client_frame(Opcode::kText, text);
    expected += "\x81" + std::string(1, static_cast<char>(text.size())) + text;
  }
  EXPECT_EQ(all_after(sent + kBye), expected + kByeAnswer);
}

TEST_P(FramingLive, AMessageOfManyReadsComesBackWhole) {
  const std::string large = "4" + std::string(900'000, 'x');
  client_->send(client_frame(Opcode::kText, large) + client_frame(Opcode::kText, "4end"));
  const std::string back = client_->until("4end");
  EXPECT_EQ(back.size(), 10 + large.size() + 2 + 4);
  EXPECT_EQ(back.substr(10, large.size()), large);
}

TEST_P(FramingLive, TheCloseFrameIsEchoedWithItsCode) {
  EXPECT_EQ(all_after(client_frame(Opcode::kClose, "\x0f\xa0" "bye"s)), "\x88\x02\x0f\xa0"s);
  EXPECT_EQ(reason(), CloseReason::kTransportClose);
}

TEST_P(FramingLive, ACloseFrameWithoutACodeGetsOneWithout) {
  EXPECT_EQ(all_after(client_frame(Opcode::kClose, "")), "\x88\0"s);
  EXPECT_EQ(reason(), CloseReason::kTransportClose);
}

TEST_P(FramingLive, WhatIsAgainstTheRulesIsNamed) {
  EXPECT_EQ(all_after("\x81\x05hello"s), "\x88\x02\x03\xea"s) << "1002";
  EXPECT_EQ(reason(), CloseReason::kTransportError);
}

TEST_P(FramingLive, TextThatIsNotUtf8IsNamed) {
  EXPECT_EQ(all_after(client_frame(Opcode::kText, "4\xff")), "\x88\x02\x03\xef"s) << "1007";
  EXPECT_EQ(reason(), CloseReason::kTransportError);
}

// The peer is in the middle of sending when we refuse: if its bytes were left unread, the reset that answers them would
// overtake the close frame.
TEST_P(FramingLive, TooMuchIsNamedWhileThePeerStillSends) {
  const std::string huge = client_frame(Opcode::kText, "4" + std::string(3'000'000, 'x'));
  EXPECT_EQ(all_after(huge), "\x88\x02\x03\xf1"s) << "1009";
  EXPECT_EQ(reason(), CloseReason::kTransportError);
}

TEST_P(FramingLive, WhatWasSentBeforeAFaultWasTaken) {
  EXPECT_EQ(all_after(client_frame(Opcode::kText, "4good") + "\x81\x01x"s), "\x81\x05" "4good\x88\x02\x03\xea"s);
}

TEST_P(FramingLive, TheServersCloseWaitsForThePeersAndDropsTheRest) {
  const auto socket = handler_.socket(sid_);
  socket->close();
  EXPECT_EQ(client_->until("\x03\xe8"s), "\x81\x01" "1" + kByeAnswer);
  EXPECT_EQ(all_after(client_frame(Opcode::kText, "4too late") + client_frame(Opcode::kPing, "x") + kBye), "");
  EXPECT_EQ(reason(), CloseReason::kServerClose);
}

// Pings without end: their answers must not pile up here, whoever sends them without reading.
TEST_P(FramingLive, OfManyPingsAtOnceTheLatestIsAnswered) {
  std::string pings;
  for (int i = 0; i < 1'000; ++i) pings += client_frame(Opcode::kPing, std::to_string(1'000'000 + i));
  client_->send(pings);
  EXPECT_LT(client_->until("1000999").size(), 1'000 * 9U);
  EXPECT_EQ(all_after(kBye), kByeAnswer);
}

TEST_P(FramingLive, MessagesSentInOneTurnComeInOrder) {
  const auto socket = handler_.socket(sid_);
  std::string expected;
  for (int i = 0; i < 200; ++i) {
    const std::string text(1'000, static_cast<char>('a' + i % 26));
    const Message message{MessageKind::kText, std::make_shared<const std::string>(text)};
    socket->send({&message, 1});
    expected += "\x81\x7e\x03\xe9" "4" + text;
  }
  const Message last{MessageKind::kText, std::make_shared<const std::string>("last")};
  socket->send({&last, 1});
  EXPECT_EQ(client_->until("last"), expected + "\x81\x05" "4last");
}

INSTANTIATE_TEST_SUITE_P(Over, FramingLive, testing::Values(ClientTls::kNone, ClientTls::k12, ClientTls::k13),
                         [](const testing::TestParamInfo<ClientTls>& over) {
                           return over.param == ClientTls::kNone ? "Tcp" : over.param == ClientTls::k12 ? "Tls12" : "Tls13";
                         });

TEST_F(LoopbackTest, AnotherVersionOfTheHandshakeLearnsOurs) {
  start();
  RawClient client(port());
  std::string opening = kOpening;
  opening.replace(opening.find("Version: 13"), 11, "Version: 8 ");
  client.send(opening);
  const auto answer = client.response();
  EXPECT_EQ(answer.status, 426);
  EXPECT_EQ(answer.header("Sec-WebSocket-Version"), "13");
  EXPECT_EQ(engine_->session_count(), 0U);
}

TEST_F(LoopbackTest, AHandshakeWithoutAKeyIsABadRequest) {
  start();
  RawClient client(port());
  std::string opening = kOpening;
  opening.erase(opening.find("Sec-WebSocket-Key"), opening.rfind("\r\n") - opening.find("Sec-WebSocket-Key"));
  client.send(opening);
  EXPECT_EQ(client.response().status, 400);
}

}  // namespace
}  // namespace engineio
