#include "store/sqlite/audit_rows.hpp"

#include "integrity/audit_chain.hpp"
#include "store/audit_form.hpp"
#include "store/sqlite/rows.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace callroom::store::sqlite {
namespace {

std::optional<std::string_view> view_of(const std::optional<std::string>& text) {
  return text ? std::optional<std::string_view>{*text} : std::nullopt;
}

Written insert(Connection& db, const char* table, const app::ChainedAudit& chained) {
  const auto& record = chained.record;
  auto query = db.query("INSERT INTO " + std::string{table} + " (" + kChainColumns +
                        ") VALUES (:seq, :id, :sessionId, :userId, :roomId, :action, :timestamp, :metadata, "
                        ":ipAddress, :userAgent, :errorCode, :errorMessage, :duration, :prevHash, :hash)");
  query.bind(":seq", record.seq)
      .bind(":id", record.id)
      .bind(":sessionId", view_of(record.session_id))
      .bind(":userId", view_of(record.user_id))
      .bind(":roomId", view_of(record.room_id))
      .bind(":action", record.action)
      .bind(":timestamp", record.timestamp)
      .bind(":metadata", record.metadata)
      .bind(":ipAddress", record.ip_address)
      .bind(":userAgent", record.user_agent)
      .bind(":errorCode", record.error_code)
      .bind(":errorMessage", record.error_message)
      .bind(":duration", record.duration)
      .bind(":prevHash", chained.prev_hash)
      .bind(":hash", chained.hash);
  return query.write();
}

void move_head(Connection& db, const app::ChainHead& head) {
  auto query = db.query("UPDATE auditchain SET seq = :seq, hash = :hash WHERE id = 1");
  query.bind(":seq", head.seq).bind(":hash", head.hash).write();
}

/// The row of `row`, whose columns begin with `id` at `first`.
app::StoredAudit read_stored(const Query& row, int first) {
  const auto text = [&](int column) { return read_optional_text(row, first + column); };
  return {.seq = 0,
          .id = row.text(first),
          .action = row.text(first + 4),
          .timestamp = row.integer(first + 5),
          .session_id = text(1),
          .user_id = text(2),
          .room_id = text(3),
          .metadata = row.text(first + 6),
          .ip_address = row.text(first + 7),
          .user_agent = row.text(first + 8),
          .error_code = row.text(first + 9),
          .error_message = row.text(first + 10),
          .duration = row.is_null(first + 11) ? std::nullopt : std::optional{row.integer(first + 11)}};
}

}  // namespace

app::ChainedAudit read_chained(const Query& row) {
  app::ChainedAudit chained{read_stored(row, 1), row.text(13), row.text(14)};
  chained.record.seq = row.integer(0);
  return chained;
}

app::Tombstone read_tombstone(const Query& row) {
  return {row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4)};
}

app::ChainHead read_head(Connection& db) {
  auto query = db.query("SELECT seq, hash FROM auditchain WHERE id = 1");
  if (!query.step()) throw app::StoreUnavailable("the head of the audit trail is gone");
  return {query.integer(0), query.text(1)};
}

app::CommitOutcome append_audit(Connection& db, Fields& fields, const std::vector<domain::AuditRecord>& records) {
  if (records.empty()) return app::CommitOutcome::kDone;
  auto head = read_head(db);
  // Somebody who adds rows of their own past the head is for `audit verify` to name; they must not stop the server.
  head.seq = std::max(head.seq, db.integer("SELECT coalesce(max(seq), 0) FROM videocallauditlogs"));
  integrity::ChainHasher hasher;
  for (const auto& record : records) {
    auto texts = fields.texts(record);
    auto stored = to_stored(record, std::move(texts.metadata));
    stored.ip_address = std::move(texts.ip_address);
    stored.user_agent = std::move(texts.user_agent);
    stored.error_message = std::move(texts.error_message);
    const auto chained = attach(hasher, head, std::move(stored));
    if (insert(db, "videocallauditlogs", chained) == Written::kKeyTaken) return app::CommitOutcome::kDuplicate;
  }
  move_head(db, head);
  return app::CommitOutcome::kDone;
}

void chain_old_audit(Connection& db) {
  integrity::ChainHasher hasher;
  app::ChainHead head;
  {
    auto old = db.query("SELECT " + kAuditColumns + " FROM videocallauditlogs ORDER BY rowid");
    while (old.step()) {
      if (insert(db, "auditchained", attach(hasher, head, read_stored(old, 0))) == Written::kKeyTaken) {
        throw app::StoreUnavailable("two audit records have the id " + old.text(0));
      }
    }
  }
  move_head(db, head);
  db.execute(R"sql(
DROP TABLE videocallauditlogs;
ALTER TABLE auditchained RENAME TO videocallauditlogs;
CREATE INDEX videocallauditlogs_sessionId_timestamp ON videocallauditlogs (sessionId, timestamp, id);
CREATE INDEX videocallauditlogs_userId_timestamp ON videocallauditlogs (userId, timestamp, id);
CREATE INDEX videocallauditlogs_action_timestamp ON videocallauditlogs (action, timestamp, id);
CREATE INDEX videocallauditlogs_timestamp ON videocallauditlogs (timestamp, id);
)sql");
}

}  // namespace callroom::store::sqlite
