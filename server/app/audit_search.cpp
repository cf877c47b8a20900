#include "app/audit_search.hpp"

#include "app/audit_trail.hpp"
#include "app/retry.hpp"
#include "base/iso_time.hpp"

#include <utility>

namespace callroom::app {

Page<domain::AuditRecord> search_audit(const Environment& env, const AuditFilter& filter, const PageRequest& page,
                                       const Identity& asker, const Origin& origin) {
  // Found before the record of it is written, so that a page never shows its own reading; shown only after.
  auto found = env.store.audit_log().search(filter, page);
  AuditTrail trail{env, origin, env.clock.now()};
  auto& record = trail.add(domain::AuditAction::kAuditRead, nullptr, asker.id);
  auto& facts = record.metadata;
  if (filter.session) facts.emplace("filter.sessionId", filter.session->str());
  if (filter.user) facts.emplace("filter.userId", filter.user->str());
  if (filter.action) facts.emplace("filter.action", domain::to_string(*filter.action));
  if (filter.from) facts.emplace("filter.from", base::to_iso(*filter.from));
  if (filter.until) facts.emplace("filter.until", base::to_iso(*filter.until));
  if (page.cursor) facts.emplace("filter.cursor", *page.cursor);
  facts.emplace("records", std::to_string(found.items.size()));
  Commit commit;
  commit.audit = trail.take();
  commit_records(env.store, commit);
  return found;
}

void record_forbidden(const Environment& env, const Identity& asker, const Origin& origin) {
  AuditTrail trail{env, origin, env.clock.now()};
  trail.add(domain::AuditAction::kPermissionDenied, nullptr, asker.id).error_code = "FORBIDDEN";
  Commit commit;
  commit.audit = trail.take();
  commit_records(env.store, commit);
}

}  // namespace callroom::app
