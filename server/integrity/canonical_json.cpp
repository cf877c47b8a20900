#include "integrity/canonical_json.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace callroom::integrity {
namespace {

namespace json = boost::json;

/// RFC 8785, section 3.2.2.2.
void write_string(std::string& out, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (byte < 0x20) {
          out += "\\u00";
          out += kDigits[byte >> 4U];
          out += kDigits[byte & 0xfU];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void write(std::string& out, const json::value& value);

void write_object(std::string& out, const json::object& object) {
  std::vector<std::string_view> names;
  for (const auto& member : object) {
    const std::string_view name = member.key();
    const bool ascii =
        std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii) throw std::invalid_argument("a signed document has ASCII names only");
    names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  out += '{';
  for (const auto name : names) {
    if (out.back() != '{') out += ',';
    write_string(out, name);
    out += ':';
    write(out, object.at(name));
  }
  out += '}';
}

void write_array(std::string& out, const json::array& array) {
  out += '[';
  bool first = true;
  for (const auto& element : array) {
    if (!first) out += ',';
    first = false;
    write(out, element);
  }
  out += ']';
}

void write(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      out += "null";
      return;
    case json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      return;
    case json::kind::int64:
      out += std::to_string(value.get_int64());
      return;
    case json::kind::uint64:
      out += std::to_string(value.get_uint64());
      return;
    case json::kind::double_:
      throw std::invalid_argument("a signed document has whole numbers only");
    case json::kind::string:
      write_string(out, value.get_string());
      return;
    case json::kind::array:
      write_array(out, value.get_array());
      return;
    case json::kind::object:
      write_object(out, value.get_object());
      return;
  }
}

}  // namespace

std::string canonical_json(const json::value& value) {
  std::string out;
  write(out, value);
  return out;
}

}  // namespace callroom::integrity
