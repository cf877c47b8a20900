#include "realtime/audit.hpp"

namespace callroom::realtime {

domain::AuditRecord audit_record(domain::AuditAction action, const domain::UserId& user, const domain::SocketId& socket,
                                 const app::Origin& origin, base::WallTime now) {
  return {domain::AuditId::generate(now),
          action,
          now,
          /*session_id=*/std::nullopt,
          user,
          /*room_id=*/std::nullopt,
          {{"requestId", origin.request_id}, {"via", origin.via}, {"socketId", socket}},
          origin.ip_address,
          origin.user_agent,
          /*error_code=*/{},
          /*error_message=*/{},
          /*duration_seconds=*/std::nullopt};
}

}  // namespace callroom::realtime
