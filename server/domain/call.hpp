#pragma once

#include "base/clock.hpp"
#include "domain/ids.hpp"
#include "domain/presence.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// The life of one call, pure: facts go in, a decision comes out. No clock, no socket, no store: the time is in the
// event, the runner (realtime/call_room) carries the decision out.
//
//   joins: 0 ──► 1 ──────► 2 ─────► …          started_at is set by the second participant, or by a start command
//                │ lost     │ lost              a lost socket has `grace` to come back; then it left when it was lost
//                ▼          ▼
//             reconnecting ─► left ─► nobody ── empty_after ──► ended (at the moment the last one left)
namespace callroom::domain {

/// Socket.IO socket id.
using SocketId = std::string;

struct CallPolicy {
  base::Millis reconnect_grace = base::Seconds{30};
  base::Millis empty_grace = base::Minutes{5};
  /// Participants who are client or psychologist, by session type; an admin comes on top. Somebody whose connection is
  /// lost keeps the seat until the grace time is over. A type that is not listed has no seats.
  std::map<SessionType, std::size_t> capacity{
      {SessionType::kIndividual, 2}, {SessionType::kGroup, 8}, {SessionType::kAssessment, 2}};
  std::size_t admin_capacity = 1;
};

/// What a participant sends; kept so that a newcomer learns it at once.
struct MediaState {
  bool audio = true;
  bool video = true;
  bool screen = false;
  bool operator==(const MediaState&) const = default;
};

enum class Connection : std::uint8_t { kConnected, kReconnecting };

struct Participant {
  PresenceInterval stay;
  std::string name;
  SocketId socket;
  Connection connection = Connection::kConnected;
  std::optional<base::WallTime> lost_at;  ///< Set while kReconnecting: when the peer was last heard of.
  /// Set while kReconnecting: when the grace time is over. Counted from when the loss was noticed, not from lost_at.
  std::optional<base::WallTime> gone_at;
  MediaState media;

  bool operator==(const Participant&) const = default;
};

enum class CallStatus : std::uint8_t { kWaiting, kInProgress, kEnded };
[[nodiscard]] std::string_view to_string(CallStatus status) noexcept;  ///< "waiting", "in-progress", "ended"

/// Everything the call's owner knows. A value: a decision gives the next one, kept only once it is committed.
/// Made by new_call() or resume_after_crash().
struct Call {
  SessionId session_id;
  RoomId room_id;
  SessionType type = SessionType::kIndividual;
  /// End of the join window: a call that was started but never entered ends then.
  base::WallTime window_until;
  std::vector<Participant> participants;  ///< In the order of joining.
  std::optional<base::WallTime> started_at;
  std::optional<base::WallTime> ended_at;
  /// When the last participant left; empty while someone is there or before anybody came.
  std::optional<base::WallTime> empty_since;
  /// The latest left_at of all stays so far. Whoever is found gone last did not always leave last.
  std::optional<base::WallTime> last_left = std::nullopt;

