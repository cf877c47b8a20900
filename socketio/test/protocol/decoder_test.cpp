#include "support/copying_decoder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace socketio::protocol {
namespace {

using test::CopyingDecoder;
using test::Packet;

std::string nested(std::size_t arrays) { return std::string(arrays, '[') + std::string(arrays, ']'); }

Packet decode(std::string_view text) {
  CopyingDecoder decoder{DecoderLimits{}};
  auto outcome = decoder.text(text);
  EXPECT_TRUE(outcome.has_value()) << text << ": " << (outcome ? "" : to_string(outcome.error()));
  return outcome && *outcome ? **outcome : Packet{};
}

DecodeError refusal(std::string_view text) {
  CopyingDecoder decoder{DecoderLimits{}};
  const auto outcome = decoder.text(text);
  EXPECT_FALSE(outcome.has_value()) << text;
  return outcome ? DecodeError::kUnexpectedBinary : outcome.error();
}

TEST(Decoder, ReadsConnect) {
  const Packet bare = decode("0");
  EXPECT_EQ(bare.type, PacketType::kConnect);
  EXPECT_EQ(bare.nsp, "/");
  EXPECT_EQ(bare.payload.json, "");
  EXPECT_EQ(decode(R"(0{"token":"123"})").payload.json, R"({"token":"123"})");
  const Packet admin = decode(R"(0/admin,{"token":"123"})");
  EXPECT_EQ(admin.nsp, "/admin");
  EXPECT_EQ(admin.payload.json, R"({"token":"123"})");
  EXPECT_EQ(decode("0/admin,").nsp, "/admin");
  EXPECT_EQ(decode("0/admin").nsp, "/admin");
}

TEST(Decoder, ReadsEvents) {
  const Packet plain = decode(R"(2["hello",1])");
  EXPECT_EQ(plain.type, PacketType::kEvent);
  EXPECT_EQ(plain.name, "hello");
  EXPECT_EQ(plain.payload.json, "[1]");
  EXPECT_FALSE(plain.id);
  const Packet rich = decode(R"(2/admin,456[ "a\"\u00e9b" , {"x":[true]} , "," ])");
  EXPECT_EQ(rich.nsp, "/admin");
  EXPECT_EQ(rich.id, 456U);
  EXPECT_EQ(rich.name,
            "a\"\xc3\xa9"
            "b");
  EXPECT_EQ(rich.payload.json, R"([ {"x":[true]} , "," ])");
  EXPECT_EQ(decode(R"(2["alone"])").payload.json, "[]");
  EXPECT_EQ(decode(R"(2["]",[["]"]]])").payload.json, R"([[["]"]]])");
  EXPECT_EQ(decode(R"(2[""])").name, "");
}

TEST(Decoder, TakesANumberForAName) {
  EXPECT_EQ(decode("2[12,true]").name, "12");
  EXPECT_EQ(decode("2[-1.5e3]").name, "-1.5e3");
}

TEST(Decoder, ReadsAcks) {
  const Packet ack = decode(R"(3/admin,9007199254740991["ok"])");
  EXPECT_EQ(ack.type, PacketType::kAck);
  EXPECT_EQ(ack.id, kMaxAckId);
  EXPECT_EQ(ack.payload.json, R"(["ok"])");
}

TEST(Decoder, ReadsDisconnectAndConnectError) {
  EXPECT_EQ(decode("1").type, PacketType::kDisconnect);
  EXPECT_EQ(decode("1/admin,").nsp, "/admin");
  EXPECT_EQ(decode(R"(4{"message":"no"})").type, PacketType::kConnectError);
}

TEST(Decoder, ReassemblesBinary) {
  CopyingDecoder decoder{DecoderLimits{}};
  const auto head = decoder.text(R"(52-/admin,7["f",{"_placeholder":true,"num":1},[{"num":0,"_placeholder":true}]])");
  ASSERT_TRUE(head.has_value());
  EXPECT_FALSE(head->has_value());
  const auto first = decoder.binary(std::string_view{"\0\1", 2});
  ASSERT_TRUE(first.has_value());
  EXPECT_FALSE(first->has_value());
  const auto second = decoder.binary("two");
  ASSERT_TRUE(second.has_value() && second->has_value());
  const Packet& packet = **second;
  EXPECT_EQ(packet.type, PacketType::kEvent);
  EXPECT_EQ(packet.id, 7U);
  ASSERT_EQ(packet.payload.attachments.size(), 2U);
  EXPECT_EQ(*packet.payload.attachments[0], (std::string{"\0\1", 2}));
  EXPECT_EQ(*packet.payload.attachments[1], "two");
  // and is ready for the next one
  EXPECT_TRUE(decoder.text(R"(2["x"])").has_value());
}

TEST(Decoder, ReassemblesBinaryAcks) {
  CopyingDecoder decoder{DecoderLimits{}};
  ASSERT_TRUE(decoder.text(R"(61-3[{"_placeholder":true,"num":0}])").has_value());
  const auto packet = decoder.binary("x");
  ASSERT_TRUE(packet.has_value() && packet->has_value());
  EXPECT_EQ((*packet)->type, PacketType::kAck);
}

