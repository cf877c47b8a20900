#pragma once

#include "base/guarded.hpp"
#include "rooms/timers.hpp"
#include "socketio/socket.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <map>
#include <optional>

namespace socketio::rooms {

/// The answers that one socket awaits. Each receiver is called once: by the answer, the timeout or close_all().
class Acks {
 public:
  /// Any thread. `start_timer(id)` runs under the lock, so that no answer can come before its timer is kept. nullopt
  /// (receiver untouched): closed.
  [[nodiscard]] std::optional<std::uint64_t> add(
      AckReceiver& receiver, const std::function<std::unique_ptr<Timer>(std::uint64_t)>& start_timer);
  /// The peer answered (or, nullopt, did not in time). Unknown ids are ignored. On the socket's executor.
  void answer(std::uint64_t id, std::optional<Payload> payload);
  /// The socket is gone: every receiver gets nullopt. On the socket's executor.
  void close_all();

 private:
  struct Pending {
    AckReceiver receiver;
    std::unique_ptr<Timer> timer;
  };
  using AllPending = std::map<std::uint64_t, Pending>;  // few at a time, and none in most sockets
  struct Inner {
    std::unique_ptr<AllPending> pending;  ///< Null until the first.
    std::uint64_t next_id = 0;
    bool closed = false;
  };
  base::Guarded<Inner> inner_;
};

}  // namespace socketio::rooms
