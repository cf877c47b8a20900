#pragma once

#include "app/ports/call_directory.hpp"
#include "base/guarded.hpp"
#include "domain/call.hpp"
#include "domain/ids.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace callroom::realtime {

/// A room's call as it was last committed. Constant, but that it is told when it is not the last any more: who keeps
/// one asks current() instead of the index, and no lock is needed for a message that is relayed.
class RoomSnapshot {
 public:
  explicit RoomSnapshot(domain::Call call) : call_(std::move(call)) {}

  [[nodiscard]] const domain::Call& call() const noexcept { return call_; }
  [[nodiscard]] const domain::RoomId& room() const noexcept { return call_.room_id; }
  /// False: something about who is in this room has changed; ask the index again. Any thread.
  [[nodiscard]] bool current() const noexcept { return current_.load(std::memory_order_acquire); }
  void supersede() noexcept { current_.store(false, std::memory_order_release); }

 private:
  const domain::Call call_;
  std::atomic<bool> current_ = true;
};

/// Who is in which room: what is asked for relayed messages, and by REST for who is there, so that the room itself need
/// not be. Written by the rooms when a decision is committed. Thread-safe.
class RoomIndex final : public app::CallDirectory {
 public:
  using Snapshot = std::shared_ptr<const RoomSnapshot>;

  /// The room that this socket is in; null: none.
  [[nodiscard]] Snapshot find(const domain::SocketId& socket);
  [[nodiscard]] bool is_in(const domain::RoomId& room, const domain::UserId& user);

  /// The room's call was `before` and is `now`.
  void update(const domain::Call& before, const domain::Call& now);

  [[nodiscard]] std::optional<domain::Call> call_in(const domain::RoomId& room) override;
  [[nodiscard]] std::vector<domain::Call> calls() override;

 private:
  using Place = std::shared_ptr<RoomSnapshot>;
  struct State {
    std::unordered_map<domain::SocketId, Place> sockets;
    std::unordered_map<domain::RoomId, Place> rooms;  ///< Those with participants.
  };
  static void remove(State& state, const domain::Call& before, const domain::Call& now);
  static void insert(State& state, const Place& place);

  base::Guarded<State> state_;
};

}  // namespace callroom::realtime
