#include "load/frame.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace load {
namespace {

std::string payload_of(const Frame& frame) { return {frame.payload.data(), frame.payload.size()}; }

// The lengths at which RFC 6455 section 5.2 changes its form.
constexpr std::size_t kLengths[] = {0, 1, 125, 126, 65535, 65536, 70000};

TEST(Frame, ComesBackAsItWasMasked) {
  for (const auto length : kLengths) {
    const std::string payload(length, 'p');
    std::string bytes;
    append_masked(bytes, Opcode::kText, payload);
    EXPECT_EQ(static_cast<unsigned char>(bytes[1]) & 0x80, 0x80) << "a client masks";
    const auto frame = take_frame(bytes);
    ASSERT_TRUE(frame) << length;
    EXPECT_EQ(frame->opcode, Opcode::kText);
    EXPECT_TRUE(frame->final);
    EXPECT_EQ(frame->bytes, bytes.size());
    EXPECT_EQ(payload_of(*frame), payload);
  }
}

TEST(Frame, ServersDoNotMask) {
  for (const auto length : kLengths) {
    std::string bytes;
    append_server_head(bytes, Opcode::kBinary, length);
    bytes.append(length, 'p');
    const auto frame = take_frame(bytes);
    ASSERT_TRUE(frame) << length;
    EXPECT_EQ(frame->opcode, Opcode::kBinary);
    EXPECT_EQ(payload_of(*frame), std::string(length, 'p'));
  }
}

TEST(Frame, TheRfcsMaskedHello) {  // RFC 6455 section 5.7
  std::string bytes = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58";
  const auto frame = take_frame(bytes);
  ASSERT_TRUE(frame);
  EXPECT_EQ(payload_of(*frame), "Hello");
}

TEST(Frame, SeesThatAMessageGoesOn) {
  std::string bytes =
      "\x01\x03"
      "abc";
  const auto frame = take_frame(bytes);
  ASSERT_TRUE(frame);
  EXPECT_FALSE(frame->final);
}

RC_GTEST_PROP(Frame, IsNotThereBeforeItsLastByte, (const std::string& payload)) {
  std::string bytes;
  append_masked(bytes, Opcode::kText, payload);
  const auto cut = *rc::gen::inRange<std::size_t>(0, bytes.size());
  auto part = bytes.substr(0, cut);
  RC_ASSERT(!take_frame(part));
  RC_ASSERT(part == bytes.substr(0, cut));  // nothing was unmasked too early
  bytes += "more";
  const auto frame = take_frame(bytes);
  RC_ASSERT(frame.has_value());
  RC_ASSERT(payload_of(*frame) == payload);
}

}  // namespace
}  // namespace load
