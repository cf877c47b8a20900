#include "store/cursor.hpp"

#include "base/base64.hpp"

#include <charconv>
#include <cstdint>
#include <string_view>

namespace callroom::store {
namespace {

constexpr char kVersion = '1';

template <class Id>
base::ObjectId plain_id(const Id& id) {
  return base::ObjectId::parse(id.str()).value();  // a typed id always holds a well-formed one
}

std::optional<Position> parse(CursorOf list, std::string_view text) {
  if (text.size() < 3 || text[0] != kVersion || text[1] != static_cast<char>(list) || text[2] != ':') return {};
  text.remove_prefix(3);
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return {};
  std::int64_t millis = 0;
  const auto* end = text.data() + colon;
  const auto read = std::from_chars(text.data(), end, millis);
  if (read.ec != std::errc{} || read.ptr != end) return {};
  auto id = base::ObjectId::parse(text.substr(colon + 1));
  if (!id) return {};
  return Position{base::WallTime{base::Millis{millis}}, *std::move(id)};
}

}  // namespace

std::string encode_cursor(CursorOf list, const Position& position) {
  std::string text{kVersion, static_cast<char>(list), ':'};
  text += std::to_string(position.time.time_since_epoch().count());
  text += ':';
  text += position.id.str();
  return base::base64url_encode(text);
}

Position decode_cursor(CursorOf list, const std::string& cursor) {
  const auto text = base::base64url_decode(cursor);
  auto position = text ? parse(list, *text) : std::nullopt;
  // Encoding it again catches every second spelling ("007", upper-case ids): one position has one cursor.
  if (!position || encode_cursor(list, *position) != cursor) throw app::BadCursor("not a cursor of this list");
  return *std::move(position);
}

std::optional<Position> cursor_of(CursorOf list, const app::PageRequest& page) {
  if (!page.cursor) return std::nullopt;
  return decode_cursor(list, *page.cursor);
}

Position user_position(const domain::User& user) { return {base::WallTime{}, plain_id(user.id)}; }
Position session_position(const domain::Session& session) { return {session.session_date, plain_id(session.id)}; }
Position end_position(const domain::Session& session) { return {session.call_ended.value(), plain_id(session.id)}; }

Position audit_position(const domain::AuditRecord& record) { return {record.timestamp, plain_id(record.id)}; }

}  // namespace callroom::store
