#include "config/schema.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <cctype>
#include <set>

namespace callroom::config {
namespace {

TEST(ConfigSchema, KeysAndEnvironmentNamesAreUnique) {
  std::set<std::string_view> keys;
  std::set<std::string> names;
  for (const auto& setting : settings()) {
    EXPECT_TRUE(keys.insert(setting.key).second) << setting.key;
    EXPECT_TRUE(names.insert(env_name(setting)).second) << env_name(setting);
  }
}

TEST(ConfigSchema, SettingsOfATableStandTogether) {
  std::set<std::string_view> seen;
  std::string_view current;
  for (const auto& setting : settings()) {
    const auto table = setting.key.substr(0, setting.key.find('.'));
    if (table == current) continue;
    EXPECT_TRUE(seen.insert(table).second) << setting.key;
    current = table;
  }
}

TEST(ConfigSchema, EveryDefaultPassesItsOwnSetting) {
  for (const auto& setting : settings()) {
    const auto value = parse_value(setting.kind, setting.fallback);
    ASSERT_TRUE(value) << setting.key;
    EXPECT_TRUE(is_valid(setting, *value)) << setting.key;
  }
}

TEST(ConfigSchema, EverySettingIsExplainedAndReachesAField) {
  for (const auto& setting : settings()) {
    EXPECT_FALSE(setting.doc.empty()) << setting.key;
    EXPECT_FALSE(expectation(setting).empty()) << setting.key;
    EXPECT_EQ(setting.check == nullptr, setting.check_expects.empty()) << setting.key;
    ASSERT_NE(setting.assign, nullptr) << setting.key;
    Config config;
    EXPECT_NO_THROW(setting.assign(config, *parse_value(setting.kind, setting.fallback))) << setting.key;
  }
}

TEST(ConfigSchema, SecretsAreTexts) {
  for (const auto& setting : settings()) {
    EXPECT_TRUE(setting.visibility == Visibility::kPlain || setting.kind == Kind::kText) << setting.key;
  }
}

TEST(ConfigSchema, FindsByKeyOnly) {
  ASSERT_NE(find_setting("server.port"), nullptr);
  EXPECT_EQ(find_setting("server.port")->env, "PORT");
  EXPECT_EQ(find_setting("PORT"), nullptr);
  EXPECT_EQ(find_setting(""), nullptr);
}

TEST(ConfigSchema, DerivesEnvironmentNames) {
  EXPECT_EQ(env_name(*find_setting("server.port")), "PORT");
  EXPECT_EQ(env_name(*find_setting("realtime.ping_interval")), "CALLROOM_REALTIME_PING_INTERVAL");
}

}  // namespace
}  // namespace callroom::config
