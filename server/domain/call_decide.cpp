#include "domain/call.hpp"
#include "domain/call_deadlines.hpp"

#include <algorithm>
#include <utility>

namespace callroom::domain {
namespace {

/// One decision in the making: `on(event)` for every kind of event.
class Turn {
 public:
  Turn(const Call& call, base::WallTime now, const CallPolicy& policy)
      : now_(now), policy_(policy), decision_{std::nullopt, call, std::nullopt, std::nullopt, {}, {}} {}

  void on(const Join& join) {
    if (call_.ended_at) return refuse(CallRefusal::kCallEnded);
    if (Participant* there = find([&](const Participant& p) { return p.stay.user_id == join.user; })) {
      come_back(*there, join);
    } else if (has_seat(join.role)) {
      enter(join);
    } else {
      refuse(CallRefusal::kRoomFull);
    }
  }

  void on(const Leave& leave) {
    const Participant* leaving = call_.by_socket(leave.socket);
    if (leaving == nullptr) return refuse(CallRefusal::kNotInRoom);
    const UserId user = leaving->stay.user_id;
    remove(user, now_);
    tell(TellLeft{leave.socket, user, LeaveReason::kLeft});
    note_if_empty();
  }

  void on(const SocketLost& lost) {
    Participant* participant = find_socket(lost.socket);
    if (participant == nullptr || participant->connection == Connection::kReconnecting) return;
    PresenceInterval& stay = participant->stay;
    stay.last_seen = std::max(stay.joined_at, std::min(lost.last_heard, now_));
    participant->connection = Connection::kReconnecting;
    participant->lost_at = stay.last_seen;
    participant->gone_at = now_ + policy_.reconnect_grace;
    decision_.presence.push_back(stay);
    tell(TellReconnecting{stay.user_id, lost.socket});
  }

  void on(const SocketRecovered& recovered) {
    Participant* participant = find_socket(recovered.socket);
    if (participant == nullptr || participant->connection == Connection::kConnected) return;
    reconnect(*participant, recovered.socket);
    tell(TellReconnected{participant->stay.user_id, recovered.socket});
  }

  void on(const ChangeMedia& change) {
    Participant* participant = find_socket(change.socket);
    if (participant == nullptr) return refuse(CallRefusal::kNotInRoom);
    participant->media = change.media;
    tell(TellMedia{change.socket, change.media});
  }

  void on(const EndForAll& end) {
    if (call_.ended_at) return refuse(CallRefusal::kCallEnded);
    const Participant* ending = call_.by_socket(end.socket);
    if (ending == nullptr) return refuse(CallRefusal::kNotInRoom);
    if (!call_.started_at) return on(Leave{end.socket});
    record_end(now_, EndReason::kEndedByParticipant, ending->stay.user_id);
  }

  void on(const Started& started) {
    if (call_.started_at || call_.ended_at) return;
    call_.started_at = started.at;
    tell(TellCallStarted{});
  }

  void on(const Ended& ended) {
    if (call_.ended_at) return;
    close_room(ended.at, EndReason::kEndedByParticipant);
  }

  void on(const Tick&) {
    remove_gone();
    const auto idle = idle_end(call_, policy_);
    if (idle && now_ >= idle->due) record_end(idle->at, idle->reason, std::nullopt);
  }

  [[nodiscard]] Decision take() && { return std::move(decision_); }

 private:
  template <class Matches>
  [[nodiscard]] Participant* find(Matches matches) {
    const auto found = std::ranges::find_if(call_.participants, matches);
    return found == call_.participants.end() ? nullptr : &*found;
  }
  [[nodiscard]] Participant* find_socket(const SocketId& socket) {
    if (socket.empty()) return nullptr;
    return find([&](const Participant& p) { return p.socket == socket; });
  }

  void refuse(CallRefusal refusal) { decision_.refusal = refusal; }
  void tell(Telling telling) { decision_.tell.push_back(std::move(telling)); }

