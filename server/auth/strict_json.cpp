#include "auth/strict_json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <set>
#include <string>
#include <vector>

namespace callroom::auth {
namespace {

namespace json = boost::json;
using Code = json::error_code;

/// Watches the names of the objects that are open while a text is parsed, and stops at the first that repeats. (What
/// boost::json::parse builds keeps only the last of them, without a word.)
struct DuplicateWatch {
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  bool on_key_part(json::string_view part, std::size_t, Code&) {
    name.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, Code& code) {
    name.append(part.data(), part.size());
    if (!open.back().insert(std::move(name)).second) code = json::error::exception;
    name.clear();
    return !code;
  }
  bool on_object_begin(Code&) {
    open.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, Code&) {
    open.pop_back();
    return true;
  }
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

  std::string name;
  std::vector<std::set<std::string>> open;
};

json::parse_options options() {
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  return options;
}

bool names_are_unique(std::string_view text) {
  json::basic_parser<DuplicateWatch> parser{options()};
  Code code;
  const auto read = parser.write_some(false, text.data(), text.size(), code);
  return !code && read == text.size();
}

}  // namespace

std::optional<json::object> parse_strict_object(std::string_view text) {
  if (!names_are_unique(text)) return std::nullopt;
  Code code;
  auto value = json::parse(text, code, {}, options());
  if (code || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

}  // namespace callroom::auth
