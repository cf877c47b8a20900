#include "call_model.hpp"
#include "call_actions.hpp"
#include "domain/call.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <map>
#include <set>

// decide() against the model, over arbitrary histories.
namespace callroom::domain {
namespace {

using namespace test;

constexpr auto kWindowUntil = kDate + base::Minutes{120};

/// decide() as its owner runs it, with what was written to the store.
struct Owner {
  CallPolicy policy{};
  Call call = new_call(confirmed_session(), kWindowUntil);
  std::map<PresenceId, PresenceInterval> written{};
  std::vector<StartCall> starts{};
  std::vector<EndCall> ends{};

  Decision happens(const CallEvent& event, base::WallTime now) {
    auto decision = decide(call, event, now, policy);
    call = decision.next;
    for (const auto& stay : decision.presence) written.insert_or_assign(stay.id, stay);
    if (decision.start) starts.push_back(*decision.start);
    if (decision.end) ends.push_back(*decision.end);
    return decision;
  }
};

CallModel::Answer answer_of(const Decision& decision) {
  if (!decision.refusal) return CallModel::Answer::kFine;
  switch (*decision.refusal) {
    case CallRefusal::kRoomFull:
      return CallModel::Answer::kFull;
    case CallRefusal::kCallEnded:
      return CallModel::Answer::kOver;
    case CallRefusal::kNotInRoom:
      break;
  }
  return CallModel::Answer::kNotThere;
}

void check_agrees(const Owner& owner, const CallModel& model) {
  RC_ASSERT(owner.call.started_at == model.started);
  RC_ASSERT(owner.call.ended_at == model.ended);
  const auto present = model.present();
  RC_ASSERT(owner.call.participants.size() == present.size());
  for (std::size_t i = 0; i < present.size(); ++i) {
    const Participant& is = owner.call.participants[i];
    RC_ASSERT(is.stay.user_id == kPeople[present[i].person].id);
    RC_ASSERT(is.socket == present[i].socket);
    RC_ASSERT(is.lost_at == present[i].lost);
    RC_ASSERT((is.connection == Connection::kReconnecting) == present[i].lost.has_value());
    RC_ASSERT(is.stay.reconnections == present[i].returns);
    RC_ASSERT(owner.written.at(is.stay.id) == is.stay);
  }
  RC_ASSERT(owner.call.empty_since == (present.empty() ? model.last_leaving() : std::nullopt));
}

/// What was written is what the model's visits say, stay for stay.
void check_stays(const Owner& owner, const CallModel& model) {
  RC_ASSERT(owner.written.size() == model.visits.size());
  auto visit = model.visits.begin();
  std::map<UserId, base::WallTime> free_from;
  for (const auto& [id, stay] : owner.written) {  // ids sort in the order in which they were made
    RC_ASSERT(stay.user_id == kPeople[visit->person].id);
    RC_ASSERT(stay.joined_at == visit->from);
    RC_ASSERT(stay.left_at == visit->to);
    RC_ASSERT(stay.last_seen >= stay.joined_at);
    if (stay.left_at) RC_ASSERT(*stay.left_at >= stay.joined_at);
    const auto free = free_from.find(stay.user_id);
    if (free != free_from.end()) RC_ASSERT(stay.joined_at >= free->second);
    free_from.insert_or_assign(stay.user_id, stay.left_at.value_or(base::WallTime::max()));
    ++visit;
  }
}

void check_room(const Call& call, const CallPolicy& policy) {
  std::set<UserId> users;
  std::set<SocketId> sockets;
  std::size_t admins = 0;
  for (const auto& participant : call.participants) {
    users.insert(participant.stay.user_id);
    sockets.insert(participant.socket);
    if (participant.stay.role == Role::kAdmin) ++admins;
  }
  RC_ASSERT(users.size() == call.participants.size());
  RC_ASSERT(sockets.size() == call.participants.size());
  RC_ASSERT(admins <= policy.admin_capacity);
  RC_ASSERT(call.participants.size() - admins <= policy.capacity.at(call.type));
}

/// Every telling speaks of, and to, sockets that belong to this room.
struct CheckTelling {
  const Call& before;
  const Call& after;

