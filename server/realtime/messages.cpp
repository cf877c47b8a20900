#include "realtime/messages.hpp"

#include "base/iso_time.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace callroom::realtime {
namespace {

boost::json::object state_json(const domain::MediaState& media) {
  return {{"audio", media.audio}, {"video", media.video}, {"screen", media.screen}};
}

boost::json::value time_or_null(const std::optional<base::WallTime>& time) {
  return time ? boost::json::value(base::to_iso(*time)) : boost::json::value(nullptr);
}

}  // namespace

socketio::Payload one_argument(const boost::json::object& argument) {
  return {"[" + boost::json::serialize(argument) + "]", {}};
}

boost::json::object user_joined(const domain::Participant& participant) {
  return {{"socketId", participant.socket},
          {"userId", participant.stay.user_id.str()},
          {"userName", participant.name},
          {"userRole", domain::to_string(participant.stay.role)}};
}

boost::json::object room_joined(const domain::Call& call, const domain::SocketId& self) {
  boost::json::array participants;
  for (const auto& participant : call.participants) {
    auto row = user_joined(participant);
    row["state"] = state_json(participant.media);
    row["connected"] = participant.connection == domain::Connection::kConnected;
    participants.push_back(std::move(row));
  }
  return {{"roomId", call.room_id.str()},
          {"sessionId", call.session_id.str()},
          {"participants", std::move(participants)},
          {"self", boost::json::object{{"socketId", self}}},
          {"call", boost::json::object{{"status", domain::to_string(call.status())},
                                       {"startedAt", time_or_null(call.started_at)}}}};
}

boost::json::object user_connection(const domain::UserId& user, const domain::SocketId& socket) {
  return {{"userId", user.str()}, {"socketId", socket}};
}

boost::json::object user_left(const domain::TellLeft& left) {
  return {{"socketId", left.socket}, {"userId", left.user.str()}, {"reason", domain::to_string(left.reason)}};
}

boost::json::object participant_state(const domain::SocketId& from, const domain::MediaState& media) {
  auto state = state_json(media);
  state["from"] = from;
  return state;
}

boost::json::object call_started(const domain::Call& call) {
  return {{"sessionId", call.session_id.str()}, {"startedAt", time_or_null(call.started_at)}};
}

boost::json::object call_ended(const domain::Call& call, domain::EndReason reason) {
  const auto duration = call.started_at && call.ended_at ? domain::call_duration(*call.started_at, *call.ended_at)
                                                         : domain::CallDuration{};
  return {{"sessionId", call.session_id.str()},
          {"endedAt", time_or_null(call.ended_at)},
          {"duration", duration.minutes},
          {"durationSeconds", duration.seconds},
          {"reason", domain::to_string(reason)}};
}

}  // namespace callroom::realtime