  [[nodiscard]] bool has_seat(Role role) const {
    const auto is_admin = [](const Participant& p) { return p.stay.role == Role::kAdmin; };
    const auto admins = static_cast<std::size_t>(std::ranges::count_if(call_.participants, is_admin));
    if (role == Role::kAdmin) return admins < policy_.admin_capacity;
    const auto seats = policy_.capacity.find(call_.type);
    return seats != policy_.capacity.end() && call_.participants.size() - admins < seats->second;
  }

  void enter(const Join& join) {
    const PresenceInterval stay{
        PresenceId::generate(now_), call_.session_id, join.user, join.role, now_, now_, std::nullopt};
    call_.participants.push_back(
        {stay, join.name, join.socket, Connection::kConnected, std::nullopt, std::nullopt, MediaState{}});
    call_.empty_since.reset();
    decision_.presence.push_back(stay);
    tell(TellRoomJoined{join.socket});
    tell(TellUserJoined{join.user});
    start_if_two(join.user);
  }

  void come_back(Participant& there, const Join& join) {
    const bool connected = there.connection == Connection::kConnected;
    if (connected && there.socket == join.socket) return tell(TellRoomJoined{join.socket});
    if (connected) tell(Supersede{there.socket});
    there.name = join.name;
    reconnect(there, join.socket);
    tell(TellRoomJoined{join.socket});
    tell(TellReconnected{join.user, join.socket});
    start_if_two(join.user);
  }

  void reconnect(Participant& participant, const SocketId& socket) {
    participant.socket = socket;
    participant.connection = Connection::kConnected;
    participant.lost_at.reset();
    participant.gone_at.reset();
    participant.stay.last_seen = now_;
    ++participant.stay.reconnections;
    decision_.presence.push_back(participant.stay);
  }

  /// Somebody whose connection is lost counts: the media may still flow, and the seat is theirs.
  void start_if_two(const UserId& by) {
    if (call_.started_at || call_.participants.size() < 2) return;
    call_.started_at = now_;
    decision_.start = StartCall{now_, by};
    tell(TellCallStarted{});
  }

  void close_stay(Participant& participant, base::WallTime at) {
    PresenceInterval& stay = participant.stay;
    stay.left_at = std::max(at, stay.joined_at);
    stay.last_seen = *stay.left_at;
    call_.last_left = std::max(call_.last_left.value_or(*stay.left_at), *stay.left_at);
    decision_.presence.push_back(stay);
  }

  void remove(const UserId& user, base::WallTime at) {
    const auto leaving =
        std::ranges::find_if(call_.participants, [&](const auto& p) { return p.stay.user_id == user; });
    close_stay(*leaving, at);
    call_.participants.erase(leaving);
  }

  void remove_gone() {
    const auto is_gone = [this](const Participant& p) { return p.gone_at && *p.gone_at <= now_; };
    for (Participant& participant : call_.participants) {
      if (!is_gone(participant)) continue;
      close_stay(participant, *participant.lost_at);
      tell(TellLeft{participant.socket, participant.stay.user_id, LeaveReason::kTimeout});
    }
    std::erase_if(call_.participants, is_gone);
    note_if_empty();
  }

  void note_if_empty() {
    if (call_.participants.empty()) call_.empty_since = call_.last_left;
  }

  void record_end(base::WallTime at, EndReason reason, std::optional<UserId> by) {
    close_room(at, reason);
    decision_.end = EndCall{*call_.ended_at, reason, std::move(by)};
  }

  /// No stay outlasts the call, and no call ends before it started (the start may come from another server's clock).
  void close_room(base::WallTime at, EndReason reason) {
    call_.ended_at = std::max(at, call_.started_at.value_or(at));
    for (Participant& participant : call_.participants) {
      close_stay(participant, std::min(participant.lost_at.value_or(now_), *call_.ended_at));
    }
    call_.participants.clear();
    note_if_empty();
    tell(TellCallEnded{reason});
  }

  base::WallTime now_;
  const CallPolicy& policy_;
  Decision decision_;
  Call& call_ = decision_.next;
};

}  // namespace

Decision decide(const Call& call, const CallEvent& event, base::WallTime now, const CallPolicy& policy) {
  Turn turn{call, now, policy};
  std::visit([&turn](const auto& happened) { turn.on(happened); }, event);
  return std::move(turn).take();
}

}  // namespace callroom::domain
