#include "config/print.hpp"

#include "config/schema.hpp"
#include "sources.hpp"

#include <gmock/gmock.h>
#include <toml++/toml.h>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace callroom::config {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Sources with_all_secrets() {
  Sources sources;
  sources.env = {{"JWT_SECRET", "hunter2-hunter2-hunter2-hunter2-hunter2"},
                 {"TURN_SERVER_URL", "turn:t.example"},
                 {"TURN_USERNAME", "relay"},
                 {"TURN_PASSWORD", "hunter2"},
                 {"VIDEO_CALL_ENCRYPTION_KEY", kMasterKey},
                 {"CORS_ORIGIN", "*"},
                 {"PORT", "6001"}};
  return sources;
}

TEST(ConfigPrint, TextNamesValuesAndSourcesAndMasksSecrets) {
  const auto text = print_text(load(with_all_secrets()));
  EXPECT_THAT(text,
              AllOf(HasSubstr("[server]\n"), HasSubstr("port = 6001  # environment PORT\n"),
                    HasSubstr("host = \"0.0.0.0\"  # default\n"),
                    HasSubstr("secret = \"***\"  # environment JWT_SECRET\n"), HasSubstr("turn_password = \"***\""),
                    HasSubstr("turn_secret = \"\"  # default"), HasSubstr("opens_before = \"15m\""),
                    HasSubstr("# notice: "), Not(HasSubstr("hunter2")), Not(HasSubstr(kMasterKey))));
}

TEST(ConfigPrint, TextIsTomlThatGivesTheSameConfiguration) {
  auto sources = with_secret();
  sources.env["CORS_ORIGIN"] = "https://a.example,https://b.example";
  sources.env["JWT_ISSUER"] = "a \"quoted\" \\ issuer\twith a tab";
  auto text = print_text(load(sources));
  const std::string mask = "\"***\"";
  text.replace(text.find(mask), mask.size(), '"' + kSecret32 + '"');

  const TempFile file{text};
  Sources again;
  again.file = file.path();
  const auto first = load(sources);
  const auto second = load(again);
  ASSERT_EQ(first.settings.size(), second.settings.size());
  for (std::size_t i = 0; i < first.settings.size(); ++i) {
    EXPECT_EQ(first.settings[i].text, second.settings[i].text) << first.settings[i].key;
    EXPECT_EQ(second.settings[i].origin, Origin::kFile) << first.settings[i].key;
  }
}

TEST(ConfigPrint, JsonHasTheSameWithTypes) {
  const auto text = print_json(load(with_all_secrets()));
  EXPECT_THAT(text, Not(HasSubstr("hunter2")));
  const auto root = boost::json::parse(text);
  const auto& values = root.at("settings");
  EXPECT_EQ(values.at("server.port").at("value"), 6001);
  EXPECT_EQ(values.at("server.port").at("source"), "environment PORT");
  EXPECT_EQ(values.at("jwt.secret").at("value"), "***");
  EXPECT_EQ(values.at("audit.enabled").at("value"), true);
  const boost::json::value urls = boost::json::array{"turn:t.example"};
  EXPECT_EQ(values.at("ice.turn_urls").at("value"), urls);
  EXPECT_EQ(values.as_object().size(), settings().size());
  EXPECT_EQ(root.at("notices").as_array().size(), 1U);
}

TEST(ConfigPrint, TheReferenceHasALineForEverySetting) {
  const auto text = reference_markdown();
  for (const auto& setting : settings()) {
    EXPECT_THAT(text, HasSubstr("| `" + std::string{setting.key} + "` | `" + env_name(setting) + "` |"));
  }
}

}  // namespace
}  // namespace callroom::config
