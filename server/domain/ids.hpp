#pragma once

#include "base/object_id.hpp"
#include "base/strong.hpp"

namespace callroom::domain {

using UserId = base::TypedId<struct UserTag>;
using SessionId = base::TypedId<struct SessionTag>;
using AuditId = base::TypedId<struct AuditTag>;
using PresenceId = base::TypedId<struct PresenceTag>;

/// `room-` and a random UUIDv4: the session's meetingLink, and the Socket.IO room of its call.
using RoomId = base::StrongString<struct RoomTag>;

}  // namespace callroom::domain
