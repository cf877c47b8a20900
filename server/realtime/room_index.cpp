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
  const auto found = state->calls.find(room);
  return found != state->calls.end() && found->second.by_user(user) != nullptr;
}

void RoomIndex::update(const domain::Call& before, const domain::Call& now) {
  auto state = state_.lock();
  for (const auto& participant : before.participants) {
    if (now.by_socket(participant.socket) == nullptr) state->sockets.erase(participant.socket);
  }
  if (now.participants.empty()) {
    state->calls.erase(now.room_id);
    return;
  }
  state->calls.insert_or_assign(now.room_id, now);
  for (const auto& participant : now.participants) {
    // After a crash somebody is in the call who has no socket yet.
    if (!participant.socket.empty()) {
      state->sockets.insert_or_assign(participant.socket, Place{now.room_id, participant.connection});
    }
  }
}

std::optional<domain::Call> RoomIndex::call_in(const domain::RoomId& room) {
  auto state = state_.lock();
  const auto found = state->calls.find(room);
  if (found == state->calls.end()) return std::nullopt;
  return found->second;
}

std::vector<domain::Call> RoomIndex::calls() {
  auto state = state_.lock();
  std::vector<domain::Call> calls;
  calls.reserve(state->calls.size());
  for (const auto& [room, call] : state->calls) calls.push_back(call);
  return calls;
}

}  // namespace callroom::realtime
