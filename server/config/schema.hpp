#pragma once

#include "config/config.hpp"
#include "config/value.hpp"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace callroom::config {

enum class Visibility : std::uint8_t { kPlain, kSecret };

/// One setting: all there is to know about it. Loading, checking, printing and the reference work from this alone.
struct Setting {
  std::string_view key{};  ///< Where it stands in the file: "server.port".
  Kind kind = Kind::kText;
  std::string_view env{};       ///< Empty: CALLROOM_ and the key in capitals, see env_name().
  std::string_view fallback{};  ///< The default, in the spelling of parse_value().
  Range range{};
  /// The only texts (of a list: items) allowed; empty: any.
  std::span<const std::string_view> choices{};
  /// A further check of a text or of each item of a list; null: none. `check_expects` says what it wants.
  bool (*check)(std::string_view text) = nullptr;
  std::string_view check_expects{};
  Visibility visibility = Visibility::kPlain;
  void (*assign)(Config& config, const Value& value) = nullptr;
  std::string_view doc{};
};

/// The table, in the order in which it is printed: the settings of one TOML table stand together.
[[nodiscard]] std::span<const Setting> settings();
[[nodiscard]] const Setting* find_setting(std::string_view key);

/// "PORT", or for most "CALLROOM_REALTIME_PING_INTERVAL".
[[nodiscard]] std::string env_name(const Setting& setting);
/// "a whole number from 0 to 65535": the second half of an error line.
[[nodiscard]] std::string expectation(const Setting& setting);
/// True when the value passes the setting's range, choices and check.
[[nodiscard]] bool is_valid(const Setting& setting, const Value& value);

}  // namespace callroom::config
