#include "auth/strict_json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace callroom::auth {
namespace {

namespace json = boost::json;
using Code = json::error_code;

/// Counts the names in a text.
struct NameCounter {
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  bool on_key_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_key(json::string_view, std::size_t, Code&) {
    ++names;
    return true;
  }
  bool on_object_begin(Code&) { return true; }
  bool on_object_end(std::size_t, Code&) { return true; }
  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t, Code&) { return true; }
  bool on_string_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_string(json::string_view, std::size_t, Code&) { return true; }
  bool on_number_part(json::string_view, Code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, Code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, Code&) { return true; }
  bool on_double(double, json::string_view, Code&) { return true; }
  bool on_bool(bool, Code&) { return true; }
  bool on_null(Code&) { return true; }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }

  std::size_t names = 0;
};

json::parse_options options() {
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  return options;
}

/// nullopt: the text is no JSON.
std::optional<std::size_t> names_in(std::string_view text) {
  json::basic_parser<NameCounter> parser{options()};
  Code code;
  const auto read = parser.write_some(false, text.data(), text.size(), code);
  if (code || read != text.size()) return std::nullopt;
  return parser.handler().names;
}

/// As deep as options() let it be.
std::size_t members_of(const json::value& value) {
  std::size_t count = 0;
  if (const auto* object = value.if_object()) {
    for (const auto& member : *object) count += 1 + members_of(member.value());
  } else if (const auto* array = value.if_array()) {
    for (const auto& element : *array) count += members_of(element);
  }
  return count;
}

}  // namespace

std::optional<json::object> parse_strict_object(std::string_view text) {
  const auto names = names_in(text);
  if (!names) return std::nullopt;
  Code code;
  auto value = json::parse(text, code, {}, options());
  if (code || !value.is_object()) return std::nullopt;
  // What is built keeps only the last of a name that repeats, without a word: then it has fewer members than the text
  // has names.
  if (members_of(value) != *names) return std::nullopt;
  return std::move(value.get_object());
}

}  // namespace callroom::auth
