#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// Values of settings: their kinds, their spelling, and how one reaches a field of Config.
namespace callroom::config {

enum class Kind : std::uint8_t {
  kText,
  kInteger,
  kBoolean,   ///< true, false, and in the environment also 1, 0, yes, no, on, off
  kDuration,  ///< "500ms", "30s", "5m", "2h", "1d"
  kBytes,     ///< a number, or "64KiB", "1MiB"
  kList,      ///< of text; comma-separated outside TOML
};

using List = std::vector<std::string>;
using Value = std::variant<std::string, std::int64_t, bool, base::Millis, List>;

/// Inclusive; of a duration in milliseconds, of a text its length, of a list the length of each item.
struct Range {
  std::int64_t min = 0;
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
};

/// Reads the spelling that flags, the environment and the table of defaults use. nullopt: not of this kind.
[[nodiscard]] std::optional<Value> parse_value(Kind kind, std::string_view text);
/// True when the value lies within `range`.
[[nodiscard]] bool in_range(const Value& value, const Range& range);
/// The value as TOML would have it: quoted text, plain numbers, durations as text.
[[nodiscard]] std::string to_toml(Kind kind, const Value& value);
/// "5m", "1500ms": the largest unit that divides it.
[[nodiscard]] std::string spell_duration(base::Millis duration);
[[nodiscard]] std::string quote(std::string_view text);

// How a checked value reaches a field of Config: one overload for each type of field.
inline void put(const Value& value, std::string& field) { field = std::get<std::string>(value); }
inline void put(const Value& value, std::filesystem::path& field) { field = std::get<std::string>(value); }
inline void put(const Value& value, base::Secret& field) { field = base::Secret{std::get<std::string>(value)}; }
inline void put(const Value& value, bool& field) { field = std::get<bool>(value); }
inline void put(const Value& value, base::Millis& field) { field = std::get<base::Millis>(value); }
inline void put(const Value& value, List& field) { field = std::get<List>(value); }
inline void put(const Value& value, std::uint16_t& field) {
  field = static_cast<std::uint16_t>(std::get<std::int64_t>(value));
}
inline void put(const Value& value, std::uint32_t& field) {
  field = static_cast<std::uint32_t>(std::get<std::int64_t>(value));
}
inline void put(const Value& value, std::size_t& field) {
  field = static_cast<std::size_t>(std::get<std::int64_t>(value));
}

}  // namespace callroom::config
