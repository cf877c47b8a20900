#include "transports/opening.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace engineio::transports {
namespace {

http::Request request(const std::vector<std::pair<std::string, std::string>>& headers) {
  http::Request out;
  for (const auto& [name, value] : headers) out.headers.add(name, value);
  return out;
}

const char* const kKey = "dGhlIHNhbXBsZSBub25jZQ==";

TEST(Opening, TheExampleOfTheStandard) {
  EXPECT_EQ(accept_key(kKey), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");  // RFC 6455, section 1.3
  const auto good = request({{"Sec-WebSocket-Key", kKey}, {"Sec-WebSocket-Version", "13"}});
  EXPECT_EQ(check_opening(good), Opening::kGood);
  EXPECT_EQ(switching_protocols(good),
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
}

TEST(Opening, AnotherVersionLearnsOurs) {
  for (const char* version : {"12", "14", "", "13, 8", "013"}) {
    EXPECT_EQ(check_opening(request({{"Sec-WebSocket-Key", kKey}, {"Sec-WebSocket-Version", version}})),
              Opening::kBadVersion)
        << version;
  }
  EXPECT_EQ(check_opening(request({{"Sec-WebSocket-Key", kKey}})), Opening::kBadVersion);
  const auto answer = wrong_version_response();
  EXPECT_EQ(answer.status, 426U);
  EXPECT_EQ(answer.headers.find("Sec-WebSocket-Version"), "13");
}

TEST(Opening, AKeyIsSixteenBytesAndThereIsOne) {
  for (const char* key : {"", "short", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZSE=", "dGhlIHNhbXBsZSBub25jZ!==",
                          "dGhlIHNhbXBsZSBub25jZQ== "}) {
    const auto with = request({{"Sec-WebSocket-Key", key}, {"Sec-WebSocket-Version", "13"}});
    EXPECT_EQ(check_opening(with), Opening::kMalformed) << key;
  }
  EXPECT_EQ(check_opening(request({{"Sec-WebSocket-Version", "13"}})), Opening::kMalformed);
  const auto two = request({{"Sec-WebSocket-Key", kKey}, {"Sec-WebSocket-Key", kKey}, {"Sec-WebSocket-Version", "13"}});
  EXPECT_EQ(check_opening(two), Opening::kMalformed);
}

}  // namespace
}  // namespace engineio::transports
