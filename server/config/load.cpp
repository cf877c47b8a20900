#include "config/load.hpp"

#include "config/consistency.hpp"
#include "config/file.hpp"
#include "config/refusal.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <stdexcept>

namespace callroom::config {
namespace {

struct Chosen {
  Value value;
  Origin origin = Origin::kDefault;
  std::string source;
};
using Choice = std::map<std::string_view, Chosen>;  // by key

Value checked(const Setting& setting, std::string_view text, std::string_view source) {
  auto value = parse_value(setting.kind, text);
  if (!value || !is_valid(setting, *value)) throw bad_value(setting, source, text);
  return *std::move(value);
}

void choose_defaults(Choice& choice) {
  for (const auto& setting : settings()) {
    auto value = parse_value(setting.kind, setting.fallback);
    // The defaults are part of the program: one that its own setting refuses is a bug, not a bad configuration.
    if (!value || !is_valid(setting, *value)) throw std::logic_error{"default of " + std::string{setting.key}};
    choice[setting.key] = {*std::move(value), Origin::kDefault, "default"};
  }
}

void choose_environment(Choice& choice, const std::map<std::string, std::string>& env) {
  for (const auto& setting : settings()) {
    const auto name = env_name(setting);
    const auto found = env.find(name);
    if (found == env.end() || found->second.empty()) continue;
    const auto source = "environment " + name;
    choice[setting.key] = {checked(setting, found->second, source), Origin::kEnvironment, source};
  }
}

void choose_flags(Choice& choice, const std::map<std::string, std::string>& flags) {
  for (const auto& [key, text] : flags) {
    const auto* setting = find_setting(key);
    if (setting == nullptr) throw ConfigError{fmt::format("flag: unknown key {}", quote(key))};
    const auto source = "flag " + key;
    choice[setting->key] = {checked(*setting, text, source), Origin::kFlag, source};
  }
}

/// The one default that depends on another setting: a browser on this machine.
void derive_origins(Choice& choice) {
  auto& origins = choice.at("cors.origins");
  const auto port = std::get<std::int64_t>(choice.at("server.port").value);
  if (origins.origin == Origin::kDefault && port != 0) {
    origins.value = List{fmt::format("http://localhost:{}", port)};
  }
}

std::string masked(const Setting& setting, const Value& value) {
  if (setting.visibility == Visibility::kPlain) return to_toml(setting.kind, value);
  return std::get<std::string>(value).empty() ? "\"\"" : "\"***\"";
}

}  // namespace

Loaded load(const Sources& sources, Purpose purpose) {
  Choice choice;
  choose_defaults(choice);
  if (sources.file) {
    for (auto& [setting, value, source] : read_file(*sources.file)) {
      choice[setting->key] = {std::move(value), Origin::kFile, std::move(source)};
    }
  }
  choose_environment(choice, sources.env);
  choose_flags(choice, sources.flags);
  derive_origins(choice);

  Loaded loaded;
  for (const auto& setting : settings()) {
    const auto& chosen = choice.at(setting.key);
    setting.assign(loaded.config, chosen.value);
    loaded.settings.push_back({std::string{setting.key}, masked(setting, chosen.value), chosen.origin, chosen.source});
  }
  check_consistency(loaded.config, purpose);
  loaded.notices = notices_of(loaded.config);
  return loaded;
}

std::map<std::string, std::string> process_environment() {
  std::map<std::string, std::string> env;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text{*entry};
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    env.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return env;
}

}  // namespace callroom::config
