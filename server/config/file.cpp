#include "config/file.hpp"

#include "config/refusal.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <fstream>
#include <iterator>

namespace callroom::config {
namespace {

class Reader {
 public:
  explicit Reader(std::string name) : name_(std::move(name)) {}

  std::vector<FileValue> read(const toml::table& root) {
    walk(root, "");
    return std::move(found_);
  }

 private:
  void walk(const toml::table& table, const std::string& prefix) {
    for (const auto& [name, node] : table) {
      const auto key = prefix + std::string{name.str()};
      const auto where = fmt::format("{}:{}", name_, name.source().begin.line);
      if (const auto* setting = find_setting(key)) {
        add(*setting, node, where);
      } else if (const auto* inner = node.as_table(); inner != nullptr && is_table_name(key)) {
        walk(*inner, key + '.');
      } else {
        throw ConfigError{fmt::format("{}: unknown key {}", where, quote(key))};
      }
    }
  }

  static bool is_table_name(const std::string& key) {
    const auto prefix = key + '.';
    for (const auto& setting : settings()) {
      if (setting.key.starts_with(prefix)) return true;
    }
    return false;
  }

  void add(const Setting& setting, const toml::node& node, const std::string& where) {
    auto value = convert(setting.kind, node);
    if (!value || !is_valid(setting, *value)) throw bad_value(setting, where, show(node));
    found_.push_back({&setting, *std::move(value), where});
  }

  /// TOML has types of its own: a port in quotes is a mistake there, not a number.
  static std::optional<Value> convert(Kind kind, const toml::node& node) {
    switch (kind) {
      case Kind::kText:
        if (const auto* text = node.as_string()) return Value{text->get()};
        return std::nullopt;
      case Kind::kInteger:
        if (const auto* number = node.as_integer()) return Value{number->get()};
        return std::nullopt;
      case Kind::kBoolean:
        if (const auto* boolean = node.as_boolean()) return Value{boolean->get()};
        return std::nullopt;
      case Kind::kDuration:
        if (const auto* text = node.as_string()) return parse_value(kind, text->get());
        return std::nullopt;
      case Kind::kBytes:
        if (const auto* number = node.as_integer()) return Value{number->get()};
        if (const auto* text = node.as_string()) return parse_value(kind, text->get());
        return std::nullopt;
      case Kind::kList:
        return convert_list(node);
    }
    return std::nullopt;
  }

  static std::optional<Value> convert_list(const toml::node& node) {
    const auto* array = node.as_array();
    if (array == nullptr) return std::nullopt;
    List items;
    for (const auto& item : *array) {
      const auto* text = item.as_string();
      if (text == nullptr) return std::nullopt;
      items.push_back(text->get());
    }
    return Value{std::move(items)};
  }

  static std::string show(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return fmt::format("{}", number->get());
    if (const auto* boolean = node.as_boolean()) return boolean->get() ? "true" : "false";
    return fmt::format("<{}>", node.is_array() ? "an array" : node.is_table() ? "a table" : "another type");
  }

  std::string name_;
  std::vector<FileValue> found_;
};

}  // namespace

std::vector<FileValue> read_file(const std::filesystem::path& path) {
  std::ifstream stream{path, std::ios::binary};
  if (!stream) throw ConfigError{fmt::format("{}: the configuration file cannot be read", path.string())};
  const std::string text{std::istreambuf_iterator<char>{stream}, {}};
  try {
    return Reader{path.filename().string()}.read(toml::parse(text));
  } catch (const toml::parse_error& error) {
    throw ConfigError{
        fmt::format("{}:{}: not valid TOML: {}", path.string(), error.source().begin.line, error.description())};
  }
}

}  // namespace callroom::config
