#include "realtime/commands.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace callroom::realtime {
namespace {

namespace json = boost::json;

Failure invalid(std::string message) { return {EventError::kInvalidPayload, std::move(message), {}}; }

/// The one object that every event of the contract carries. The text is valid JSON already: the decoder checked it.
Parsed<json::object> only_object(const socketio::Payload& args) {
  boost::system::error_code error;
  json::parse_options options;
  options.max_depth = socketio::kMaxJsonDepth;
  auto value = json::parse(args.json, error, {}, options);
  if (error || !value.is_array() || value.as_array().empty() || !value.as_array().front().is_object()) {
    return invalid("The event needs one object.");
  }
  return std::move(value.as_array().front().as_object());
}

Parsed<std::optional<std::string>> optional_text(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || value->is_null()) return std::optional<std::string>{};
  if (!value->is_string()) return invalid("'" + std::string(key) + "' must be a string.");
  return std::optional<std::string>{value->as_string()};
}

Parsed<domain::RoomId> room_of(const json::object& object) {
  auto room = optional_text(object, "roomId");
  if (!room) return room.error();
  if (!*room || (*room)->empty() || (*room)->size() > kMaxRoomIdBytes)
    return invalid("'roomId' is missing or not one.");
  return domain::RoomId{**std::move(room)};
}

Parsed<bool> flag(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_bool()) return invalid("'" + std::string(key) + "' must be true or false.");
  return value->as_bool();
}

}  // namespace

Parsed<JoinRoom> parse_join_room(const socketio::Payload& args) {
  auto object = only_object(args);
  if (!object) return object.error();
  auto room = room_of(*object);
  if (!room) return room.error();
  JoinRoom join{*std::move(room), {}, {}, {}, {}};
  const std::pair<std::string_view, std::optional<std::string>*> fields[] = {{"sessionId", &join.session_id},
                                                                             {"userId", &join.user_id},
                                                                             {"userName", &join.user_name},
                                                                             {"userRole", &join.user_role}};
  for (const auto& [key, target] : fields) {
    auto text = optional_text(*object, key);
    if (!text) return text.error();
    *target = *std::move(text);
  }
  return join;
}

Parsed<domain::RoomId> parse_room_only(const socketio::Payload& args) {
  auto object = only_object(args);
  if (!object) return object.error();
  return room_of(*object);
}

Parsed<domain::MediaState> parse_media_state(const socketio::Payload& args) {
  auto object = only_object(args);
  if (!object) return object.error();
  domain::MediaState media;
  const std::pair<std::string_view, bool*> flags[] = {
      {"audio", &media.audio}, {"video", &media.video}, {"screen", &media.screen}};
  for (const auto& [key, target] : flags) {
    const auto value = flag(*object, key);
    if (!value) return value.error();
    *target = *value;
  }
  return media;
}

}  // namespace callroom::realtime
