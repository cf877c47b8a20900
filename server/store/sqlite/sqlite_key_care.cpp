#include "store/sqlite/sqlite_key_care.hpp"

#include "store/sqlite/audit_rows.hpp"
#include "store/sqlite/fields.hpp"
#include "store/sqlite/key_table.hpp"
#include "store/sqlite/open.hpp"

#include <stdexcept>

namespace callroom::store {

using sqlite::Connection;
using sqlite::KeyTable;
using sqlite::Transaction;

namespace {

/// Keys in a transaction: the write lock is held for some milliseconds, so that a server on the same file goes on.
constexpr std::size_t kBatch = 500;

Sealing with_vault(Sealing sealing) {
  if (!sealing.vault) throw std::invalid_argument("key care needs a vault");
  return sealing;
}

/// True when the user had a record.
bool overwrite_user(Connection& db, const domain::UserId& user) {
  auto query = db.query(
      "UPDATE users SET name = :erased, email = :unique, emailKey = :unique, passwordHash = '', updatedAt = :now "
      "WHERE id = :id");
  const auto unique = std::string{kErased} + ":" + user.str();  // and no look-up's result
  query.bind(":erased", kErased)
      .bind(":unique", unique)
      .bind(":now", base::SystemClock{}.now())
      .bind(":id", user.str());
  query.step();
  return db.changed_rows() > 0;
}

std::int64_t plain_audit_of(Connection& db, const domain::UserId& user) {
  auto query =
      db.query("SELECT count(*) FROM videocallauditlogs WHERE userId = :id AND substr(metadata, 1, 6) <> :sealed");
  query.bind(":id", user.str()).bind(":sealed", vault::kSealedPrefix);
  return query.step() ? query.integer(0) : 0;
}

/// Puts the log into the file and cuts it to nothing, so that no earlier copy of a page is left. False: a reader held
/// it for longer than the busy timeout.
bool empty_log(Connection& db) {
  auto row = db.query("PRAGMA wal_checkpoint(TRUNCATE)");
  return row.step() && row.integer(0) == 0;
}

}  // namespace

SqliteKeyCare::SqliteKeyCare(const std::filesystem::path& path, const SqliteOptions& options)
    : sealing_(with_vault(options.sealing)), db_(sqlite::open_for_writing(path, options)) {}

app::KeyCare::Status SqliteKeyCare::status() {
  return {sealing_.vault->current_master_key_id(), KeyTable(db_).count_by_master()};
}

std::int64_t SqliteKeyCare::rewrap(const std::function<void(std::int64_t done)>& report) {
  const auto current = sealing_.vault->current_master_key_id();
  KeyTable keys(db_);
  std::int64_t done = 0;
  for (std::string after;;) {
    Transaction transaction(db_);
    const auto batch = keys.wrapped_by_others(current, after, kBatch);
    if (batch.empty()) return done;
    for (const auto& key : batch) keys.rewrap(key, sealing_.vault->rewrap(key));
    transaction.commit();
    after = batch.back().id;
    done += static_cast<std::int64_t>(batch.size());
    if (report) report(done);
  }
}

std::optional<app::KeyCare::Erased> SqliteKeyCare::erase(const domain::UserId& user,
                                                         const std::vector<domain::AuditRecord>& told) {
  Erased erased;
  {
    Transaction transaction(db_);
    erased.had_record = overwrite_user(db_, user);
    erased.keys = KeyTable(db_).destroy(vault::user_scope(user.str()));
    if (!erased.had_record && erased.keys == 0) return std::nullopt;
    sqlite::Fields fields(db_, sealing_);
    if (sqlite::append_audit(db_, fields, told) != app::CommitOutcome::kDone) {
      throw app::StoreUnavailable("the id of the audit record is taken");
    }
    transaction.commit();
  }
  erased.plain_audit = plain_audit_of(db_, user);
  erased.traces = empty_log(db_) ? Traces::kNone : Traces::kLogInUse;
  return erased;
}

}  // namespace callroom::store
