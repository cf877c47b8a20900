#include "load/http_answer.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace load {
namespace {

TEST(HttpAnswer, IsTakenWithItsBodyAndNoMore) {
  const std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";
  const auto bytes = answer + "HTTP/1.1 ";
  const auto found = take_answer(bytes);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->is_ok());
  EXPECT_EQ(found->body, "ok");
  EXPECT_EQ(found->bytes, answer.size());
}

TEST(HttpAnswer, IsNotThereBeforeItsLastByte) {
  const std::string answer = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";
  for (std::size_t cut = 0; cut < answer.size(); ++cut) EXPECT_FALSE(take_answer(answer.substr(0, cut))) << cut;
  EXPECT_TRUE(take_answer(answer));
}

TEST(HttpAnswer, SaysWhatWasRefused) {
  const auto found = take_answer("HTTP/1.1 400 Bad Request\r\nCONTENT-LENGTH:0\r\n\r\n");
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->is_ok());
  EXPECT_EQ(found->status_line, "HTTP/1.1 400 Bad Request");
}

TEST(HttpAnswer, WithoutAKnownLengthIsAnError) {
  EXPECT_THROW((void)take_answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), std::runtime_error);
  EXPECT_THROW((void)take_answer("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"), std::runtime_error);
}

}  // namespace
}  // namespace load
