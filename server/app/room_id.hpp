#pragma once

#include "base/random.hpp"
#include "domain/session.hpp"

// For the .cpp files of this folder.
namespace callroom::app {

/// Gives the session its room if it has none; the room of a session never changes.
inline void give_room(domain::Session& session) {
  if (!session.meeting_link) session.meeting_link = domain::RoomId{"room-" + base::uuid_v4()};
}

}  // namespace callroom::app
