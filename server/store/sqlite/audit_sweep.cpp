#include "store/sqlite/audit_sweep.hpp"

#include "integrity/tombstone.hpp"
#include "store/sqlite/audit_rows.hpp"

#include <optional>
#include <vector>

namespace callroom::store::sqlite {
namespace {

/// Rows of each table that one step takes: below a tenth of a second of others' waiting.
constexpr std::int64_t kFeedbackRows = 2000;

std::vector<app::ChainedAudit> due_records(Connection& db, const app::SweepPlan& plan) {
  std::vector<app::ChainedAudit> due;
  for (const auto& [action, before] : plan.before) {
    if (due.size() >= plan.limit) break;
    auto query = db.query("SELECT " + kChainColumns +
                          " FROM videocallauditlogs WHERE action = :action AND timestamp < :before "
                          "ORDER BY timestamp, id LIMIT :limit");
    query.bind(":action", domain::to_string(action))
        .bind(":before", before)
        .bind(":limit", std::int64_t(plan.limit - due.size()));
    while (query.step()) due.push_back(read_chained(query));
  }
  return due;
}

/// The tombstone that ends, or begins, at this place; taken out of the table.
std::optional<app::Tombstone> take_tombstone(Connection& db, const char* column, std::int64_t seq) {
  std::optional<app::Tombstone> found;
  {
    // Tombstones do not overlap, so the one that ends here is the last that begins before.
    auto query = db.query("SELECT " + kTombstoneColumns + " FROM audittombstones WHERE fromSeq <= :seq AND " +
                          std::string{column} + " = :seq ORDER BY fromSeq DESC LIMIT 1");
    query.bind(":seq", seq);
    if (query.step()) found = read_tombstone(query);
  }
  if (found) db.query("DELETE FROM audittombstones WHERE fromSeq = :seq").bind(":seq", found->from_seq).write();
  return found;
}

void put_tombstone(Connection& db, app::Tombstone tombstone, const app::SignTombstone& sign) {
  if (const auto before = take_tombstone(db, "toSeq", tombstone.from_seq - 1)) {
    tombstone = integrity::join(*before, tombstone);
  }
  if (const auto after = take_tombstone(db, "fromSeq", tombstone.to_seq + 1)) {
    tombstone = integrity::join(tombstone, *after);
  }
  tombstone.document = sign(tombstone);
  auto query = db.query("INSERT INTO audittombstones (" + kTombstoneColumns +
                        ") VALUES (:fromSeq, :toSeq, :prevHash, :lastHash, :document)");
  query.bind(":fromSeq", tombstone.from_seq)
      .bind(":toSeq", tombstone.to_seq)
      .bind(":prevHash", tombstone.prev_hash)
      .bind(":lastHash", tombstone.last_hash)
      .bind(":document", tombstone.document)
      .write();
}

}  // namespace

std::size_t sweep_audit(Connection& db, const app::SweepPlan& plan, const app::SignTombstone& sign) {
  auto due = due_records(db, plan);
  const auto count = due.size();
  for (const auto& run : integrity::tombstones_for(std::move(due))) {
    db.query("DELETE FROM videocallauditlogs WHERE seq BETWEEN :from AND :to")
        .bind(":from", run.from_seq)
        .bind(":to", run.to_seq)
        .write();
    put_tombstone(db, run, sign);
  }
  return count;
}

std::size_t sweep_feedback(Connection& db, base::WallTime before) {
  db.query(
        "DELETE FROM videocallquality WHERE (sessionId, userId, at) IN (SELECT sessionId, userId, at FROM "
        "videocallquality WHERE receivedAt < :before LIMIT :limit)")
      .bind(":before", before)
      .bind(":limit", kFeedbackRows)
      .write();
  const auto samples = db.changed_rows();
  db.query(
        "DELETE FROM videocallratings WHERE (sessionId, userId) IN (SELECT sessionId, userId FROM videocallratings "
        "WHERE ratedAt < :before LIMIT :limit)")
      .bind(":before", before)
      .bind(":limit", kFeedbackRows)
      .write();
  return static_cast<std::size_t>(samples + db.changed_rows());
}

}  // namespace callroom::store::sqlite
