#pragma once

#include "base/clock.hpp"
#include "engineio/protocol/packet.hpp"
#include "engineio/socket.hpp"
#include "session/send_queue.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace engineio::session {

/// Where a session stands.
///
///   kPolling --socket offered--> kProbing --2probe--> kProbed --5--> kWebSocket
///      ^------- the probe went, broke the rules or took too long -------'
///
/// From each of them close() leads to kPollingClosing or kWebSocketClosing while the queue drains; everything leads to
/// kClosed, through one door.
enum class State : std::uint8_t {
  kPolling,
  kProbing,
  kProbed,
  kWebSocket,
  kPollingClosing,
  kWebSocketClosing,
  kClosed,
};

/// What happens to a session.
enum class Event : std::uint8_t {
  kPoll,           ///< A GET came.
  kPollGone,       ///< The client gave up a GET that was not answered.
  kPush,           ///< A POST came; its packets follow as kPacket each.
  kPushOverlap,    ///< A second POST came while one was in hand.
  kPacket,         ///< A packet by POST or by the session's WebSocket.
  kBadPacket,      ///< Bytes that are no packet, by either.
  kSocketOffered,  ///< A WebSocket with our sid was accepted.
  kProbePacket,    ///< A packet by that WebSocket, before it is the session's.
  kProbeGone,      ///< That WebSocket ended, or sent bytes that are no packet.
  kSocketDrained,  ///< The session's WebSocket wrote all it was given.
  kSocketClosed,   ///< The peer closed the session's WebSocket.
  kSocketFailed,   ///< It failed.
  kTick,           ///< deadline() may have passed.
  kClose,          ///< Socket::close().
  kShutdown,       ///< The server goes down.
};

/// What the owner has to do, in this order.
enum class Action : std::uint8_t {
  kHoldPoll,      ///< Keep the GET that made this event: it waits now.
  kRefuse,        ///< Answer the request that made this event with 400.
  kAnswerPoll,    ///< Answer the waiting GET with take_payload().
  kAnswerNoop,    ///< Answer the waiting GET with a noop.
  kAnswerClose,   ///< Answer the waiting GET with a close packet.
  kRefusePoll,    ///< Answer the waiting GET with 400.
  kHoldProbe,     ///< Keep the offered WebSocket as the probe.
  kRefuseSocket,  ///< Close the offered WebSocket.
  kReplyProbe,    ///< Write "3probe" to the probe.
  kDropProbe,     ///< Close the probe.
  kAdoptProbe,    ///< The probe is the session's WebSocket from now on.
  kWriteSocket,   ///< Write take_batch() to the session's WebSocket, now or soon; kSocketDrained follows.
  kCloseSocket,   ///< Close the session's WebSocket with a close frame.
  kAbortSocket,   ///< Cut it off: a write is stuck in it, or it is gone already.
  kDeliver,       ///< Give the packet that made this event to the handler.
  kEnd,           ///< The session is over: reason().
};

/// At most a handful of actions follow from one event: no heap.
class Actions {
 public:
  void add(Action action) noexcept { items_[count_++] = action; }
  [[nodiscard]] auto begin() const noexcept { return items_.begin(); }
  [[nodiscard]] auto end() const noexcept { return items_.begin() + static_cast<std::ptrdiff_t>(count_); }
  [[nodiscard]] bool has(Action action) const noexcept;

 private:
  std::array<Action, 6> items_{};
  std::size_t count_ = 0;
};

struct Limits {
  std::chrono::milliseconds ping_interval{0};
  std::chrono::milliseconds ping_timeout{0};
  std::chrono::milliseconds upgrade_timeout{0};
  std::size_t max_queue_cost = 0;    ///< Bytes, queued and being written together; see cost_of().
  std::size_t max_poll_payload = 0;  ///< Bytes of one answer to a GET.
};

