#include "realtime/room_index.hpp"

namespace callroom::realtime {

RoomIndex::Snapshot RoomIndex::find(const domain::SocketId& socket) {
  auto state = state_.lock();
  const auto found = state->sockets.find(socket);
  return found == state->sockets.end() ? nullptr : found->second;
}

bool RoomIndex::is_in(const domain::RoomId& room, const domain::UserId& user) {
  auto state = state_.lock();
  const auto found = state->rooms.find(room);
  return found != state->rooms.end() && found->second->call().by_user(user) != nullptr;
}

void RoomIndex::update(const domain::Call& before, const domain::Call& now) {
  const auto place = std::make_shared<RoomSnapshot>(now);
  Place last;  // destroyed without the lock
  auto state = state_.lock();
  remove(*state, before, now);
  auto& slot = state->rooms[now.room_id];
  last = std::exchange(slot, place);
  if (now.participants.empty()) {
    state->rooms.erase(now.room_id);
  } else {
    insert(*state, place);
  }
  if (last) last->supersede();
}

void RoomIndex::remove(State& state, const domain::Call& before, const domain::Call& now) {
  for (const auto& participant : before.participants) {
    if (now.by_socket(participant.socket) != nullptr) continue;
    const auto found = state.sockets.find(participant.socket);
    // One that has gone to another room may be there before this room has noticed that it left.
    if (found != state.sockets.end() && found->second->room() == now.room_id) state.sockets.erase(found);
  }
}

void RoomIndex::insert(State& state, const Place& place) {
  for (const auto& participant : place->call().participants) {
    // After a crash somebody is in the call who has no socket yet.
    if (participant.socket.empty()) continue;
    auto& where = state.sockets[participant.socket];
    // It came from another room, which must not be believed in any longer by those who still have it.
    if (where && where->room() != place->room()) where->supersede();
    where = place;
  }
}

std::optional<domain::Call> RoomIndex::call_in(const domain::RoomId& room) {
  auto state = state_.lock();
  const auto found = state->rooms.find(room);
  if (found == state->rooms.end()) return std::nullopt;
  return found->second->call();
}

std::vector<domain::Call> RoomIndex::calls() {
  auto state = state_.lock();
  std::vector<domain::Call> calls;
  calls.reserve(state->rooms.size());
  for (const auto& [room, place] : state->rooms) calls.push_back(place->call());
  return calls;
}

}  // namespace callroom::realtime