TEST(Decoder, RefusesWhatIsNoPacket) {
  for (const auto* text : {"", "abc", "7", "9[\"x\"]", " 2[\"x\"]"}) {
    EXPECT_EQ(refusal(text), DecodeError::kUnknownType) << text;
  }
  for (const auto* text : {"0[]",         "0{",
                           "0{} x",       "0\"a\"",
                           "0null",       "1{}",
                           "1[]",         "2",
                           "2{}",         "2[]",
                           "2[null]",     "2[{}]",
                           "2[[\"x\"]]",  "2[\"x\"",
                           "2[\"x\"]]",   "2[\"x\",]",
                           "2abc[\"x\"]", "2\"x\"",
                           "31{}",        "31",
                           "2[\"\xff\"]", "2[\"x\"]2[\"y\"]"}) {
    EXPECT_EQ(refusal(text), DecodeError::kBadPayload) << text;
  }
}

TEST(Decoder, RefusesReservedNames) {
  for (const auto* name :
       {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"}) {
    EXPECT_EQ(refusal(std::string{"2[\""} + name + "\"]"), DecodeError::kReservedEvent) << name;
  }
  EXPECT_EQ(refusal(R"(2["\u0063onnect"])"), DecodeError::kReservedEvent);
  EXPECT_EQ(decode(R"(2["connected"])").name, "connected");
}

TEST(Decoder, RefusesBadIds) {
  EXPECT_EQ(refusal(R"(29007199254740992["x"])"), DecodeError::kBadId);
  EXPECT_EQ(refusal(R"(2123456789012345678901234567890["x"])"), DecodeError::kBadId);
  EXPECT_EQ(refusal("3[]"), DecodeError::kBadId) << "an ack without an id answers nothing";
}

TEST(Decoder, RefusesBadAttachmentCounts) {
  for (const auto* text : {"5[\"x\"]", "50-[\"x\"]", "5-[\"x\"]", "5-1-[\"x\"]", "51", "51[\"x\"]", "51.0-[\"x\"]",
                           "599999999999999999999999-[\"x\"]"}) {
    EXPECT_EQ(refusal(text), DecodeError::kBadAttachmentCount) << text;
  }
  EXPECT_EQ(refusal("565-[\"x\"]"), DecodeError::kTooManyAttachments);
}

TEST(Decoder, RefusesBadPlaceholders) {
  for (const auto* text : {
           R"(51-["x",{"_placeholder":true,"num":1}])",    // out of range
           R"(51-["x",{"_placeholder":true,"num":-1}])",   //
           R"(51-["x",{"_placeholder":true,"num":0.5}])",  //
           R"(51-["x",{"_placeholder":true,"num":"0"}])",  //
           R"(51-["x",{"_placeholder":true}])",            // none
           R"(52-["x",{"_placeholder":true,"num":0}])",    // the second is never used
           R"(51-["x"])",                                  // used nowhere
           R"(51-["x",{"_placeholder":false,"num":0}])",   //
           R"(51-["x",{"_placeholder":true,"num":0},{"num":3,"_placeholder":true}])",
           R"(2["x",{"_placeholder":true,"num":0}])",  // in an event without attachments
       }) {
    EXPECT_EQ(refusal(text), DecodeError::kBadPlaceholder) << text;
  }
}

TEST(Decoder, PlaceholdersMayRepeatAndTheLastOfEqualKeysCounts) {
  CopyingDecoder decoder{DecoderLimits{}};
  EXPECT_TRUE(decoder.text(R"(51-["x",{"_placeholder":true,"num":9,"num":0},{"_placeholder":true,"num":0}])"));
}

TEST(Decoder, KeepsOrder) {
  CopyingDecoder awaiting{DecoderLimits{}};
  ASSERT_TRUE(awaiting.text(R"(51-["x",{"_placeholder":true,"num":0}])"));
  EXPECT_EQ(awaiting.text(R"(2["y"])").error(), DecodeError::kUnexpectedText);
  CopyingDecoder idle{DecoderLimits{}};
  EXPECT_EQ(idle.binary("x").error(), DecodeError::kUnexpectedBinary);
}

TEST(Decoder, BoundsDepth) {
  // The array of the event itself is the first level.
  EXPECT_EQ(decode("2[\"x\"," + nested(kMaxJsonDepth - 1) + "]").name, "x");
  EXPECT_EQ(refusal("2[\"x\"," + nested(kMaxJsonDepth) + "]"), DecodeError::kBadPayload);
  EXPECT_EQ(refusal("2[\"x\"," + nested(100'000) + "]"), DecodeError::kBadPayload);
}

TEST(Decoder, BoundsBytes) {
  CopyingDecoder decoder{DecoderLimits{4, 64}};
  ASSERT_TRUE(decoder.text(R"(51-["x",{"_placeholder":true,"num":0}])"));
  EXPECT_EQ(decoder.binary(std::string(64, 'x')).error(), DecodeError::kTooLarge);
  CopyingDecoder other{DecoderLimits{4, 64}};
  EXPECT_EQ(other.text("2[\"" + std::string(64, 'x') + "\"]").error(), DecodeError::kTooLarge);
}

}  // namespace
}  // namespace socketio::protocol
