#pragma once

#include "base/result.hpp"
#include "domain/call.hpp"
#include "domain/ids.hpp"
#include "realtime/failure.hpp"
#include "socketio/payload.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// What the peers say: payloads of contract/events.md to commands, strictly. (What they say to each other:
/// relay_scan.hpp.)
namespace callroom::realtime {

/// Names of rooms are short; anything longer is not one of ours.
inline constexpr std::size_t kMaxRoomIdBytes = 128;

template <class T>
using Parsed = base::Result<T, Failure>;

struct JoinRoom {
  domain::RoomId room;
  std::optional<std::string> session_id;
  // Identity is the token's; what the payload says of it may only repeat it.
  std::optional<std::string> user_id;
  std::optional<std::string> user_name;
  std::optional<std::string> user_role;
};
[[nodiscard]] Parsed<JoinRoom> parse_join_room(const socketio::Payload& args);

/// leave-room and end-call.
[[nodiscard]] Parsed<domain::RoomId> parse_room_only(const socketio::Payload& args);

[[nodiscard]] Parsed<domain::MediaState> parse_media_state(const socketio::Payload& args);

}  // namespace callroom::realtime
