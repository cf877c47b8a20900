#pragma once

#include "base/clock.hpp"
#include "domain/ids.hpp"
#include "domain/user.hpp"

#include <cstdint>
#include <optional>

namespace callroom::domain {

/// One stay of one user in a call, from joining to leaving; a lost and regained connection within the grace time does
/// not end it. Persisted while it lasts, so that a crash costs no more than the interval between two writes.
struct PresenceInterval {
  PresenceId id;
  SessionId session_id;
  UserId user_id;
  Role role = Role::kClient;
  base::WallTime joined_at;
  base::WallTime last_seen;               ///< Known to be there at this time.
  std::optional<base::WallTime> left_at;  ///< Empty: still there, as far as we know.
  std::int64_t reconnections = 0;

  bool operator==(const PresenceInterval&) const = default;
};

}  // namespace callroom::domain
