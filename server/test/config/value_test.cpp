#include "config/value.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace callroom::config {
namespace {

TEST(ConfigValue, ReadsDurationsWithTheirUnit) {
  const auto millis = [](std::string_view text) {
    const auto value = parse_value(Kind::kDuration, text);
    return value ? std::get<base::Millis>(*value).count() : -1;
  };
  EXPECT_EQ(millis("500ms"), 500);
  EXPECT_EQ(millis("30s"), 30'000);
  EXPECT_EQ(millis(" 5m "), 300'000);
  EXPECT_EQ(millis("2h"), 7'200'000);
  EXPECT_EQ(millis("1d"), 86'400'000);
  EXPECT_EQ(millis("0s"), 0);
  for (const auto* bad : {"", "5", "s", "-5s", "+5s", "5 s", "5sec", "5M", "1.5s", "0x5s", "9223372036854775807d"}) {
    EXPECT_EQ(millis(bad), -1) << bad;
  }
}

TEST(ConfigValue, ReadsSizes) {
  EXPECT_EQ(parse_value(Kind::kBytes, "1000000"), Value{std::int64_t{1'000'000}});
  EXPECT_EQ(parse_value(Kind::kBytes, "64KiB"), Value{std::int64_t{65'536}});
  EXPECT_EQ(parse_value(Kind::kBytes, "1GiB"), Value{std::int64_t{1} << 30});
  for (const auto* bad : {"", "KiB", "64kb", "64 KiB", "-1", "99999999999GiB"}) {
    EXPECT_FALSE(parse_value(Kind::kBytes, bad)) << bad;
  }
}

TEST(ConfigValue, ReadsListsWithoutEmptyItems) {
  EXPECT_EQ(parse_value(Kind::kList, " a , b,, c ,"), (Value{List{"a", "b", "c"}}));
  EXPECT_EQ(parse_value(Kind::kList, ""), Value{List{}});
  EXPECT_EQ(parse_value(Kind::kList, " , "), Value{List{}});
}

TEST(ConfigValue, ReadsBooleansAsDeploymentsWriteThem) {
  for (const auto* word : {"true", "1", "yes", "on"}) EXPECT_EQ(parse_value(Kind::kBoolean, word), Value{true});
  for (const auto* word : {"false", "0", "no", "off"}) EXPECT_EQ(parse_value(Kind::kBoolean, word), Value{false});
  for (const auto* bad : {"", "2", "True!", "TRUE"}) EXPECT_FALSE(parse_value(Kind::kBoolean, bad)) << bad;
}

TEST(ConfigValue, QuotesWhatTomlAndJsonEscape) { EXPECT_EQ(quote("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000A\""); }

RC_GTEST_PROP(ConfigValue, DurationsRoundTrip, ()) {
  const base::Millis duration{*rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000)};
  RC_ASSERT(parse_value(Kind::kDuration, spell_duration(duration)) == Value{duration});
}

RC_GTEST_PROP(ConfigValue, ArbitraryTextNeverThrows, (const std::string& text)) {
  for (const auto kind : {Kind::kText, Kind::kInteger, Kind::kBoolean, Kind::kDuration, Kind::kBytes, Kind::kList}) {
    const auto value = parse_value(kind, text);
    if (value) static_cast<void>(to_toml(kind, *value));
  }
}

}  // namespace
}  // namespace callroom::config
