#include "store/sqlite/connection.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace callroom::store::sqlite {
namespace {

/// Result columns and text are copied at once, and bound text outlives its query: SQLite need not copy it.
constexpr sqlite3_destructor_type kNotCopied = nullptr;

[[noreturn]] void fail(sqlite3* db, int code, const std::string& doing) {
  const int extended = db != nullptr ? sqlite3_extended_errcode(db) : code;
  std::string text = doing;
  text += ": ";
  text += db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code);
  text += " (sqlite " + std::to_string(extended) + ")";
  throw Error(extended, text);
}

}  // namespace

Query::~Query() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

int Query::index_of(const char* name) const {
  const int index = sqlite3_bind_parameter_index(statement_, name);
  if (index == 0) throw std::logic_error(std::string("no parameter ") + name + " in " + sqlite3_sql(statement_));
  return index;
}

void Query::check(int code) const {
  if (code != SQLITE_OK) fail(db_, code, "bind");
}

Query& Query::bind(const char* name, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, index_of(name), value));
  return *this;
}

Query& Query::bind(const char* name, double value) {
  check(sqlite3_bind_double(statement_, index_of(name), value));
  return *this;
}

Query& Query::bind(const char* name, std::string_view value) {
  const char* data = value.data() != nullptr ? value.data() : "";  // a null pointer would bind NULL, not ""
  check(sqlite3_bind_text64(statement_, index_of(name), data, value.size(), kNotCopied, SQLITE_UTF8));
  return *this;
}

Query& Query::bind(const char* name, std::nullopt_t) {
  check(sqlite3_bind_null(statement_, index_of(name)));
  return *this;
}

bool Query::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(db_, code, sqlite3_sql(statement_));
}

Written Query::write() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_DONE) return Written::kYes;
  const int extended = sqlite3_extended_errcode(db_);
  if (extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY) return Written::kKeyTaken;
  fail(db_, code, sqlite3_sql(statement_));
}

bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

double Query::real(int column) const { return sqlite3_column_double(statement_, column); }

std::string Query::text(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);  // the bytes as stored, NULs included
  const int size = sqlite3_column_bytes(statement_, column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

void Connection::CloseDb::operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
void Connection::FinalizeStatement::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

Connection::Connection(const std::string& path, const OpenOptions& options) {
  // No mutex inside: this connection is used by one thread at a time.
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &db, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
  db_.reset(db);
  if (code != SQLITE_OK) fail(db, code, "cannot open the database " + path);
  sqlite3_busy_timeout(db, static_cast<int>(options.busy_timeout.count()));
  // Readers are opened for writing too, as the WAL's index needs it, and bound to reading by this.
  if (options.access == Access::kReadOnly) execute("PRAGMA query_only = ON");
}

Query Connection::query(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
    if (code != SQLITE_OK) fail(db_.get(), code, std::string{sql});
    found = statements_.emplace(sql, statement).first;
  }
  return {db_.get(), found->second.get()};
}

void Connection::execute(const std::string& sql) {
  const int code = sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(db_.get(), code, sql);
}

std::int64_t Connection::integer(std::string_view sql) {
  auto row = query(sql);
  return row.step() ? row.integer(0) : 0;
}

std::string Connection::text(std::string_view sql) {
  auto row = query(sql);
  return row.step() ? row.text(0) : std::string{};
}

void Connection::copy_to(Connection& target) {
  auto* copying = sqlite3_backup_init(target.db_.get(), "main", db_.get(), "main");
  if (copying == nullptr) fail(target.db_.get(), SQLITE_ERROR, "copy the database");
  constexpr int kAllPages = -1;  // in one read transaction, so that a busy writer cannot make it start again for ever
  sqlite3_backup_step(copying, kAllPages);
  const int code = sqlite3_backup_finish(copying);
  if (code != SQLITE_OK) fail(target.db_.get(), code, "copy the database");
}

std::int64_t Connection::changed_rows() const { return sqlite3_changes64(db_.get()); }
bool Connection::in_transaction() const { return sqlite3_get_autocommit(db_.get()) == 0; }

Transaction::Transaction(Connection& db) : db_(db) { db_.query("BEGIN IMMEDIATE").step(); }

Transaction::~Transaction() {
  if (!db_.in_transaction()) return;
  try {
    db_.query("ROLLBACK").step();
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch)
    // Only fails when SQLite has rolled back by itself already: what was wanted.
  }
}

void Transaction::commit() {
  if (open_) db_.query("COMMIT").step();
}

void Transaction::roll_back() {
  db_.query("ROLLBACK").step();
  open_ = false;
}

Savepoint::Savepoint(Connection& db) : db_(db) { db_.query("SAVEPOINT part").step(); }

Savepoint::~Savepoint() {
  if (!open_ || !db_.in_transaction()) return;
  try {
    roll_back();
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch)
    // Left by an exception that says more; the transaction around it is rolled back for it.
  }
}

void Savepoint::release() {
  if (!open_) return;
  db_.query("RELEASE part").step();
  open_ = false;
}

void Savepoint::roll_back() {
  db_.query("ROLLBACK TO part").step();
  db_.query("RELEASE part").step();
  open_ = false;
}

}  // namespace callroom::store::sqlite
