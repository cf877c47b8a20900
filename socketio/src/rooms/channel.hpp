#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "engineio/socket.hpp"
#include "rooms/event_encoder.hpp"
#include "rooms/recovery_log.hpp"
#include "socketio/adapter.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace socketio::rooms {

/// What one socket id stands for over its whole life, across connections: its rooms, its log of sent events, and the
/// session that carries it now. Emitting goes through here, whichever Socket object the caller holds.
///
///   kNew ──open──▶ kConnected ──detach──▶ kAway ──resume──▶ kConnected
///                      └────────end──────────┴──────end──────▶ kGone
///
/// Sessions are held weakly, as everywhere in this library: they are the Engine.IO server's, and must not outlive its
/// threads because a lost socket is kept.
///
/// Thread-safe. What is sent is sent under the lock, so that the log and the wire have the same order; an Engine.IO
/// session never calls back from send().
class Channel {
 public:
  using Session = std::weak_ptr<engineio::Socket>;
  struct Identity {
    std::string nsp;
    std::string id;   ///< Public: rooms, relaying.
    std::string pid;  ///< Secret of the peer's: who has it may recover. Empty when recovery is off.
  };
  /// `clock` outlives the channel.
  Channel(Identity identity, RecoveryLimits limits, const base::Clock& clock, std::weak_ptr<Adapter> adapter);

  [[nodiscard]] const std::string& nsp() const { return identity_.nsp; }
  [[nodiscard]] const std::string& id() const { return identity_.id; }
  [[nodiscard]] const std::string& pid() const { return identity_.pid; }

  /// The first connection: sends `answer` (CONNECT), then joins the namespace.
  void open(const Session& session, const std::shared_ptr<Socket>& socket, const Unit& answer);
  /// The connection was lost. False: it was not ours any more. The channel is kAway if recovery is on, else kGone.
  bool detach(const Session& session);
  /// A later connection: sends `answer`, then what was missed since `offset`, then carries on. False (nothing sent):
  /// not away, or the log does not reach back to `offset`.
  bool resume(const Session& session, const std::shared_ptr<Socket>& socket, const Unit& answer,
              std::optional<std::string_view> offset);
  /// For good: sends `farewell` (may be empty) if connected, leaves every room, forgets the log. False: already done.
  bool end(const Unit& farewell);

  /// False: gone (or not connected yet); nothing was sent or kept.
  bool emit(const SharedEvent& event, engineio::Delivery delivery);
  /// Only while `session` is the one that carries the channel: an ack for an event of an earlier one helps nobody.
  /// False: it is not.
  bool send_on(const Session& session, const Unit& unit);
  [[nodiscard]] bool away() const;
  /// The Socket object of the present (or, while away, the last) connection; null once gone.
  [[nodiscard]] std::shared_ptr<Socket> current() const;

  void join(const std::string& room);
  void leave(const std::string& room);

 private:
  enum class State : std::uint8_t { kNew, kConnected, kAway, kGone };
  struct Inner {
    State state = State::kNew;
    Session session;  ///< Set while kConnected.
    std::weak_ptr<Socket> current;
    std::vector<std::string> rooms;  ///< Each once; nearly every socket has one.
    std::unique_ptr<RecoveryLog> log;  ///< Null until something is sent: most sockets wait for nothing.
  };
  [[nodiscard]] RecoveryLog& log_of(Inner& inner) const;
  void leave_all(Inner& inner);
  static void send(Inner& inner, const Unit& unit, engineio::Delivery delivery = engineio::Delivery::kReliable);

  const Identity identity_;
  const RecoveryLimits limits_;
  const base::Clock& clock_;
  const std::weak_ptr<Adapter> adapter_;
  mutable base::Guarded<Inner> inner_;
};

}  // namespace socketio::rooms
