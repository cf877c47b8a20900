#include "realtime/tellings.hpp"

#include "realtime/event_names.hpp"
#include "realtime/failure.hpp"
#include "realtime/messages.hpp"

#include <string>

namespace callroom::realtime {
namespace {

constexpr auto kNamespace = "/";

/// One overload for each telling of the domain.
class Teller {
 public:
  Teller(socketio::Server& sockets, const domain::Call& before, const domain::Call& now)
      : sockets_(sockets), before_(before), call_(now) {}

  void operator()(const domain::TellRoomJoined& joined) {
    emit(joined.to, event::kRoomJoined, room_joined(call_, joined.to, scratch_.storage()));
  }
  void operator()(const domain::TellUserJoined& joined) {
    if (const auto* participant = call_.by_user(joined.user)) {
      broadcast(participant->socket, event::kUserJoined, user_joined(*participant, scratch_.storage()));
    }
  }
  void operator()(const domain::TellReconnecting& lost) {
    broadcast(lost.socket, event::kUserReconnecting, user_connection(lost.user, lost.socket, scratch_.storage()));
  }
  void operator()(const domain::TellReconnected& back) {
    broadcast(back.socket, event::kUserReconnected, user_connection(back.user, back.socket, scratch_.storage()));
  }
  void operator()(const domain::TellLeft& left) {
    broadcast(left.socket, event::kUserLeft, user_left(left, scratch_.storage()));
    leave_room(left.socket);
  }
  void operator()(const domain::TellMedia& media) {
    broadcast(media.socket, event::kParticipantState, participant_state(media.socket, media.media, scratch_.storage()));
  }
  void operator()(const domain::Supersede& old) {
    const auto socket = sockets_.find(kNamespace, old.socket);
    if (!socket) return;
    const Failure why{EventError::kSuperseded, "This call was opened in another window or on another device.", {}};
    socket->emit(event::kError, one_argument(to_json(why)));
    socket->leave(call_.room_id.str());
    socket->disconnect(socketio::Socket::CloseConnection::kYes);
  }
  void operator()(const domain::TellCallStarted&) {
    broadcast("", event::kCallStarted, call_started(call_, scratch_.storage()));
  }
  void operator()(const domain::TellCallEnded& ended) {
    broadcast("", event::kCallEnded, call_ended(call_, ended.reason, scratch_.storage()));
    for (const auto& participant : before_.participants) leave_room(participant.socket);
  }

 private:
  void emit(const domain::SocketId& to, std::string_view event, const boost::json::object& payload) const {
    if (const auto socket = sockets_.find(kNamespace, to)) socket->emit(event, one_argument(payload));
  }
  void broadcast(std::string_view except, std::string_view event, const boost::json::object& payload) const {
    sockets_.broadcast(kNamespace, call_.room_id.str(), except, event, one_argument(payload));
  }
  void leave_room(const domain::SocketId& id) const {
    if (const auto socket = sockets_.find(kNamespace, id)) socket->leave(call_.room_id.str());
  }

  MessageScratch scratch_;
  socketio::Server& sockets_;
  const domain::Call& before_;
  const domain::Call& call_;
};

}  // namespace

void tell_all(socketio::Server& sockets, const domain::Call& before, const domain::Call& now,
              const std::vector<domain::Telling>& tellings) {
  Teller teller(sockets, before, now);
  for (const auto& telling : tellings) {
    if (!std::holds_alternative<domain::TellRoomJoined>(telling)) std::visit(teller, telling);
  }
  for (const auto& telling : tellings) {
    if (std::holds_alternative<domain::TellRoomJoined>(telling)) std::visit(teller, telling);
  }
}

}  // namespace callroom::realtime
