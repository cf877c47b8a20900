#include "engineio/protocol/packet.hpp"

#include "engineio/protocol/open.hpp"
#include "engineio/protocol/refusal.hpp"

#include <gtest/gtest.h>

namespace engineio::protocol {
namespace {

TEST(Packet, EveryTypeHasItsDigit) {
  const std::string digits = "0123456";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const std::string frame = digits.substr(i, 1) + "rest";
    const auto packet = decode_frame(FrameKind::kText, frame);
    ASSERT_TRUE(packet.has_value());
    EXPECT_EQ(packet->type, static_cast<PacketType>(i));
    EXPECT_EQ(packet->data, "rest");
    EXPECT_EQ(type_digit(packet->type), digits[i]);
  }
}

TEST(Packet, NoOtherCharacterIsAType) {
  for (int c = 0; c < 256; ++c) {
    const std::string frame(1, static_cast<char>(c));
    const bool digit = c >= '0' && c <= '6';
    EXPECT_EQ(decode_frame(FrameKind::kText, frame).has_value(), digit) << c;
  }
  EXPECT_EQ(decode_frame(FrameKind::kText, "abc").error(), ParseError::kUnknownType);
}

TEST(Packet, EmptyTextIsNoPacketButEmptyBinaryIsAMessage) {
  EXPECT_EQ(decode_frame(FrameKind::kText, "").error(), ParseError::kEmpty);
  const auto binary = decode_frame(FrameKind::kBinary, "");
  ASSERT_TRUE(binary.has_value());
  EXPECT_EQ(binary->type, PacketType::kMessage);
  EXPECT_EQ(binary->kind, FrameKind::kBinary);
}

TEST(Packet, BinaryIsNeverReadAsAType) {
  const auto packet = decode_frame(FrameKind::kBinary, "1");
  ASSERT_TRUE(packet.has_value());
  EXPECT_EQ(packet->type, PacketType::kMessage);
  EXPECT_EQ(packet->data, "1");
}

TEST(Open, IsTheHandshakeOfTheProtocol) {
  EXPECT_EQ(encode_open({"abc", Upgrades::kWebSocket, std::chrono::seconds{25}, std::chrono::seconds{20}, 1'000'000}),
            R"({"sid":"abc","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000})");
  EXPECT_EQ(encode_open({"x", Upgrades::kNone, std::chrono::milliseconds{1}, std::chrono::milliseconds{2}, 3}),
            R"({"sid":"x","upgrades":[],"pingInterval":1,"pingTimeout":2,"maxPayload":3})");
}

TEST(Refusal, HasCodeMessageAndStatusOfTheReference) {
  EXPECT_EQ(body_of(Refusal::kUnknownTransport), R"({"code":0,"message":"Transport unknown"})");
  EXPECT_EQ(body_of(Refusal::kUnknownSid), R"({"code":1,"message":"Session ID unknown"})");
  EXPECT_EQ(body_of(Refusal::kBadHandshakeMethod), R"({"code":2,"message":"Bad handshake method"})");
  EXPECT_EQ(body_of(Refusal::kBadRequest), R"({"code":3,"message":"Bad request"})");
  EXPECT_EQ(body_of(Refusal::kForbidden), R"({"code":4,"message":"Forbidden"})");
  EXPECT_EQ(body_of(Refusal::kUnsupportedVersion), R"({"code":5,"message":"Unsupported protocol version"})");
  EXPECT_EQ(body_of(Refusal::kUnavailable), R"({"code":6,"message":"Service unavailable"})");
  EXPECT_EQ(status_of(Refusal::kUnknownSid), 400U);
  EXPECT_EQ(status_of(Refusal::kForbidden), 403U);
  EXPECT_EQ(status_of(Refusal::kUnavailable), 503U);
}

}  // namespace
}  // namespace engineio::protocol
