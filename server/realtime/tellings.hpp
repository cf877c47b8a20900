#pragma once

#include "domain/call.hpp"
#include "socketio/server.hpp"

#include <vector>

namespace callroom::realtime {

/// Carries a committed decision to the sockets: one event for each telling. `before` still has those who left. A
/// newcomer hears last, so that the others know of it before its first offer can reach them.
void tell_all(socketio::Server& sockets, const domain::Call& before, const domain::Call& now,
              const std::vector<domain::Telling>& tellings);

}  // namespace callroom::realtime
