#include "config/schema.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace callroom::config {
namespace {

std::string join(std::span<const std::string_view> words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + std::string{word};
  return text;
}

std::string spell_bound(Kind kind, std::int64_t bound) {
  if (kind == Kind::kDuration) return spell_duration(base::Millis{bound});
  return fmt::format("{}", bound);
}

std::string form_of(Kind kind) {
  switch (kind) {
    case Kind::kText:
      return "text";
    case Kind::kInteger:
      return "a whole number";
    case Kind::kBoolean:
      return "true or false";
    case Kind::kDuration:
      return "a duration such as 500ms, 30s, 5m or 2h,";
    case Kind::kBytes:
      return "a number of bytes, or text such as 64KiB or 1MiB,";
    case Kind::kList:
      return "a list of texts (comma-separated outside the file)";
  }
  return {};
}

bool text_is_valid(const Setting& setting, std::string_view text) {
  const auto& choices = setting.choices;
  if (!choices.empty() && std::find(choices.begin(), choices.end(), text) == choices.end()) return false;
  return setting.check == nullptr || setting.check(text);
}

}  // namespace

const Setting* find_setting(std::string_view key) {
  const auto table = settings();
  const auto found =
      std::find_if(table.begin(), table.end(), [key](const Setting& setting) { return setting.key == key; });
  return found == table.end() ? nullptr : &*found;
}

std::string env_name(const Setting& setting) {
  if (!setting.env.empty()) return std::string{setting.env};
  std::string name = "CALLROOM_";
  for (const char c : setting.key) {
    name += c == '.' ? '_' : (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return name;
}

std::string expectation(const Setting& setting) {
  if (!setting.choices.empty()) {
    return (setting.kind == Kind::kList ? "any of " : "one of ") + join(setting.choices);
  }
  if (!setting.check_expects.empty()) return std::string{setting.check_expects};
  const auto form = form_of(setting.kind);
  if (setting.kind == Kind::kText && setting.range.min > 0) return "a text that is not empty";
  if (setting.kind == Kind::kText || setting.kind == Kind::kBoolean || setting.kind == Kind::kList) return form;
  return fmt::format("{} from {} to {}", form, spell_bound(setting.kind, setting.range.min),
                     spell_bound(setting.kind, setting.range.max));
}

bool is_valid(const Setting& setting, const Value& value) {
  if (!in_range(value, setting.range)) return false;
  if (const auto* text = std::get_if<std::string>(&value)) return text_is_valid(setting, *text);
  if (const auto* items = std::get_if<List>(&value)) {
    return std::all_of(items->begin(), items->end(),
                       [&setting](const std::string& item) { return text_is_valid(setting, item); });
  }
  return true;
}

}  // namespace callroom::config
