#pragma once

#include "base/clock.hpp"
#include "rooms/event_encoder.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace socketio::rooms {

struct RecoveryLimits {
  std::chrono::milliseconds window{0};  ///< Zero: recovery is off.
  std::size_t max_packets = 0;
  std::size_t max_bytes = 0;
  [[nodiscard]] bool enabled() const { return window.count() > 0; }
};

/// The last events sent to one socket, in the order they were sent. Bounded by age, count and bytes: the oldest go
/// first. Not thread-safe; its channel's lock protects it.
class RecoveryLog {
 public:
  explicit RecoveryLog(RecoveryLimits limits) : limits_(limits) {}

  /// Events past their age are let go only while the peer is there: while it is away they are just what it misses.
  enum class Peer : std::uint8_t { kConnected, kAway };
  void append(SharedEvent event, base::SteadyTime now, Peer peer);

  /// Everything after the event of that offset, oldest first; no offset: the peer says that it got none at all.
  /// nullopt: it cannot be told, as what followed is (or may be) gone.
  [[nodiscard]] std::optional<std::vector<SharedEvent>> since(std::optional<std::string_view> offset) const;
  /// The peer has everything up to `offset`.
  void forget_until(std::string_view offset);

  [[nodiscard]] std::size_t packets() const { return entries_.size() - first_; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    SharedEvent event;
    base::SteadyTime sent;
  };
  void drop_oldest();
  /// Before the vector grows: makes room where events were dropped.
  void compact();

  RecoveryLimits limits_;
  /// From `first_` on. Not a deque: that allocates 600 bytes for a socket that never gets an event.
  std::vector<Entry> entries_;
  std::size_t first_ = 0;
  std::size_t bytes_ = 0;
  /// The offset of the newest event that was let go: a peer that has exactly that one has missed nothing but what is
  /// still here. Empty: none ever was.
  std::string last_dropped_;
};

}  // namespace socketio::rooms
