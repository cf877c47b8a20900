#include "engineio/protocol/payload.hpp"

#include "engineio/protocol/utf8.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace engineio::protocol {
namespace {

struct Owned {
  PacketType type;
  FrameKind kind;
  std::string data;
  bool operator==(const Owned&) const = default;
};

struct Decoded {
  std::vector<Owned> packets;
  std::optional<ParseError> error;
};

Decoded decode_all(std::string_view payload) {
  Decoded out;
  PayloadReader reader(payload);
  while (auto packet = reader.next()) {
    if (packet->has_error()) {
      out.error = packet->error();
    } else {
      out.packets.push_back({(*packet)->type, (*packet)->kind, std::string{(*packet)->data}});
    }
  }
  return out;
}

std::string encode_all(const std::vector<Owned>& packets) {
  std::string payload;
  for (const Owned& packet : packets) append_packet(payload, {packet.type, packet.kind, packet.data});
  return payload;
}

TEST(Payload, ExampleOfTheProtocol) {
  const auto decoded = decode_all(
      "4hello\x1e"
      "2\x1e"
      "4world");
  ASSERT_FALSE(decoded.error);
  EXPECT_EQ(decoded.packets, (std::vector<Owned>{{PacketType::kMessage, FrameKind::kText, "hello"},
                                                 {PacketType::kPing, FrameKind::kText, ""},
                                                 {PacketType::kMessage, FrameKind::kText, "world"}}));
}

TEST(Payload, BinaryIsBase64) {
  const auto decoded = decode_all(
      "4hello\x1e"
      "bAQIDBA==");
  ASSERT_FALSE(decoded.error);
  ASSERT_EQ(decoded.packets.size(), 2U);
  EXPECT_EQ(decoded.packets[1], (Owned{PacketType::kMessage, FrameKind::kBinary, "\x01\x02\x03\x04"}));
  EXPECT_EQ(encode_all(decoded.packets),
            "4hello\x1e"
            "bAQIDBA==");
}

TEST(Payload, RefusesWhatIsNoPacketAndStopsThere) {
  const std::vector<std::tuple<std::string, std::size_t, ParseError>> table{
      {"", 0, ParseError::kEmpty},
      {"abc", 0, ParseError::kUnknownType},
      {"4a\x1e", 1, ParseError::kEmpty},
      {"\x1e"
       "4a",
       0, ParseError::kEmpty},
      {"4a\x1e"
       "7\x1e"
       "4b",
       1, ParseError::kUnknownType},
      {"b!!!!", 0, ParseError::kBadBase64},
      {"4a\x1e"
       "bA\x1e"
       "4b",
       1, ParseError::kBadBase64},
      {"4\xff", 0, ParseError::kBadUtf8},
      {"4\xed\xa0\x80", 0, ParseError::kBadUtf8},
  };
  for (const auto& [payload, packets, error] : table) {
    const auto decoded = decode_all(payload);
    EXPECT_EQ(decoded.packets.size(), packets) << payload;
    ASSERT_TRUE(decoded.error) << payload;
    EXPECT_EQ(*decoded.error, error) << payload;
  }
}

TEST(Utf8, FollowsTheTableOfRfc3629) {
  for (const std::string good : {"", "plain ascii text", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
                                 "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "12345678\xc3\xa9"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  for (const std::string bad :
       {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xc2", "\xe2\x82", "\xf0\x9f\x98", "\xe2\x28\xa1", "\xe2\x82\x28", "12345678\xff"}) {
    EXPECT_FALSE(is_utf8(bad)) << bad;
  }
}

// Text of the protocol: anything but the separator, in UTF-8.
rc::Gen<std::string> text() {
  return rc::gen::container<std::string>(rc::gen::distinctFrom(rc::gen::inRange<char>(1, 127), '\x1e'));
}

rc::Gen<Owned> packet() {
  return rc::gen::oneOf(
      rc::gen::construct<Owned>(
          rc::gen::element(PacketType::kOpen, PacketType::kClose, PacketType::kPing, PacketType::kPong,
                           PacketType::kMessage, PacketType::kUpgrade, PacketType::kNoop),
          rc::gen::just(FrameKind::kText), text()),
      rc::gen::construct<Owned>(rc::gen::just(PacketType::kMessage), rc::gen::just(FrameKind::kBinary),
                                rc::gen::arbitrary<std::string>()));
}

RC_GTEST_PROP(PayloadProperty, ComesBackAsItWent, ()) {
  const auto packets = *rc::gen::nonEmpty(rc::gen::container<std::vector<Owned>>(packet()));
  const auto decoded = decode_all(encode_all(packets));
  RC_ASSERT(!decoded.error);
  RC_ASSERT(decoded.packets == packets);
}

RC_GTEST_PROP(PayloadProperty, SizeIsForetold, ()) {
  const auto packets = *rc::gen::nonEmpty(rc::gen::container<std::vector<Owned>>(packet()));
  std::size_t foretold = 0;
  for (const Owned& each : packets) foretold += encoded_size({each.type, each.kind, each.data});
  RC_ASSERT(encode_all(packets).size() == foretold - 1);  // no separator before the first
}

RC_GTEST_PROP(PayloadProperty, ArbitraryBytesNeverCrashAndWhatIsReadCanBeWritten, (const std::string& bytes)) {
  const auto decoded = decode_all(bytes);
  for (const Owned& each : decoded.packets) {
    RC_ASSERT(each.kind == FrameKind::kBinary || is_utf8(each.data));
  }
  if (!decoded.error) RC_ASSERT(decode_all(encode_all(decoded.packets)).packets == decoded.packets);
}

RC_GTEST_PROP(PayloadProperty, ArbitraryPiecesOfPacketsNeverCrash, ()) {
  const auto bytes =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"0123456b=AZaz/+ \x1e\x00\xff\xc3\xa9", 22}));
  const auto decoded = decode_all(bytes);
  RC_ASSERT(decoded.error || !decoded.packets.empty());
}

}  // namespace
}  // namespace engineio::protocol
