#include "app/refusal.hpp"

#include "app/retry.hpp"

namespace callroom::app {

void record_refusal(const Environment& env, AuditTrail& trail, const domain::SessionId& id,
                    const domain::Session* session, const Identity& asker, std::string_view code) {
  auto& record = trail.add(domain::AuditAction::kPermissionDenied, session, asker.id);
  record.session_id = id;
  record.error_code = code;
  Commit commit;
  commit.audit = trail.take();
  commit_records(env.store, commit);
}

}  // namespace callroom::app
