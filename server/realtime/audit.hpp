#pragma once

#include "app/context.hpp"
#include "domain/audit.hpp"

namespace callroom::realtime {

/// A record with what every record of an event has: who, when, from where, by which event. The id is given when it is
/// written.
[[nodiscard]] domain::AuditRecord audit_record(domain::AuditAction action, const domain::UserId& user,
                                               const domain::SocketId& socket, const app::Origin& origin,
                                               base::WallTime now);

}  // namespace callroom::realtime
