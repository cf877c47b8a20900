#include "ops/json_line.hpp"

#include "base/iso_time.hpp"

#include <fmt/format.h>
#include <iterator>

namespace callroom::ops {
namespace {

/// What an exception says may be long (a statement, a path); the log needs no more of it.
constexpr std::size_t kLongestText = 2048;

/// The length of the UTF-8 sequence at the beginning of `text` (RFC 3629, section 4); 0: there is none.
std::size_t utf8_length(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return i < text.size() && at(i) >= low && at(i) <= high;
  };
  const unsigned first = at(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first == 0xE0) return follows(1, 0xA0) && follows(2) ? 3 : 0;
  if (first == 0xED) return follows(1, 0x80, 0x9F) && follows(2) ? 3 : 0;
  if (first >= 0xE1 && first <= 0xEF) return follows(1) && follows(2) ? 3 : 0;
  if (first == 0xF0) return follows(1, 0x90) && follows(2) && follows(3) ? 4 : 0;
  if (first >= 0xF1 && first <= 0xF3) return follows(1) && follows(2) && follows(3) ? 4 : 0;
  if (first == 0xF4) return follows(1, 0x80, 0x8F) && follows(2) && follows(3) ? 4 : 0;
  return 0;
}

void append_text(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  fmt::format_to(std::back_inserter(out), ",\"{}\":\"", key);
  append_escaped(out, value.substr(0, kLongestText));
  out += '"';
}

template <class Number>
void append_number(std::string& out, std::string_view key, Number value) {
  fmt::format_to(std::back_inserter(out), ",\"{}\":{}", key, value);
}

}  // namespace

std::string_view to_string(app::LogLevel level) noexcept {
  switch (level) {
    case app::LogLevel::kDebug:
      return "debug";
    case app::LogLevel::kInfo:
      return "info";
    case app::LogLevel::kWarn:
      return "warn";
    case app::LogLevel::kError:
      return "error";
  }
  return "error";
}

void append_escaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const auto length = utf8_length(text);
    const char c = text.front();
    if (length == 0) {
      out += "\\ufffd";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out.append(text.substr(0, length));
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
}

std::string json_line(base::WallTime now, app::LogLevel level, std::string_view message, const app::LogFields& fields) {
  std::string line = fmt::format("{{\"ts\":\"{}\",\"level\":\"{}\"", base::to_iso(now), to_string(level));
  append_text(line, "msg", message);
  append_text(line, "requestId", fields.request_id);
  append_text(line, "socketId", fields.socket_id);
  if (fields.session_id) append_text(line, "sessionId", fields.session_id->str());
  if (fields.room_id) append_text(line, "roomId", fields.room_id->str());
  append_text(line, "method", fields.method);
  append_text(line, "route", fields.route);
  if (fields.status) append_number(line, "status", *fields.status);
  append_text(line, "code", fields.code);
  if (fields.took) append_number(line, "ms", fields.took->count());
  if (fields.count) append_number(line, "count", *fields.count);
  if (level == app::LogLevel::kDebug) append_text(line, "peer", fields.peer);
  if (level >= app::LogLevel::kWarn) append_text(line, "cause", fields.cause);
  line += '}';
  return line;
}

}  // namespace callroom::ops
