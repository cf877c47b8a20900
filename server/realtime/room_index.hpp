#pragma once

#include "base/guarded.hpp"
#include "domain/call.hpp"
#include "domain/ids.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <unordered_map>

namespace callroom::realtime {

/// Who is in which room: what is asked for every relayed message, so that the room itself need not be. Written by the
/// rooms when a decision is committed. Thread-safe.
class RoomIndex {
 public:
  struct Place {
    domain::RoomId room;
    domain::Connection connection = domain::Connection::kConnected;
  };

  [[nodiscard]] std::optional<Place> find(const domain::SocketId& socket);
  [[nodiscard]] bool is_in(const domain::RoomId& room, const domain::UserId& user);

  /// The room's call was `before` and is `now`.
  void update(const domain::Call& before, const domain::Call& now);

 private:
  struct State {
    std::unordered_map<domain::SocketId, Place> sockets;
    std::unordered_map<domain::RoomId, std::set<domain::UserId>> users;
  };
  base::Guarded<State> state_;
};

}  // namespace callroom::realtime
