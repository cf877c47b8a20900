#include "websocket/frame.hpp"

#include "frames.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace engineio::websocket {
namespace {

using namespace std::string_literals;

HeadStep step(std::string_view bytes) {
  FrameHead head;
  return parse_head(bytes, head);
}

TEST(FrameHead, ReadsEveryLengthForm) {
  FrameHead head;
  ASSERT_EQ(parse_head("\x81\x85mask"s, head), HeadStep::kDone);
  EXPECT_EQ(head.opcode, Opcode::kText);
  EXPECT_TRUE(head.final);
  EXPECT_EQ(head.length, 5U);
  EXPECT_EQ(head.size, 6U);
  EXPECT_EQ(std::string(head.mask.begin(), head.mask.end()), "mask");
  ASSERT_EQ(parse_head("\x02\xfe\x01\x00mask"s, head), HeadStep::kDone);
  EXPECT_EQ(head.opcode, Opcode::kBinary);
  EXPECT_FALSE(head.final);
  EXPECT_EQ(head.length, 256U);
  EXPECT_EQ(head.size, 8U);
  ASSERT_EQ(parse_head("\x82\xff\0\0\0\0\0\x01\0\0mask"s, head), HeadStep::kDone);
  EXPECT_EQ(head.length, 65'536U);
  EXPECT_EQ(head.size, 14U);
}

TEST(FrameHead, WaitsForEveryByte) {
  for (const std::string& whole : {"\x81\x85mask"s, "\x82\xfe\x01\0mask"s, "\x82\xff\0\0\0\0\0\x01\0\0mask"s}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      EXPECT_EQ(step(whole.substr(0, size)), HeadStep::kNeedMore) << size;
    }
  }
}

TEST(FrameHead, RefusesReservedBitsAndOpcodes) {
  for (const int bit : {0x10, 0x20, 0x40}) {
    EXPECT_EQ(step(std::string{static_cast<char>(0x81 | bit), '\x80'} + "mask"), HeadStep::kBad) << bit;
  }
  for (const int opcode : {0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF}) {
    EXPECT_EQ(step(std::string{static_cast<char>(0x80 | opcode), '\x80'} + "mask"), HeadStep::kBad) << opcode;
  }
}

TEST(FrameHead, RefusesAFrameWithoutAMask) { EXPECT_EQ(step("\x81\x05hello"s), HeadStep::kBad); }

TEST(FrameHead, RefusesALengthInALongerFormThanItNeeds) {
  EXPECT_EQ(step("\x81\xfe\x00\x7dmask"s), HeadStep::kBad);
  EXPECT_EQ(step("\x81\xfe\x00\x7emask"s), HeadStep::kDone);
  EXPECT_EQ(step("\x81\xff\0\0\0\0\0\0\xff\xffmask"s), HeadStep::kBad);
  EXPECT_EQ(step("\x81\xff\0\0\0\0\0\0\0\x01mask"s), HeadStep::kBad);
  EXPECT_EQ(step("\x81\xff\x80\0\0\0\0\x01\0\0mask"s), HeadStep::kBad) << "the highest bit must be 0";
  EXPECT_EQ(step("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xffmask"s), HeadStep::kDone);
}

TEST(FrameHead, RefusesControlFramesThatAreCutOrLong) {
  for (const char opcode : {'\x8', '\x9', '\xa'}) {
    EXPECT_EQ(step(std::string{opcode, '\x80'} + "mask"), HeadStep::kBad);
    const auto final = static_cast<char>(0x80 | opcode);
    EXPECT_EQ(step(std::string{final, '\xfd'} + "mask"), HeadStep::kDone) << "125 bytes";
    EXPECT_EQ(step(std::string{final, '\xfe', '\0', '\x7e'} + "mask"), HeadStep::kBad);
    EXPECT_EQ(step(std::string{final, '\xff'}), HeadStep::kBad);
  }
}

TEST(ServerHead, UsesTheShortestForm) {
  std::array<char, kMaxServerHead> out{};
  const auto written = [&](Opcode opcode, std::uint64_t length) {
    return std::string(out.data(), write_head(out, opcode, length));
  };
  EXPECT_EQ(written(Opcode::kText, 0), "\x81\0"s);
  EXPECT_EQ(written(Opcode::kBinary, 125), "\x82\x7d"s);
  EXPECT_EQ(written(Opcode::kText, 126), "\x81\x7e\0\x7e"s);
  EXPECT_EQ(written(Opcode::kText, 65'535), "\x81\x7e\xff\xff"s);
  EXPECT_EQ(written(Opcode::kText, 65'536), "\x81\x7f\0\0\0\0\0\x01\0\0"s);
}

RC_GTEST_PROP(Unmask, IsTheMaskByteByByteWhereverThePieceBegins,
              (std::string payload, const std::array<char, 4>& mask)) {
  const auto size = *rc::gen::inRange<std::size_t>(0, 200);
  payload.resize(size, 'x');
  const auto offset = *rc::gen::inRange<std::uint64_t>(0, 1'000);
  std::string expected = payload;
  for (std::size_t i = 0; i < size; ++i) expected[i] = static_cast<char>(expected[i] ^ mask[(offset + i) % 4]);
  unmask(payload, mask, offset);
  RC_ASSERT(payload == expected);
}

}  // namespace
}  // namespace engineio::websocket
