#include "store/mongo/mongo_audit_log.hpp"

#include "store/cursor.hpp"
#include "store/mongo/audit_chain.hpp"
#include "store/mongo/audit_sweep.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/fields.hpp"
#include "store/mongo/filters.hpp"

#include <utility>

namespace callroom::store::mongo {

app::Page<domain::AuditRecord> MongoAuditLog::search(const app::AuditFilter& filter, const app::PageRequest& page) {
  const auto wanted = audit_filter(filter, cursor_of(CursorOf::kAudit, page));
  const auto size = page_size(page);
  committer_.settle();
  const auto found = database_.find(kAudit, wanted, sorted_by("timestamp", -1, size + 1));
  Fields fields(database_, sealing_);
  fields.expect(found);
  std::vector<domain::AuditRecord> records;
  for (const auto& document : found) records.push_back(read_audit(document.view(), fields));
  return make_page(std::move(records), size, CursorOf::kAudit, audit_position);
}

app::ChainHead MongoAuditLog::head() {
  committer_.settle();
  return read_head(database_);
}

std::vector<app::ChainedAudit> MongoAuditLog::chained(const Document& filter, Document options) {
  options.document("sort", Document{}.integer(kAuditPlace, 1));
  committer_.settle();
  std::vector<app::ChainedAudit> found;
  database_.each(kAudit, filter, options, [&](View view) { found.push_back(read_chained(view)); });
  return found;
}

std::vector<app::ChainedAudit> MongoAuditLog::chain(std::int64_t after, std::size_t limit) {
  return chained(Document{}.document(kAuditPlace, Document{}.integer("$gt", after)),
                 Document{}.integer("limit", static_cast<std::int64_t>(limit)));
}

std::optional<app::Tombstone> MongoAuditLog::tombstone_at(std::int64_t seq) {
  return mongo::tombstone_at(database_, seq);
}

std::vector<app::ChainedAudit> MongoAuditLog::chain_of(const domain::SessionId& session) {
  auto filter = refers_to("sessionId", session.str());
  filter.document(kAuditPlace, Document{}.integer("$gte", 1));
  return chained(filter, {});
}

std::size_t MongoAuditLog::sweep(const app::SweepPlan& plan, const app::SignTombstone& sign) {
  return sweep_audit(database_, clock_, plan, sign);
}

std::size_t MongoAuditLog::sweep_feedback(base::WallTime before) { return mongo::sweep_feedback(database_, before); }

}  // namespace callroom::store::mongo
