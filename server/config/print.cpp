#include "config/print.hpp"

#include "config/schema.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string_view>

namespace callroom::config {
namespace {

std::string_view table_of(std::string_view key) { return key.substr(0, key.find('.')); }
std::string_view name_in_table(std::string_view key) { return key.substr(key.find('.') + 1); }

}  // namespace

std::string print_text(const Loaded& loaded) {
  std::string text;
  std::string_view table;
  for (const auto& setting : loaded.settings) {
    if (table_of(setting.key) != table) {
      table = table_of(setting.key);
      text += fmt::format("{}[{}]\n", text.empty() ? "" : "\n", table);
    }
    text += fmt::format("{} = {}  # {}\n", name_in_table(setting.key), setting.text, setting.source);
  }
  for (const auto& notice : loaded.notices) text += fmt::format("\n# notice: {}\n", notice);
  return text;
}

std::string print_json(const Loaded& loaded) {
  boost::json::object values;
  for (const auto& setting : loaded.settings) {
    // to_toml() writes only texts, whole numbers, true, false and arrays of texts, which JSON writes the same way.
    values[setting.key] = boost::json::object{{"value", boost::json::parse(setting.text)}, {"source", setting.source}};
  }
  return boost::json::serialize(boost::json::object{
      {"settings", std::move(values)}, {"notices", boost::json::array(loaded.notices.begin(), loaded.notices.end())}});
}

std::string reference_markdown() {
  std::string text = "| key | environment | default | meaning | expected |\n|---|---|---|---|---|\n";
  for (const auto& setting : settings()) {
    const auto fallback = setting.fallback.empty() ? std::string{} : fmt::format("`{}`", setting.fallback);
    text += fmt::format("| `{}` | `{}` | {} | {} | {} |\n", setting.key, env_name(setting), fallback, setting.doc,
                        expectation(setting));
  }
  return text;
}

}  // namespace callroom::config
