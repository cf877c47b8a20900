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

/// What the peers say: payloads of contract/events.md to commands, strictly.
namespace callroom::realtime {

/// Bounds of one relayed message, in bytes of its JSON.
struct RelayLimits {
  std::size_t sdp = std::size_t{128} * 1024;
  std::size_t candidate = std::size_t{8} * 1024;
};

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

/// offer, answer and ice-candidate: the addressee, and what it gets: the same object with `from` instead of `to`.
struct Relay {
  domain::SocketId to;
  std::optional<domain::RoomId> room;
  socketio::Payload forward;
};
/// `member` is the one that must be there: "offer", "answer" or "candidate". `limit` in bytes of JSON.
[[nodiscard]] Parsed<Relay> parse_relay(socketio::Payload args, std::string_view member, std::size_t limit,
                                        const domain::SocketId& from);

}  // namespace callroom::realtime
