#pragma once

#include "base/clock.hpp"
#include "domain/ids.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace callroom::domain {

enum class AuditAction : std::uint8_t {
  kJoinAttempt,
  kJoinSuccess,
  kJoinDenied,
  kCallStart,
  kCallEnd,
  kConnectionEstablished,
  kConnectionFailed,
  kPermissionDenied,
  kErrorOccurred,
  kCallRepeated,  ///< A start or end (metadata "via") that was allowed, of a call that had it: nothing changed.
  kAuditRead,  ///< An administrator read the trail itself; the contract's list has no word for it.
  kUserErased,  ///< Nor for this: an operator erased a person (`callroom user erase`).
};
[[nodiscard]] std::string_view to_string(AuditAction action) noexcept;  ///< "join_attempt", …
[[nodiscard]] std::optional<AuditAction> parse_audit_action(std::string_view text) noexcept;

[[nodiscard]] std::vector<AuditAction> audit_actions();  ///< All of them.

/// One line of the audit trail; field for field the `videocallauditlogs` collection.
struct AuditRecord {
  AuditId id;
  AuditAction action = AuditAction::kJoinAttempt;
  base::WallTime timestamp = {};
  std::optional<SessionId> session_id = std::nullopt;
  std::optional<UserId> user_id = std::nullopt;
  std::optional<RoomId> room_id = std::nullopt;
  /// Small facts: "requestId", "via" (the route or event), "reason", "socketId".
  std::map<std::string, std::string> metadata = {};
  std::string ip_address = {};
  std::string user_agent = {};
  std::string error_code = {};
  std::string error_message = {};
  std::optional<std::int64_t> duration_seconds = std::nullopt;
};

}  // namespace callroom::domain
