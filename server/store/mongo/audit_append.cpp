#include "store/mongo/audit_append.hpp"

#include "app/ports/store.hpp"
#include "store/mongo/documents.hpp"

namespace callroom::store::mongo {
namespace {

/// Each lost attempt means that another record was written.
constexpr int kAttempts = 256;

std::int64_t last_place(Database& database) {
  auto options = Document{}.document("sort", Document{}.integer(kAuditPlace, -1));
  options.integer("limit", 1).document("projection", Document{}.integer(kAuditPlace, 1));
  const auto last = database.find(kAudit, {}, options);
  return last.empty() ? 0 : last.front().view().integer(kAuditPlace).value_or(0);
}

}  // namespace

Written append_audit(Database& database, const Document& record) {
  const auto same = Document{}.copy("_id", record.view());
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    auto placed = record;
    placed.integer(kAuditPlace, last_place(database) + 1);
    const auto written = database.insert(kAudit, placed);
    if (written == Written::kYes || database.find_one(kAudit, same)) return written;
  }
  throw app::StoreUnavailable("the audit log was written by others at every attempt");
}

}  // namespace callroom::store::mongo
