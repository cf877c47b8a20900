#include "app/audit_trail.hpp"

#include "base/iso_time.hpp"

#include <string>
#include <utility>

namespace callroom::app {

using domain::AuditAction;
using domain::AuditRecord;

AuditRecord& AuditTrail::add(AuditAction action, const domain::Session* session,
                             const std::optional<domain::UserId>& user) {
  AuditRecord record{.id = domain::AuditId::generate(now_), .action = action, .timestamp = now_, .user_id = user};
  if (session != nullptr) {
    record.session_id = session->id;
    record.room_id = session->meeting_link;
  }
  add(std::move(record));
  return records_.back();
}

void AuditTrail::add(AuditRecord record) {
  record.id = domain::AuditId::generate(now_);
  if (record.timestamp == base::WallTime{}) record.timestamp = now_;
  // emplace: what the record says already goes before.
  if (!origin_.request_id.empty()) record.metadata.emplace("requestId", origin_.request_id);
  if (!origin_.via.empty()) record.metadata.emplace("via", origin_.via);
  for (const auto& [name, value] : origin_.facts) record.metadata.emplace(name, value);
  if (record.ip_address.empty()) record.ip_address = origin_.ip_address;
  if (record.user_agent.empty()) record.user_agent = origin_.user_agent;
  records_.push_back(std::move(record));
}

void AuditTrail::add_start(const domain::Session& session, const std::optional<domain::UserId>& by) {
  add(AuditAction::kCallStart, &session, by).metadata.emplace("startedAt", base::to_iso(*session.call_started));
}

void AuditTrail::add_end(const domain::Session& session, const std::optional<domain::UserId>& by,
                         domain::EndReason reason) {
  AuditRecord& record = add(AuditAction::kCallEnd, &session, by);
  record.metadata.emplace("endedAt", base::to_iso(*session.call_ended));
  record.metadata.emplace("reason", std::string{domain::to_string(reason)});
  record.duration_seconds = domain::call_duration(*session.call_started, *session.call_ended).seconds;
}

std::vector<AuditRecord> AuditTrail::take() {
  if (env_.audit == AuditMode::kOff) return {};
  return std::exchange(records_, {});
}

}  // namespace callroom::app
