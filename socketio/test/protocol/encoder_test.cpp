#include "socketio/protocol/encoder.hpp"

#include <gtest/gtest.h>
#include <stdexcept>

namespace socketio::protocol {
namespace {

Payload with_bytes(std::string json, std::string bytes) {
  return Payload{std::move(json), {std::make_shared<const std::string>(std::move(bytes))}};
}

TEST(Encoder, WritesEvents) {
  EXPECT_EQ(encode_event("/", "a", {"[]", {}}, {}, "").text, R"(2["a"])");
  EXPECT_EQ(encode_event("/", "a", {"", {}}, {}, "").text, R"(2["a"])");
  EXPECT_EQ(encode_event("/", "a", {" [ ] ", {}}, {}, "").text, R"(2["a"])");
  EXPECT_EQ(encode_event("/", "a", {R"([1,"2",{"3":[true]}])", {}}, {}, "").text, R"(2["a",1,"2",{"3":[true]}])");
  EXPECT_EQ(encode_event("/custom", "a", {"[1]", {}}, 12, "").text, R"(2/custom,12["a",1])");
  EXPECT_EQ(encode_event("/", "q\"\n", {"[]", {}}, {}, "").text, R"(2["q\"\n"])");
}

TEST(Encoder, AppendsOffsets) {
  EXPECT_EQ(encode_event("/", "a", {"[1]", {}}, {}, "2x").text, R"(2["a",1,"2x"])");
  EXPECT_EQ(encode_event("/", "a", {"[]", {}}, {}, "2x").text, R"(2["a","2x"])");
}

TEST(Encoder, WritesBinary) {
  const Encoded event = encode_event("/c", "a", with_bytes(R"([{"_placeholder":true,"num":0}])", "xyz"), 3, "o");
  EXPECT_EQ(event.text, R"(51-/c,3["a",{"_placeholder":true,"num":0},"o"])");
  ASSERT_EQ(event.attachments.size(), 1U);
  EXPECT_EQ(*event.attachments[0], "xyz");
  EXPECT_EQ(encode_ack("/", with_bytes(R"([{"_placeholder":true,"num":0}])", "x"), 3).text,
            R"(61-3[{"_placeholder":true,"num":0}])");
}

TEST(Encoder, SharesAttachments) {
  const Payload args = with_bytes(R"([{"_placeholder":true,"num":0}])", "xyz");
  EXPECT_EQ(encode_event("/", "a", args, {}, "").attachments[0].get(), args.attachments[0].get());
}

TEST(Encoder, WritesTheRest) {
  EXPECT_EQ(encode_ack("/", {"[1]", {}}, 456).text, "3456[1]");
  EXPECT_EQ(encode_ack("/c", {"", {}}, 0).text, "3/c,0[]");
  EXPECT_EQ(encode_connect("/", R"({"sid":"x"})"), R"(0{"sid":"x"})");
  EXPECT_EQ(encode_connect("/c", R"({"sid":"x"})"), R"(0/c,{"sid":"x"})");
  EXPECT_EQ(encode_connect_error("/c", "{}"), "4/c,{}");
  EXPECT_EQ(encode_disconnect("/"), "1");
  EXPECT_EQ(encode_disconnect("/c"), "1/c,");
}

TEST(Encoder, RefusesWhatIsNoArray) {
  for (const auto* json : {"{}", "1", "[", "]", "\"[]"}) {
    EXPECT_THROW(static_cast<void>(encode_event("/", "a", {json, {}}, {}, "")), std::invalid_argument) << json;
  }
}

}  // namespace
}  // namespace socketio::protocol