  void operator()(const TellRoomJoined& joined) const {
    const auto* self = after.by_socket(joined.to);
    RC_ASSERT(self != nullptr);
    RC_ASSERT(self->connection == Connection::kConnected);
  }
  void operator()(const TellUserJoined& joined) const {
    RC_ASSERT(before.by_user(joined.user) == nullptr);
    RC_ASSERT(after.by_user(joined.user) != nullptr);
  }
  void operator()(const TellReconnecting& lost) const {
    RC_ASSERT(after.by_socket(lost.socket) == after.by_user(lost.user));
    RC_ASSERT(before.by_socket(lost.socket)->connection == Connection::kConnected);
    RC_ASSERT(after.by_socket(lost.socket)->connection == Connection::kReconnecting);
  }
  void operator()(const TellReconnected& back) const {
    RC_ASSERT(before.by_user(back.user) != nullptr);
    RC_ASSERT(after.by_socket(back.socket) == after.by_user(back.user));
    RC_ASSERT(after.by_user(back.user)->connection == Connection::kConnected);
  }
  void operator()(const TellLeft& left) const {
    RC_ASSERT(before.by_socket(left.socket) == before.by_user(left.user));
    RC_ASSERT(after.by_user(left.user) == nullptr);
  }
  void operator()(const TellMedia& media) const { RC_ASSERT(after.by_socket(media.socket)->media == media.media); }
  void operator()(const Supersede& old) const {
    RC_ASSERT(before.by_socket(old.socket)->connection == Connection::kConnected);
    RC_ASSERT(after.by_socket(old.socket) == nullptr);
  }
  void operator()(const TellCallStarted&) const {
    RC_ASSERT(!before.started_at.has_value());
    RC_ASSERT(after.started_at.has_value());
  }
  void operator()(const TellCallEnded&) const {
    RC_ASSERT(!before.ended_at.has_value());
    RC_ASSERT(after.ended_at.has_value());
    RC_ASSERT(after.participants.empty());
  }
};

void check_tellings(const Call& before, const Decision& decision) {
  for (const auto& telling : decision.tell) std::visit(CheckTelling{before, decision.next}, telling);
  if (decision.refusal) {
    RC_ASSERT(decision.next == before);
    RC_ASSERT(decision.tell.empty() && decision.presence.empty() && !decision.start && !decision.end);
  }
  // Whoever came is greeted, whoever is gone is told of, unless the call is over for all.
  if (decision.next.ended_at) return;
  for (const auto& was : before.participants) {
    const bool told_left = std::ranges::any_of(told<TellLeft>(decision),
                                               [&](const TellLeft& left) { return left.user == was.stay.user_id; });
    RC_ASSERT(told_left == (decision.next.by_user(was.stay.user_id) == nullptr));
  }
}

/// Nothing is due before the deadline, and something always is at it.
void check_deadline(const Call& call, base::WallTime now, const CallPolicy& policy) {
  const auto deadline = next_deadline(call, policy);
  RC_ASSERT((decide(call, Tick{}, now, policy).next == call) == (!deadline || *deadline > now));
  if (!deadline || *deadline <= now) return;
  RC_ASSERT(decide(call, Tick{}, *deadline - base::Millis{1}, policy).next == call);
  RC_ASSERT(!(decide(call, Tick{}, *deadline, policy).next == call));
}

void check_recorded(const Owner& owner, const std::vector<Action>& history) {
  RC_ASSERT(owner.starts.size() <= 1u);
  RC_ASSERT(owner.ends.size() <= 1u);
  if (owner.call.started_at && owner.starts.empty()) {
    RC_ASSERT(std::ranges::any_of(history, [](const Action& a) { return a.deed == Deed::kStarted; }));
  }
  if (!owner.starts.empty()) RC_ASSERT(owner.starts[0].at == owner.call.started_at);
  if (owner.ends.empty()) return;
  RC_ASSERT(owner.call.started_at.has_value());
  RC_ASSERT(owner.ends[0].at == owner.call.ended_at);
  RC_ASSERT(*owner.call.ended_at >= *owner.call.started_at);
}

RC_GTEST_PROP(CallModelProperty, EveryHistoryEndsAsTheModelSays, ()) {
  const auto history = any_history();
  Owner owner;
  CallModel model{owner.policy, kWindowUntil};
  auto now = kDate;
  for (const Action& action : history) {
    now += action.pause;
    if (action.deed == Deed::kPass) continue;
    const Call before = owner.call;
    const auto decision = owner.happens(event_of(action, now), now);
    RC_ASSERT(answer_of(decision) == model.play(action, now));
    check_agrees(owner, model);
    check_room(owner.call, owner.policy);
    check_tellings(before, decision);
    check_deadline(owner.call, now, owner.policy);
  }
  check_stays(owner, model);
  check_recorded(owner, history);
  RC_CLASSIFY(owner.call.ended_at && owner.call.started_at, "a whole call");
  RC_CLASSIFY(!owner.ends.empty() && owner.ends[0].reason == EndReason::kEveryoneLeft, "ended empty");
}

/// With a Tick at every deadline, as the owner's timer gives them, the record is what people would say of the call.
RC_GTEST_PROP(CallModelProperty, WithTicksOnTimeACallIsOverWhenItsRoomIsEmptyLongEnough, ()) {
  const auto history = any_history();
  Owner owner;
  auto now = kDate;
  const auto run_until = [&](base::WallTime until) {
    for (auto due = next_deadline(owner.call, owner.policy); due && *due <= until;
         due = next_deadline(owner.call, owner.policy)) {
      now = std::max(now, *due);
      owner.happens(Tick{}, now);
    }
    now = until;
  };
  for (const Action& action : history) {
    run_until(now + action.pause);
    if (action.deed != Deed::kPass) owner.happens(event_of(action, now), now);
    // Never is a call left in progress in a room that has been empty for the grace time (and was entered).
    if (owner.call.status() == CallStatus::kInProgress && owner.call.participants.empty() && owner.call.empty_since &&
        *owner.call.empty_since >= *owner.call.started_at) {
      RC_ASSERT(now < *owner.call.empty_since + owner.policy.empty_grace);
    }
  }
  run_until(now + base::Minutes{600});
  RC_CLASSIFY(!owner.ends.empty() && owner.ends[0].reason == EndReason::kEveryoneLeft, "ended empty");
  RC_CLASSIFY(!owner.ends.empty() && owner.ends[0].reason == EndReason::kWindowClosed, "ended with the window");
  if (owner.call.started_at && owner.call.participants.empty()) RC_ASSERT(owner.call.ended_at.has_value());
  if (!owner.ends.empty() && owner.ends[0].reason == EndReason::kEveryoneLeft) {
    auto last = base::WallTime::min();
    for (const auto& [id, stay] : owner.written) last = std::max(last, stay.left_at.value());
    RC_ASSERT(owner.ends[0].at == last);
  }
}

}  // namespace
}  // namespace callroom::domain
