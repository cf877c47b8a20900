#pragma once

#include "store/mongo/bson.hpp"

#include <optional>
#include <string>
#include <string_view>

// For the files that read documents: fields that must be there, and words of closed lists.
namespace callroom::store::mongo {

/// Throws app::StoreUnavailable, naming the record.
[[noreturn]] void unreadable(View view, std::string_view what, const std::string& value);

template <class Id>
[[nodiscard]] std::optional<Id> read_optional_id(View view, const char* key) {
  auto id = view.object_id(key);
  if (!id) {
    if (view.has(key)) unreadable(view, key, view.text(key).value_or("of a type that is no id"));
    return std::nullopt;
  }
  return Id{*std::move(id)};
}
template <class Id>
[[nodiscard]] Id read_id(View view, const char* key) {
  auto id = read_optional_id<Id>(view, key);
  if (!id) unreadable(view, key, "nothing");
  return *std::move(id);
}

[[nodiscard]] inline base::WallTime read_time(View view, const char* key) {
  const auto time = view.time(key);
  if (!time) unreadable(view, key, view.text(key).value_or("no time"));
  return *time;
}

/// A word of a closed list; empty when there is none.
template <class Parse>
[[nodiscard]] auto read_optional_word(View view, const char* key, const Parse& parse)
    -> decltype(parse(std::string_view{})) {
  const auto text = view.text(key);
  if (!text) {
    if (view.has(key)) unreadable(view, key, "of a type that is no text");
    return std::nullopt;
  }
  const auto value = parse(*text);
  if (!value) unreadable(view, key, *text);
  return value;
}
template <class Parse>
[[nodiscard]] auto read_word(View view, const char* key, const Parse& parse) {
  const auto value = read_optional_word(view, key, parse);
  if (!value) unreadable(view, key, "nothing");
  return *value;
}
template <class Parse, class Value>
[[nodiscard]] Value read_word(View view, const char* key, const Parse& parse, Value missing) {
  return read_optional_word(view, key, parse).value_or(missing);
}

}  // namespace callroom::store::mongo