/// How long a session that was told to close may take to empty its queue: for a poller, to come back for it.
inline constexpr std::chrono::seconds kCloseGrace{10};
/// How long a GET that waits while an upgrade is under way is kept before a noop releases it. The GET, the probe and
/// the upgrade come by different connections: a client that sent the upgrade first must not find its GET treated as if
/// it had come first. The reference server looks every 100 ms.
inline constexpr std::chrono::milliseconds kPollRelease{50};
/// A client that closes by POST has, as a rule, a GET on its way by another connection: how long it is waited for.
inline constexpr std::chrono::milliseconds kCloseLinger{100};
/// A deadline that never comes.
inline constexpr base::SteadyTime kNever = base::SteadyTime::max();

/// The life of one session: heartbeat, upgrade, outgoing queue and close, without any I/O. Whoever owns one tells it
/// what happened and does what it answers. Not thread-safe.
class Machine {
 public:
  /// `limits` outlives the machine.
  Machine(const Limits& limits, Transport transport, base::SteadyTime now);

  /// `packet` goes with kPacket and kProbePacket.
  [[nodiscard]] Actions on(Event event, base::SteadyTime now, const protocol::Packet& packet = {});
  /// Queues a unit; see Socket::send.
  [[nodiscard]] Actions send(std::span<const OutPacket> unit, Delivery delivery);

  [[nodiscard]] State state() const noexcept { return state_; }
  [[nodiscard]] Transport transport() const noexcept;
  /// When to say kTick next.
  [[nodiscard]] base::SteadyTime deadline() const noexcept;
  /// Valid once kEnd was given.
  [[nodiscard]] CloseReason reason() const noexcept { return reason_; }
  /// What is held for the peer, being written or waiting.
  [[nodiscard]] std::size_t held_cost() const noexcept { return queue_.cost() + in_flight_; }

  [[nodiscard]] std::string take_payload() { return std::exchange(payload_, {}); }
  /// All that has been queued by now, also since kWriteSocket was given. Empty if the session ended meanwhile.
  [[nodiscard]] std::vector<OutPacket> take_batch();

 private:
  Actions too_late(Event event);
  void poll(base::SteadyTime now, Actions& out);
  void packet(const protocol::Packet& packet, base::SteadyTime now, Actions& out);
  void offer(base::SteadyTime now, Actions& out);
  void probe_packet(const protocol::Packet& packet, base::SteadyTime now, Actions& out);
  void client_close(base::SteadyTime now, Actions& out);
  void drop_probe(Actions& out);
  void drained(Actions& out);
  void tick(base::SteadyTime now, Actions& out);
  void pong(base::SteadyTime now);
  void flush(Actions& out);
  void begin_close(CloseReason reason, base::SteadyTime now, Actions& out);
  void end(CloseReason reason, Actions& out);

  [[nodiscard]] bool is_polling() const noexcept;
  [[nodiscard]] bool is_open() const noexcept;
  [[nodiscard]] bool is_probing() const noexcept { return state_ == State::kProbing || state_ == State::kProbed; }

  const Limits& limits_;
  State state_;
  CloseReason reason_ = CloseReason::kTransportClose;
  bool poll_waits_ = false;
  bool poll_came_probing_ = false;  // the waiting GET came when an upgrade was under way already
  SendQueue queue_;
  std::size_t in_flight_ = 0;  // cost of the batch that the WebSocket is writing; 0: it is idle
  bool write_asked_ = false;   // kWriteSocket was given, take_batch() has not come yet
  std::string payload_;

  base::SteadyTime ping_at_;           // when the next ping is due; kNever while a pong is awaited
  base::SteadyTime pong_by_ = kNever;  // when the awaited pong is too late
  base::SteadyTime upgrade_by_ = kNever;
  base::SteadyTime release_at_ = kNever;  // when the waiting GET gets its noop
  base::SteadyTime close_by_ = kNever;
};

}  // namespace engineio::session
