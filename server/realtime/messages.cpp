#include "realtime/messages.hpp"

#include "base/iso_time.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace callroom::realtime {
namespace {

using boost::json::object;
using boost::json::storage_ptr;

object state_json(const domain::MediaState& media, const storage_ptr& storage) {
  return object({{"audio", media.audio}, {"video", media.video}, {"screen", media.screen}}, storage);
}

boost::json::value time_or_null(const std::optional<base::WallTime>& time, const storage_ptr& storage) {
  return time ? boost::json::value(base::to_iso(*time), storage) : boost::json::value(nullptr, storage);
}

}  // namespace

socketio::Payload one_argument(const boost::json::object& argument) {
  return {"[" + boost::json::serialize(argument) + "]", {}};
}

object user_joined(const domain::Participant& participant, const storage_ptr& storage) {
  return object({{"socketId", participant.socket},
                 {"userId", participant.stay.user_id.str()},
                 {"userName", participant.name},
                 {"userRole", domain::to_string(participant.stay.role)}},
                storage);
}

object room_joined(const domain::Call& call, const domain::SocketId& self, const storage_ptr& storage) {
  boost::json::array participants(storage);
  for (const auto& participant : call.participants) {
    auto row = user_joined(participant, storage);
    row["state"] = state_json(participant.media, storage);
    row["connected"] = participant.connection == domain::Connection::kConnected;
    participants.push_back(std::move(row));
  }
  return object({{"roomId", call.room_id.str()},
                 {"sessionId", call.session_id.str()},
                 {"participants", std::move(participants)},
                 {"self", object({{"socketId", self}}, storage)},
                 {"call", object({{"status", domain::to_string(call.status())},
                                  {"startedAt", time_or_null(call.started_at, storage)}},
                                 storage)}},
                storage);
}

object user_connection(const domain::UserId& user, const domain::SocketId& socket, const storage_ptr& storage) {
  return object({{"userId", user.str()}, {"socketId", socket}}, storage);
}

object user_left(const domain::TellLeft& left, const storage_ptr& storage) {
  return object(
      {{"socketId", left.socket}, {"userId", left.user.str()}, {"reason", domain::to_string(left.reason)}}, storage);
}

object participant_state(const domain::SocketId& from, const domain::MediaState& media, const storage_ptr& storage) {
  auto state = state_json(media, storage);
  state["from"] = from;
  return state;
}

object call_started(const domain::Call& call, const storage_ptr& storage) {
  return object({{"sessionId", call.session_id.str()}, {"startedAt", time_or_null(call.started_at, storage)}},
                storage);
}

object call_ended(const domain::Call& call, domain::EndReason reason, const storage_ptr& storage) {
  const auto duration = call.started_at && call.ended_at ? domain::call_duration(*call.started_at, *call.ended_at)
                                                         : domain::CallDuration{};
  return object({{"sessionId", call.session_id.str()},
                 {"endedAt", time_or_null(call.ended_at, storage)},
                 {"duration", duration.minutes},
                 {"durationSeconds", duration.seconds},
                 {"reason", domain::to_string(reason)}},
                storage);
}

}  // namespace callroom::realtime
