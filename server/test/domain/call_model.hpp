#pragma once

#include "call_actions.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace callroom::domain::test {

/// The rules of a call told once more, as a register of visits: nothing is kept that the visits can tell. Written from
/// the contract, not from the code, and slow on purpose.
class CallModel {
 public:
  struct Visit {
    std::size_t person;
    SocketId socket;
    base::WallTime from;
    std::optional<base::WallTime> to{};
    std::optional<base::WallTime> lost{};
    std::optional<base::WallTime> grace_until{};
    int returns = 0;
  };
  enum class Answer { kFine, kFull, kOver, kNotThere };

  CallModel(const CallPolicy& policy, base::WallTime window_until) : policy_(policy), window_until_(window_until) {}

  Answer play(const Action& action, base::WallTime now) {
    const SocketId socket = socket_of(action);
    switch (action.deed) {
      case Deed::kJoin:
        return join(action.person, socket, now);
      case Deed::kLeave:
        return leave(socket, now);
      case Deed::kLose:
        if (Visit* visit = on_socket(socket); visit && !visit->lost) {
          visit->lost = std::clamp(now - action.ago, visit->from, now);
          visit->grace_until = now + policy_.reconnect_grace;
        }
        return Answer::kFine;
      case Deed::kRecover:
        if (Visit* visit = on_socket(socket); visit && visit->lost) back(*visit, socket);
        return Answer::kFine;
      case Deed::kMedia:
        return on_socket(socket) ? Answer::kFine : Answer::kNotThere;
      case Deed::kEndForAll:
        if (ended) return Answer::kOver;
        if (!on_socket(socket)) return Answer::kNotThere;
        if (!started) return leave(socket, now);
        finish(now, now);
        return Answer::kFine;
      case Deed::kStarted:
        if (!started && !ended) started = now - std::min(action.ago, base::Millis{50});
        return Answer::kFine;
      case Deed::kEnded:
        if (!ended) finish(now - std::min(action.ago, base::Millis{50}), now);
        return Answer::kFine;
      case Deed::kTick:
        tick(now);
        return Answer::kFine;
      case Deed::kPass:
        return Answer::kFine;
    }
    return Answer::kFine;
  }

  /// Who is in the room (a lost connection within its grace included), in the order of entering.
  [[nodiscard]] std::vector<Visit> present() const {
    std::vector<Visit> in;
    std::copy_if(visits.begin(), visits.end(), std::back_inserter(in), [](const Visit& v) { return !v.to; });
    return in;
  }
  [[nodiscard]] std::optional<base::WallTime> last_leaving() const {
    std::optional<base::WallTime> last;
    for (const Visit& visit : visits) {
      if (visit.to && (!last || *visit.to > *last)) last = visit.to;
    }
    return last;
  }

  std::vector<Visit> visits;
  std::optional<base::WallTime> started;
  std::optional<base::WallTime> ended;

 private:
  Visit* on_socket(const SocketId& socket) {
    for (Visit& visit : visits) {
      if (!visit.to && visit.socket == socket) return &visit;
    }
    return nullptr;
  }

  static void back(Visit& visit, const SocketId& socket) {
    visit.socket = socket;
    visit.lost.reset();
    visit.grace_until.reset();
    ++visit.returns;
  }

  Answer join(std::size_t person, const SocketId& socket, base::WallTime now) {
    if (ended) return Answer::kOver;
    for (Visit& visit : visits) {
      if (visit.to || visit.person != person) continue;
      if (visit.socket != socket || visit.lost) back(visit, socket);
      return Answer::kFine;
    }
    const bool admin = kPeople[person].role == Role::kAdmin;
    const auto in = present();
    const auto same_kind = std::count_if(
        in.begin(), in.end(), [&](const Visit& v) { return (kPeople[v.person].role == Role::kAdmin) == admin; });
    const auto seats = admin ? policy_.admin_capacity : policy_.capacity.at(SessionType::kIndividual);
    if (same_kind >= static_cast<std::ptrdiff_t>(seats)) return Answer::kFull;
    visits.push_back({person, socket, now});
    if (!started && in.size() == 1) started = now;
    return Answer::kFine;
  }

  Answer leave(const SocketId& socket, base::WallTime now) {
    Visit* visit = on_socket(socket);
    if (!visit) return Answer::kNotThere;
    visit->to = now;
    return Answer::kFine;
  }

  void finish(base::WallTime at, base::WallTime now) {
    ended = started ? std::max(at, *started) : at;
    for (Visit& visit : visits) {
      if (!visit.to) visit.to = std::max(visit.from, std::min(visit.lost ? *visit.lost : now, *ended));
    }
  }

  void tick(base::WallTime now) {
    for (Visit& visit : visits) {
      if (!visit.to && visit.grace_until && now >= *visit.grace_until) visit.to = visit.lost;
    }
    if (!started || ended || !present().empty()) return;
    const auto last = last_leaving();
    const bool entered = last && *last >= *started;
    if (entered && now - *last >= policy_.empty_grace) ended = last;
    if (!entered && now >= window_until_) ended = started;
  }

  CallPolicy policy_;
  base::WallTime window_until_;
};

}  // namespace callroom::domain::test
