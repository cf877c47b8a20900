#pragma once

#include "app/ports/call_directory.hpp"
#include "base/guarded.hpp"
#include "domain/call.hpp"
#include "domain/ids.hpp"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace callroom::realtime {

/// Who is in which room: what is asked for every relayed message, and by REST for who is there, so that the room itself
/// need not be. Written by the rooms when a decision is committed. Thread-safe.
class RoomIndex final : public app::CallDirectory {
 public:
  struct Place {
    domain::RoomId room;
    domain::Connection connection = domain::Connection::kConnected;
  };

  [[nodiscard]] std::optional<Place> find(const domain::SocketId& socket);
  [[nodiscard]] bool is_in(const domain::RoomId& room, const domain::UserId& user);

  /// The room's call was `before` and is `now`.
  void update(const domain::Call& before, const domain::Call& now);

  [[nodiscard]] std::optional<domain::Call> call_in(const domain::RoomId& room) override;
  [[nodiscard]] std::vector<domain::Call> calls() override;

 private:
  struct State {
    std::unordered_map<domain::SocketId, Place> sockets;
    std::unordered_map<domain::RoomId, domain::Call> calls;  ///< Those with participants.
  };
  base::Guarded<State> state_;
};

}  // namespace callroom::realtime
