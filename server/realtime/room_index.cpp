#include "realtime/room_index.hpp"

namespace callroom::realtime {

std::optional<RoomIndex::Place> RoomIndex::find(const domain::SocketId& socket) {
  auto state = state_.lock();
  const auto found = state->sockets.find(socket);
  if (found == state->sockets.end()) return std::nullopt;
  return found->second;
}

bool RoomIndex::is_in(const domain::RoomId& room, const domain::UserId& user) {
  auto state = state_.lock();
  const auto found = state->users.find(room);
  return found != state->users.end() && found->second.contains(user);
}

void RoomIndex::update(const domain::Call& before, const domain::Call& now) {
  auto state = state_.lock();
  for (const auto& participant : before.participants) {
    if (now.by_socket(participant.socket) == nullptr) state->sockets.erase(participant.socket);
  }
  if (now.participants.empty()) {
    state->users.erase(now.room_id);
    return;
  }
  auto& users = state->users[now.room_id];
  users.clear();
  for (const auto& participant : now.participants) {
    // After a crash somebody is in the call who has no socket yet.
    if (!participant.socket.empty()) {
      state->sockets.insert_or_assign(participant.socket, Place{now.room_id, participant.connection});
    }
    users.insert(participant.stay.user_id);
  }
}

}  // namespace callroom::realtime
