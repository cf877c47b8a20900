#include "base/object_id.hpp"
#include "base/random.hpp"

#include <gtest/gtest.h>
#include <regex>
#include <set>

namespace base {
namespace {

TEST(ObjectId, HasTheSecondsInFrontAndNeverRepeats) {
  const WallTime now{Millis{1'700'000'000'000}};
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto id = ObjectId::generate(now);
    EXPECT_EQ(id.str().substr(0, 8), "6553f100");
    EXPECT_TRUE(ObjectId::parse(id.str()));
    EXPECT_TRUE(seen.insert(id.str()).second);
  }
}

TEST(ObjectId, ParsesOnly24HexDigits) {
  EXPECT_EQ(ObjectId::parse("ABCDEF0123456789abcdef01")->str(), "abcdef0123456789abcdef01");
  for (const auto* text : {"", "abc", "abcdef0123456789abcdef0", "abcdef0123456789abcdef012",
                           "xbcdef0123456789abcdef01", "abcdef0123456789abcdef0 "}) {
    EXPECT_FALSE(ObjectId::parse(text)) << text;
  }
}

TEST(Random, UuidsAreVersion4AndTokensAreUrlSafe) {
  const std::regex uuid("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  EXPECT_TRUE(std::regex_match(uuid_v4(), uuid));
  EXPECT_NE(uuid_v4(), uuid_v4());
  EXPECT_TRUE(std::regex_match(random_token(15), std::regex("[A-Za-z0-9_-]{20}")));
  EXPECT_NE(random_token(15), random_token(15));
}

}  // namespace
}  // namespace base
