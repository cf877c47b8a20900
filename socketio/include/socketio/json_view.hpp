#pragma once

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// JSON as it stands in a message, looked at without a tree. All of it points into text that has been checked.
namespace socketio {

enum class JsonKind : std::uint8_t { kNull, kFalse, kTrue, kNumber, kString, kArray, kObject };

/// One member of an object.
///
///   { "to" : "abc" }
///     └key┘   └value┘     quotes included; nothing unescaped
struct JsonMember {
  std::string_view key;
  std::string_view value;
  JsonKind kind = JsonKind::kNull;
};

/// How many members an object may have before noting them allocates: events of calls have three to five.
inline constexpr std::size_t kInlineMembers = 16;
/// In the order of the text; a key given twice is here twice (JSON.parse lets the last one count).
using JsonMembers = boost::container::small_vector<JsonMember, kInlineMembers>;

namespace detail {
[[nodiscard]] bool spells_escaped(std::string_view inside, std::string_view plain) noexcept;
}

/// Whether the JSON string `quoted` (with its quotes, checked) stands for `plain`: `"\u0074o"` is "to".
[[nodiscard]] inline bool spells(std::string_view quoted, std::string_view plain) noexcept {
  const std::string_view inside = quoted.substr(1, quoted.size() - 2);
  // An escape is longer than what it stands for.
  if (inside.size() <= plain.size()) return inside == plain;
  const bool may_spell = inside.front() == '\\' || plain.starts_with(inside.front());
  return may_spell && detail::spells_escaped(inside, plain);
}
/// The text that the JSON string `quoted` (with its quotes, checked) stands for, in UTF-8.
[[nodiscard]] std::string unescape(std::string_view quoted);

}  // namespace socketio
