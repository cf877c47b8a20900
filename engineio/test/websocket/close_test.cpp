#include "websocket/close.hpp"

#include <gtest/gtest.h>

namespace engineio::websocket {
namespace {

using namespace std::string_literals;

std::string payload(unsigned code, std::string_view reason = {}) {
  return std::string{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)}.append(reason);
}

TEST(Close, WithoutACode) {
  const auto notice = parse_close("");
  EXPECT_FALSE(notice.code);
  EXPECT_FALSE(notice.fault);
}

TEST(Close, CodesThatMayBeSent) {
  for (const unsigned code : {1000U, 1001U, 1002U, 1003U, 1007U, 1008U, 1009U, 1010U, 1011U, 1012U, 1014U, 3000U, 4999U}) {
    EXPECT_EQ(parse_close(payload(code)).code, code);
    EXPECT_EQ(parse_close(payload(code, "why \xe2\x82\xac")).code, code);
  }
}

TEST(Close, CodesThatMayNot) {
  for (const unsigned code : {0U, 999U, 1004U, 1005U, 1006U, 1015U, 1016U, 1100U, 2000U, 2999U, 5000U, 65'535U}) {
    EXPECT_EQ(parse_close(payload(code)).fault, CloseCode::kProtocolError) << code;
  }
}

TEST(Close, HalfACodeIsNone) { EXPECT_EQ(parse_close("\x03").fault, CloseCode::kProtocolError); }

TEST(Close, AReasonIsUtf8) {
  EXPECT_EQ(parse_close(payload(1000, "\xff")).fault, CloseCode::kBadData);
  EXPECT_EQ(parse_close(payload(1000, "\xe2\x82")).fault, CloseCode::kBadData) << "cut off";
}

TEST(Close, FramesAreWholeAndUnmasked) {
  EXPECT_EQ(close_frame(std::nullopt), "\x88\0"s);
  EXPECT_EQ(close_frame(CloseCode::kTooBig), "\x88\x02\x03\xf1"s);
  EXPECT_EQ(close_frame(std::uint16_t{4000}), "\x88\x02\x0f\xa0"s);
  EXPECT_EQ(pong_frame("hi"), "\x8a\x02hi"s);
  EXPECT_EQ(pong_frame(std::string(125, 'x')), "\x8a\x7d" + std::string(125, 'x'));
}

}  // namespace
}  // namespace engineio::websocket
