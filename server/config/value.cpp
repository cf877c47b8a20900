#include "config/value.hpp"

#include <fmt/format.h>
#include <array>
#include <charconv>

namespace callroom::config {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t factor;
};
// Largest first: the first that divides a value is the one it is spelled with.
constexpr std::array kDurations{Unit{"d", 86'400'000}, Unit{"h", 3'600'000}, Unit{"m", 60'000}, Unit{"s", 1'000},
                                Unit{"ms", 1}};
constexpr std::array kSizes{Unit{"GiB", 1 << 30}, Unit{"MiB", 1 << 20}, Unit{"KiB", 1 << 10}, Unit{"", 1}};

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

/// "<digits><unit>"; nullopt when the unit is none of `units` or the product does not fit.
template <std::size_t N>
std::optional<std::int64_t> parse_with_unit(std::string_view text, const std::array<Unit, N>& units) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = parse_integer(text.substr(0, digits));
  if (!number) return std::nullopt;
  for (const auto& unit : units) {
    if (unit.name != text.substr(digits)) continue;
    std::int64_t product = 0;
    if (__builtin_mul_overflow(*number, unit.factor, &product)) return std::nullopt;
    return product;
  }
  return std::nullopt;
}

std::optional<bool> parse_boolean(std::string_view text) {
  for (const auto* word : {"true", "1", "yes", "on"}) {
    if (text == word) return true;
  }
  for (const auto* word : {"false", "0", "no", "off"}) {
    if (text == word) return false;
  }
  return std::nullopt;
}

List parse_list(std::string_view text) {
  List items;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    if (const auto item = trim(text.substr(0, comma)); !item.empty()) items.emplace_back(item);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return items;
}

template <class T>
std::optional<Value> as_value(std::optional<T> parsed) {
  if (!parsed) return std::nullopt;
  return Value{*std::move(parsed)};
}

std::string spell_bytes(std::int64_t bytes) {
  for (const auto& unit : kSizes) {
    if (unit.factor > 1 && bytes > 0 && bytes % unit.factor == 0) {
      return fmt::format("\"{}{}\"", bytes / unit.factor, unit.name);
    }
  }
  return fmt::format("{}", bytes);
}

bool within(std::int64_t number, const Range& range) { return number >= range.min && number <= range.max; }

}  // namespace

std::optional<Value> parse_value(Kind kind, std::string_view text) {
  switch (kind) {
    case Kind::kText:
      return Value{std::string{text}};
    case Kind::kInteger:
      return as_value(parse_integer(trim(text)));
    case Kind::kBoolean:
      return as_value(parse_boolean(trim(text)));
    case Kind::kDuration: {
      const auto millis = parse_with_unit(trim(text), kDurations);
      if (!millis) return std::nullopt;
      return Value{base::Millis{*millis}};
    }
    case Kind::kBytes:
      return as_value(parse_with_unit(trim(text), kSizes));
    case Kind::kList:
      return Value{parse_list(text)};
  }
  return std::nullopt;
}

bool in_range(const Value& value, const Range& range) {
  struct Measure {
    const Range& range;
    bool operator()(const std::string& text) const { return within(static_cast<std::int64_t>(text.size()), range); }
    bool operator()(std::int64_t number) const { return within(number, range); }
    bool operator()(bool) const { return true; }
    bool operator()(base::Millis duration) const { return within(duration.count(), range); }
    bool operator()(const List& items) const {
      for (const auto& item : items) {
        if (!(*this)(item)) return false;
      }
      return true;
    }
  };
  return std::visit(Measure{range}, value);
}

std::string spell_duration(base::Millis duration) {
  for (const auto& unit : kDurations) {
    if (duration.count() != 0 && duration.count() % unit.factor == 0) {
      return fmt::format("{}{}", duration.count() / unit.factor, unit.name);
    }
  }
  return "0s";
}

std::string quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      quoted += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string to_toml(Kind kind, const Value& value) {
  switch (kind) {
    case Kind::kText:
      return quote(std::get<std::string>(value));
    case Kind::kInteger:
      return fmt::format("{}", std::get<std::int64_t>(value));
    case Kind::kBoolean:
      return std::get<bool>(value) ? "true" : "false";
    case Kind::kDuration:
      return quote(spell_duration(std::get<base::Millis>(value)));
    case Kind::kBytes:
      return spell_bytes(std::get<std::int64_t>(value));
    case Kind::kList: {
      std::string items;
      for (const auto& item : std::get<List>(value)) items += (items.empty() ? "" : ", ") + quote(item);
      return '[' + items + ']';
    }
  }
  return {};
}

}  // namespace callroom::config
