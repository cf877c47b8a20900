#include "store/sqlite/audit_log.hpp"

#include "store/cursor.hpp"
#include "store/sqlite/audit_rows.hpp"
#include "store/sqlite/audit_sweep.hpp"
#include "store/sqlite/rows.hpp"

#include <string>

namespace callroom::store::sqlite {
namespace {

/// Each condition has an index that ends in (timestamp, id), so that a page costs little however long the trail is.
std::string search_sql(const app::AuditFilter& filter, const std::optional<Position>& after) {
  std::string where;
  const auto add = [&](bool wanted, const char* condition) {
    if (wanted) where += (where.empty() ? " WHERE " : " AND ") + std::string{condition};
  };
  add(filter.session.has_value(), "sessionId = :session");
  add(filter.user.has_value(), "userId = :user");
  add(filter.action.has_value(), "action = :action");
  add(filter.from.has_value(), "timestamp >= :from");
  add(filter.until.has_value(), "timestamp <= :until");
  add(after.has_value(), "(timestamp, id) < (:time, :id)");
  return "SELECT " + kAuditColumns + " FROM videocallauditlogs" + where +
         " ORDER BY timestamp DESC, id DESC LIMIT :limit";
}

template <class Read>
auto all_rows(Query& query, const Read& read) {
  std::vector<decltype(read(query))> rows;
  while (query.step()) rows.push_back(read(query));
  return rows;
}

}  // namespace

app::Page<domain::AuditRecord> SqliteAuditLog::search(const app::AuditFilter& filter, const app::PageRequest& page) {
  const auto after = cursor_of(CursorOf::kAudit, page);
  const auto size = page_size(page);
  return readers_.with([&](Connection& db) {
    Fields fields(db, sealing_);
    auto query = db.query(search_sql(filter, after));
    if (filter.session) query.bind(":session", filter.session->str());
    if (filter.user) query.bind(":user", filter.user->str());
    if (filter.action) query.bind(":action", domain::to_string(*filter.action));
    if (filter.from) query.bind(":from", *filter.from);
    if (filter.until) query.bind(":until", *filter.until);
    if (after) query.bind(":time", after->time).bind(":id", after->id.str());
    query.bind(":limit", std::int64_t(size + 1));
    return make_page(all_rows(query, [&](const Query& row) { return read_audit(row, fields); }), size, CursorOf::kAudit,
                     audit_position);
  });
}

app::ChainHead SqliteAuditLog::head() {
  return readers_.with([](Connection& db) { return read_head(db); });
}

std::vector<app::ChainedAudit> SqliteAuditLog::chain(std::int64_t after, std::size_t limit) {
  return readers_.with([&](Connection& db) {
    auto query =
        db.query("SELECT " + kChainColumns + " FROM videocallauditlogs WHERE seq > :after ORDER BY seq LIMIT :limit");
    query.bind(":after", after).bind(":limit", std::int64_t(limit));
    return all_rows(query, read_chained);
  });
}

std::optional<app::Tombstone> SqliteAuditLog::tombstone_at(std::int64_t seq) {
  return readers_.with([&](Connection& db) -> std::optional<app::Tombstone> {
    auto query = db.query("SELECT " + kTombstoneColumns +
                          " FROM audittombstones WHERE fromSeq <= :seq ORDER BY fromSeq DESC LIMIT 1");
    query.bind(":seq", seq);
    if (!query.step()) return std::nullopt;
    auto tombstone = read_tombstone(query);
    if (tombstone.to_seq < seq) return std::nullopt;
    return tombstone;
  });
}

std::vector<app::ChainedAudit> SqliteAuditLog::chain_of(const domain::SessionId& session) {
  return readers_.with([&](Connection& db) {
    auto query =
        db.query("SELECT " + kChainColumns + " FROM videocallauditlogs WHERE sessionId = :session ORDER BY seq");
    query.bind(":session", session.str());
    return all_rows(query, read_chained);
  });
}

std::size_t SqliteAuditLog::sweep(const app::SweepPlan& plan, const app::SignTombstone& sign) {
  std::size_t swept = 0;
  writer_.run([&](Connection& db) {
    swept = sweep_audit(db, plan, sign);
    return app::CommitOutcome::kDone;
  });
  return swept;
}

std::size_t SqliteAuditLog::sweep_feedback(base::WallTime before) {
  std::size_t swept = 0;
  writer_.run([&](Connection& db) {
    swept = sqlite::sweep_feedback(db, before);
    return app::CommitOutcome::kDone;
  });
  return swept;
}

}  // namespace callroom::store::sqlite
