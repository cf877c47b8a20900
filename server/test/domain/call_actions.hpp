#pragma once

#include "domain/call.hpp"
#include "fixtures.hpp"

#include <rapidcheck.h>
#include <array>
#include <ostream>
#include <string>
#include <vector>

// Arbitrary histories of a call: who does what, how long after the one before.
namespace callroom::domain::test {

enum class Deed {
  kJoin,
  kLeave,
  kLose,
  kRecover,
  kMedia,
  kEndForAll,
  kStarted,
  kEnded,
  kTick,
  kPass,  ///< Nothing but time.
};

struct Action {
  Deed deed;
  std::size_t person;  ///< Index into kPeople.
  int device;          ///< Which of the person's sockets.
  base::Millis pause;  ///< Time since the action before.
  base::Millis ago;    ///< How far back an instant in the event lies (last heard, started, ended).
};

struct Person {
  UserId id;
  Role role;
};
inline const std::array<Person, 5> kPeople{Person{kClient, Role::kClient}, Person{kPsychologist, Role::kPsychologist},
                                           Person{kAdmin, Role::kAdmin}, Person{kStranger, Role::kClient},
                                           Person{user_id(5), Role::kAdmin}};

inline SocketId socket_of(const Action& action) {
  return "socket-" + std::to_string(action.person) + "-" + std::to_string(action.device);
}

inline CallEvent event_of(const Action& action, base::WallTime now) {
  const SocketId socket = socket_of(action);
  switch (action.deed) {
    case Deed::kJoin:
      return Join{kPeople[action.person].id, kPeople[action.person].role, "somebody", socket};
    case Deed::kLeave:
      return Leave{socket};
    case Deed::kLose:
      return SocketLost{socket, now - action.ago};
    case Deed::kRecover:
      return SocketRecovered{socket};
    case Deed::kMedia:
      return ChangeMedia{socket, {action.device == 0, true, false}};
    case Deed::kEndForAll:
      return EndForAll{socket};
    case Deed::kStarted:
      return Started{now - std::min(action.ago, base::Millis{50})};
    case Deed::kEnded:
      return Ended{now - std::min(action.ago, base::Millis{50})};
    case Deed::kTick:
    case Deed::kPass:
      break;
  }
  return Tick{};
}

inline rc::Gen<base::Millis> any_pause() {
  const auto upto = [](std::int64_t ms) {
    return rc::gen::map(rc::gen::inRange<std::int64_t>(0, ms + 1), [](std::int64_t x) { return base::Millis{x}; });
  };
  return rc::gen::weightedOneOf<base::Millis>({{2, rc::gen::just(base::Millis{0})},
                                               {3, upto(1'000)},
                                               {4, upto(40'000)},
                                               {1, rc::gen::just(base::Millis{base::Seconds{30}})},
                                               {5, upto(400'000)},
                                               {1, upto(8'000'000)}});
}

inline rc::Gen<Action> any_action() {
  // Ends are rare, else most histories would be short.
  const auto deed = rc::gen::weightedElement<Deed>({{20, Deed::kJoin},
                                                    {12, Deed::kLeave},
                                                    {10, Deed::kLose},
                                                    {5, Deed::kRecover},
                                                    {2, Deed::kMedia},
                                                    {1, Deed::kEndForAll},
                                                    {1, Deed::kStarted},
                                                    {1, Deed::kEnded},
                                                    {14, Deed::kTick},
                                                    {6, Deed::kPass}});
  const auto person = rc::gen::weightedElement<std::size_t>({{6, 0}, {6, 1}, {2, 2}, {1, 3}, {1, 4}});
  const auto ago =
      rc::gen::map(rc::gen::inRange<std::int64_t>(-1'000, 45'001), [](std::int64_t ms) { return base::Millis{ms}; });
  return rc::gen::map(rc::gen::tuple(deed, person, rc::gen::inRange(0, 2), any_pause(), ago), [](const auto& parts) {
    return Action{std::get<0>(parts), std::get<1>(parts), std::get<2>(parts), std::get<3>(parts), std::get<4>(parts)};
  });
}

inline std::vector<Action> any_history() { return *rc::gen::container<std::vector<Action>>(any_action()); }

inline std::ostream& operator<<(std::ostream& out, const Action& action) {
  constexpr std::array kDeeds{"join",        "leave",   "lose",  "recover", "media",
                              "end-for-all", "started", "ended", "tick",    "pass"};
  return out << "+" << action.pause.count() << "ms " << kDeeds[static_cast<std::size_t>(action.deed)] << " "
             << socket_of(action) << " (" << action.ago.count() << "ms ago)";
}

}  // namespace callroom::domain::test
