#include "domain/audit.hpp"

#include "domain/enum_names.hpp"

namespace callroom::domain {
namespace {

constexpr EnumNames<AuditAction, 12> kActions{{
    {AuditAction::kJoinAttempt, "join_attempt"},
    {AuditAction::kJoinSuccess, "join_success"},
    {AuditAction::kJoinDenied, "join_denied"},
    {AuditAction::kCallStart, "call_start"},
    {AuditAction::kCallEnd, "call_end"},
    {AuditAction::kConnectionEstablished, "connection_established"},
    {AuditAction::kConnectionFailed, "connection_failed"},
    {AuditAction::kPermissionDenied, "permission_denied"},
    {AuditAction::kErrorOccurred, "error_occurred"},
    {AuditAction::kCallRepeated, "call_repeated"},
    {AuditAction::kAuditRead, "audit_read"},
    {AuditAction::kUserErased, "user_erased"},
}};

}  // namespace

std::string_view to_string(AuditAction action) noexcept { return name_of(kActions, action); }
std::optional<AuditAction> parse_audit_action(std::string_view text) noexcept { return value_of(kActions, text); }

std::vector<AuditAction> audit_actions() {
  std::vector<AuditAction> actions;
  for (const auto& [action, name] : kActions) actions.push_back(action);
  return actions;
}

}  // namespace callroom::domain
