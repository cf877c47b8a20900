#include "socketio/protocol/json_check.hpp"

#include "socketio/protocol/json_scanner.hpp"
#include "socketio/protocol/placeholders.hpp"

#include <algorithm>
#include <array>

namespace socketio::protocol {
namespace {

/// Names that mean something else to the ends' own event emitters (reference: socket.io-parser, RESERVED_EVENTS).
bool is_reserved(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kReserved = {"connect",       "connect_error", "disconnect",
                                                                "disconnecting", "newListener",   "removeListener"};
  return std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

DecodeError error_of(const Placeholders& placeholders) {
  return placeholders.found_bad() ? DecodeError::kBadPlaceholder : DecodeError::kBadPayload;
}

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

/// The event's name: the token itself, without its quotes where it has no escapes.
std::optional<std::string_view> name_of(std::string_view token, JsonKind kind, std::string& storage) {
  if (kind == JsonKind::kNumber) return token;
  if (kind != JsonKind::kString) return std::nullopt;
  if (token.find('\\') == std::string_view::npos) return token.substr(1, token.size() - 2);
  storage = unescape(token);
  return storage;
}

/// What one pass over an event finds, before it is judged.
struct Found {
  std::string_view name_token;
  JsonKind name_kind = JsonKind::kNull;
  EventText event;
};

/// `[ name , first , rest… ]` and nothing but whitespace after it.
bool scan_event(JsonScanner& scanner, Found& found, JsonMembers& members) {
  scanner.skip_space();
  if (!scanner.open_array()) return false;
  const char* begin = scanner.position();
  if (!scanner.value(found.name_kind)) return false;
  found.name_token = between(begin, scanner.position());
  scanner.skip_space();
  bool more = scanner.take(',');
  begin = scanner.position();
  while (more) {
    JsonKind kind{};
    scanner.skip_space();
    if (!scanner.value(kind, found.event.first ? nullptr : &members)) return false;
    if (!found.event.first) found.event.first = kind;
    scanner.skip_space();
    more = scanner.take(',');
  }
  found.event.args = between(begin, scanner.position());
  if (!scanner.take(']')) return false;
  scanner.close_array();
  scanner.skip_space();
  return scanner.at_end();
}

}  // namespace

bool is_json_object(std::string_view text) {
  JsonScanner scanner(text, nullptr);
  JsonKind kind{};
  scanner.skip_space();
  if (!scanner.value(kind) || kind != JsonKind::kObject) return false;
  scanner.skip_space();
  return scanner.at_end();
}

std::optional<DecodeError> check_ack(std::string_view text, std::size_t attachments) {
  Placeholders placeholders(attachments);
  JsonScanner scanner(text, &placeholders);
  JsonKind kind{};
  scanner.skip_space();
  if (!scanner.value(kind)) return error_of(placeholders);
  scanner.skip_space();
  if (kind != JsonKind::kArray || !scanner.at_end()) return DecodeError::kBadPayload;
  if (!placeholders.all_used()) return DecodeError::kBadPlaceholder;
  return std::nullopt;
}

base::Result<EventText, DecodeError> read_event(std::string_view text, std::size_t attachments, EventScratch& scratch) {
  Placeholders placeholders(attachments);
  JsonScanner scanner(text, &placeholders);
  Found found;
  if (!scan_event(scanner, found, scratch.members)) return error_of(placeholders);
  if (!placeholders.all_used()) return DecodeError::kBadPlaceholder;
  const auto name = name_of(found.name_token, found.name_kind, scratch.name);
  if (!name) return DecodeError::kBadPayload;
  if (found.name_kind == JsonKind::kString && is_reserved(*name)) return DecodeError::kReservedEvent;
  found.event.name = *name;
  return found.event;
}

}  // namespace socketio::protocol
