#pragma once

#include "domain/call.hpp"
#include "socketio/payload.hpp"

#include <boost/json/object.hpp>

/// What the server says: domain values to the payloads of contract/events.md.
namespace callroom::realtime {

/// An event with one argument.
[[nodiscard]] socketio::Payload one_argument(const boost::json::object& argument);

[[nodiscard]] boost::json::object room_joined(const domain::Call& call, const domain::SocketId& self);
[[nodiscard]] boost::json::object user_joined(const domain::Participant& participant);
[[nodiscard]] boost::json::object user_connection(const domain::UserId& user, const domain::SocketId& socket);
[[nodiscard]] boost::json::object user_left(const domain::TellLeft& left);
[[nodiscard]] boost::json::object participant_state(const domain::SocketId& from, const domain::MediaState& media);
[[nodiscard]] boost::json::object call_started(const domain::Call& call);
/// `duration` in minutes, rounded, as the record's callDuration; `durationSeconds` beside it.
[[nodiscard]] boost::json::object call_ended(const domain::Call& call, domain::EndReason reason);

}  // namespace callroom::realtime
