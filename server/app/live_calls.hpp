#pragma once

#include "app/call_access.hpp"
#include "app/context.hpp"
#include "app/ports/call_directory.hpp"
#include "app/ports/tokens.hpp"
#include "domain/call.hpp"

#include <optional>
#include <vector>

// Who is in the rooms now. Blocking, worker threads only.
namespace callroom::app {

/// The others who are in the room, for somebody who was just told whether they may enter it. Nobody's presence is told
/// to somebody who may not: then empty.
[[nodiscard]] std::vector<domain::Participant> present_others(CallDirectory& directory, const JoinAnswer& answer,
                                                              const Identity& asker);

struct LiveCall {
  domain::Session session;
  SessionPeople people;
  std::vector<domain::Participant> participants;  ///< In the order of joining; empty: in progress, nobody there now.
};
/// Calls in progress and rooms that somebody is in, by sessionDate. For administrators.
[[nodiscard]] std::vector<LiveCall> live_calls(const Environment& env, CallDirectory& directory);

}  // namespace callroom::app