  bool operator==(const Call&) const = default;
  [[nodiscard]] CallStatus status() const noexcept;
  [[nodiscard]] const Participant* by_user(const UserId& user) const noexcept;
  /// An empty id (somebody who has not come back after a crash yet) is nobody's.
  [[nodiscard]] const Participant* by_socket(const SocketId& socket) const noexcept;
};

/// The call of a session in which nobody is or was yet (a start or end by REST is taken over from the session).
/// `window_until`: join_window().until.
[[nodiscard]] Call new_call(const Session& session, base::WallTime window_until);

// What happens to a call. Every event has the instant at which it is decided.
struct Join {
  UserId user;
  Role role = Role::kClient;
  std::string name;
  SocketId socket;
};
struct Leave {
  SocketId socket;
};
/// The socket went away without leave-room. `last_heard`: when the peer was last known to be there.
struct SocketLost {
  SocketId socket;
  base::WallTime last_heard;
};
/// The same socket came back (Socket.IO connection state recovery).
struct SocketRecovered {
  SocketId socket;
};
struct ChangeMedia {
  SocketId socket;
  MediaState media;
};
/// This participant hangs up for all. While the call has not started there is nothing to end and nothing to bill: then
/// only the one who hung up leaves, as with Leave, and may come again.
struct EndForAll {
  SocketId socket;
};
/// The store already holds this start (REST start). Ignored when the call has a start.
struct Started {
  base::WallTime at;
};
/// The store already holds this end (REST end). Ignored when the call has an end.
struct Ended {
  base::WallTime at;
};
/// A deadline of next_deadline() has come. Deadlines act through a Tick only: whoever comes back before a late Tick is
/// back in time.
struct Tick {};
using CallEvent = std::variant<Join, Leave, SocketLost, SocketRecovered, ChangeMedia, EndForAll, Started, Ended, Tick>;

enum class CallRefusal : std::uint8_t { kRoomFull, kCallEnded, kNotInRoom };

enum class EndReason : std::uint8_t { kEndedByParticipant, kEveryoneLeft, kWindowClosed };
[[nodiscard]] std::string_view to_string(EndReason reason) noexcept;  ///< "ended", "empty", "window-closed"

// What is to be told to whom, once the decision is committed.
enum class LeaveReason : std::uint8_t { kLeft, kTimeout };
[[nodiscard]] std::string_view to_string(LeaveReason reason) noexcept;  ///< "left", "timeout"

struct TellRoomJoined {  ///< room-joined to this socket
  SocketId to;
};
struct TellUserJoined {  ///< user-joined to all but the newcomer
  UserId user;
};
struct TellReconnecting {  ///< user-reconnecting to all others
  UserId user;
  SocketId socket;
};
struct TellReconnected {  ///< user-reconnected to all others; `socket` is the one to use from now on
  UserId user;
  SocketId socket;
};
struct TellLeft {  ///< user-left to all others
  SocketId socket;
  UserId user;
  LeaveReason reason;
};
struct TellMedia {  ///< participant-state to all others
  SocketId socket;
  MediaState media;
};
struct Supersede {  ///< error SUPERSEDED to this socket, then disconnect it
  SocketId socket;
};
struct TellCallStarted {};  ///< call-started to everyone in the room
struct TellCallEnded {      ///< call-ended to everyone who was in the room before the decision; `next` has nobody
  EndReason reason;
};
using Telling = std::variant<TellRoomJoined, TellUserJoined, TellReconnecting, TellReconnected, TellLeft, TellMedia,
                             Supersede, TellCallStarted, TellCallEnded>;

/// What must be in the store before anything is told.
struct StartCall {
  base::WallTime at;
  std::optional<UserId> by;
};
struct EndCall {
  base::WallTime at;
  EndReason reason = EndReason::kEndedByParticipant;
  std::optional<UserId> by;  ///< Empty: it ended by itself.
};

struct Decision {
  std::optional<CallRefusal> refusal;  ///< Set: nothing else is, and the call stays as it was.
  Call next;
  std::optional<StartCall> start;
  std::optional<EndCall> end;
  std::vector<PresenceInterval> presence;  ///< Stays that changed and must be written (by id).
  std::vector<Telling> tell;               ///< In this order.
};

/// The one place that decides about calls. `now` never goes back within one call (the owner sees to it). The only thing
/// in a decision that its arguments do not determine is the id of a new stay.
///
/// If the store refuses `start` (the session was cancelled meanwhile), the owner keeps `next` without started_at.
[[nodiscard]] Decision decide(const Call& call, const CallEvent& event, base::WallTime now, const CallPolicy& policy);

/// When decide(Tick) has something to do; nullopt: never. May lie in the past (after a crash): then at once.
[[nodiscard]] std::optional<base::WallTime> next_deadline(const Call& call, const CallPolicy& policy);

/// A call as it must be continued after a crash: everyone who was there is reconnecting (without a socket) since they
/// were last seen, with a fresh grace time from `now`; in a call that has ended the grace time is over at once, so that
/// the next Tick closes what was left open. `stays`: all of the session's, ended ones too (they tell since when the
/// room is empty); a user has one open stay at most. `names` of those with an open stay.
[[nodiscard]] Call resume_after_crash(const Session& session, base::WallTime window_until,
                                      const std::vector<PresenceInterval>& stays,
                                      const std::map<UserId, std::string>& names, base::WallTime now,
                                      const CallPolicy& policy);

}  // namespace callroom::domain
