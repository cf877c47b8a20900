#include "store/sqlite/sqlite_transfer.hpp"

#include "store/sqlite/open.hpp"
#include "store/sqlite/schema.hpp"
#include "store/transfer/position.hpp"
#include "vault/sealed_text.hpp"

#include <cstring>
#include <string_view>
#include <utility>

namespace callroom::store::sqlite {
namespace {

using transfer::Field;
using transfer::Form;
using transfer::Kind;
using transfer::Record;
using transfer::Refused;
using transfer::Value;

// In the file only while it is being filled, so no part of the schema.
constexpr const char* kMark = R"sql(
CREATE TABLE IF NOT EXISTS callroomtransfer (
  collection TEXT NOT NULL PRIMARY KEY,
  position TEXT NOT NULL,
  records INTEGER NOT NULL
) STRICT;
)sql";
/// The row that names the source.
constexpr std::string_view kFrom = "from";

bool is(const Form& form, const char* table) { return std::strcmp(form.table, table) == 0; }

bool is_marked(Connection& db) {
  return db.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'callroomtransfer'") > 0;
}

/// The chain's head is always there; of an empty chain there is nothing to move.
std::string table_of(const Form& form) {
  return is(form, "auditchain") ? "(SELECT * FROM auditchain WHERE seq > 0)" : form.table;
}

template <class Text>
std::string list(std::size_t count, const Text& text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += (i == 0 ? "" : ", ") + text(i);
  return all;
}

std::string name_at(const Form& form, std::size_t i) { return form.fields[i].name; }

std::string select_sql(const Form& form, bool from_the_start) {
  const auto keys = list(form.keys, [&](std::size_t i) { return name_at(form, i); });
  auto sql = "SELECT " + list(form.fields.size(), [&](std::size_t i) { return name_at(form, i); }) + " FROM " +
             table_of(form);
  if (!from_the_start)
    sql += " WHERE (" + keys + ") > (" + list(form.keys, [&](std::size_t i) { return ":" + name_at(form, i); }) + ")";
  return sql + " ORDER BY " + keys + " LIMIT :limit";
}

/// The head and the metrics' position are single rows, named by a number.
bool is_single(const Form& form) { return is(form, "auditchain") || is(form, "videocallmetricsposition"); }

std::string upsert_sql(const Form& form) {
  const auto n = form.fields.size();
  const auto names = list(n, [&](std::size_t i) { return name_at(form, i); });
  const auto values = list(n, [&](std::size_t i) { return ":" + name_at(form, i); });
  const auto set = list(n, [&](std::size_t i) { return name_at(form, i) + " = excluded." + name_at(form, i); });
  if (is_single(form)) {
    return "INSERT INTO " + std::string{form.table} + " (id, " + names + ") VALUES (1, " + values +
           ") ON CONFLICT (id) DO UPDATE SET " + set;
  }
  const auto keys = list(form.keys, [&](std::size_t i) { return name_at(form, i); });
  return "INSERT INTO " + std::string{form.table} + " (" + names + ") VALUES (" + values + ") ON CONFLICT (" + keys +
         ") DO UPDATE SET " + set;
}

Value read_value(const Query& row, int column, const Field& field) {
  if (row.is_null(column)) return std::monostate{};
  switch (field.kind) {
    case Kind::kTime:
    case Kind::kInteger:
    case Kind::kBoolean:
      return row.integer(column);
    case Kind::kReal:
      return row.real(column);
    case Kind::kAverage:
      return row.real(column) == 0 ? Value{} : Value{row.real(column)};
    default:
      return row.text(column);
  }
}

/// The columns by which records are found; where they are not sealed, the text again.
void add_keys(const Form& form, Record& record) {
  if (form.lookup == nullptr) return;
  auto& key = record[form.index_of(form.lookup->key)];
  const auto& plain = record[form.index_of(form.lookup->plain)];
  // Several people may have no address; nobody is found by it.
  if (std::holds_alternative<std::monostate>(key) && plain != Value{std::string{}}) key = plain;
}

struct Bind {
  Query& query;
  const char* name;

  void operator()(std::monostate) const { query.bind(name, std::nullopt); }
  void operator()(std::int64_t value) const { query.bind(name, value); }
  void operator()(double value) const { query.bind(name, value); }
  void operator()(const std::string& value) const { query.bind(name, std::string_view{value}); }
};

/// `values` outlive the query.
void bind_all(Query& query, const Form& form, const Record& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto name = ":" + name_at(form, i);
    std::visit(Bind{query, name.c_str()}, values[i]);
  }
}

void put_position(Connection& db, std::string_view collection, const std::string& position, std::int64_t records) {
  auto query = db.query(
      "INSERT INTO callroomtransfer (collection, position, records) VALUES (:collection, :position, :records) "
      "ON CONFLICT (collection) DO UPDATE SET position = excluded.position, records = excluded.records");
  query.bind(":collection", collection).bind(":position", position).bind(":records", records).write();
}

}  // namespace

void refuse_half_moved(Connection& db, const std::filesystem::path& path) {
  if (!is_marked(db)) return;
  throw app::StoreUnavailable("the database " + path.string() +
                              " holds part of a transfer: run callroom migrate --from --to again");
}

SqliteTransfer::SqliteTransfer(std::filesystem::path path, Use use) : path_(std::move(path)), use_(use) {
  const auto text = path_.string();
  if (use == Use::kTarget) {
    create_private(path_);
  } else if (!std::filesystem::exists(path_)) {
    return;
  }
  OpenOptions options;
  if (use == Use::kLook) options.access = Access::kReadOnly;
  db_ = std::make_unique<Connection>(text, options);
  refuse_unusable(*db_, migrations(), text);
  if (use == Use::kSource) lock_.emplace(*db_);
  if (use != Use::kTarget) return;
  db_->execute("PRAGMA journal_mode = WAL");
  db_->execute("PRAGMA synchronous = FULL");
  db_->execute("PRAGMA secure_delete = ON");
  migrate(*db_, migrations());
}

std::string SqliteTransfer::name() const { return "sqlite " + std::filesystem::absolute(path_).string(); }

void SqliteTransfer::require_usable() {
  if (db_ == nullptr) {
    if (use_ == Use::kSource) throw Refused("there is no database " + path_.string());
    return;
  }
  if (use_ == Use::kTarget) return;
  if (is_marked(*db_) && use_ == Use::kSource) throw Refused(name() + " holds part of a transfer itself");
  const auto version = db_->integer("PRAGMA user_version");
  if (version != 0 && version != migrations().back().to) {
    throw Refused(name() + " has version " + std::to_string(version) + ": run callroom migrate first");
  }
}

std::int64_t SqliteTransfer::count(const Form& form) {
  if (db_ == nullptr || db_->integer("PRAGMA user_version") == 0) return 0;
  return db_->integer("SELECT count(*) FROM " + table_of(form));
}

std::vector<Record> SqliteTransfer::read(const Form& form, const std::optional<Record>& after, std::size_t limit,
                                         transfer::LeftOut& /*every column has a place*/) {
  std::vector<Record> found;
  if (db_ == nullptr || db_->integer("PRAGMA user_version") == 0) return found;
  auto query = db_->query(select_sql(form, !after));
  if (after) bind_all(query, form, *after);
  query.bind(":limit", static_cast<std::int64_t>(limit));
  while (query.step()) {
    Record record;
    for (std::size_t i = 0; i < form.fields.size(); ++i)
      record.push_back(read_value(query, static_cast<int>(i), form.fields[i]));
    transfer::drop_repeated_key(form, record);
    found.push_back(std::move(record));
  }
  return found;
}

std::optional<std::string> SqliteTransfer::unfinished() {
  if (db_ == nullptr || !is_marked(*db_)) return std::nullopt;
  auto query = db_->query("SELECT position FROM callroomtransfer WHERE collection = :from");
  query.bind(":from", kFrom);
  return query.step() ? query.text(0) : "somewhere";
}

void SqliteTransfer::begin(const std::string& source) {
  Transaction transaction(*db_);
  db_->execute(kMark);
  put_position(*db_, kFrom, source, 0);
  transaction.commit();
}

transfer::Position SqliteTransfer::position(const Form& form) {
  auto query = db_->query("SELECT position, records FROM callroomtransfer WHERE collection = :collection");
  query.bind(":collection", form.table);
  if (!query.step()) return {};
  return {transfer::read_position(form, query.text(0)), query.integer(1)};
}

void SqliteTransfer::write(const Form& form, const std::vector<Record>& records, const transfer::Position& then) {
  Transaction transaction(*db_);
  const auto sql = upsert_sql(form);
  for (auto record : records) {
    add_keys(form, record);
    auto query = db_->query(sql);
    bind_all(query, form, record);
    if (query.write() == Written::kKeyTaken) {
      throw Refused(transfer::name_of(form, record) + ": another record has its address, link or id");
    }
  }
  put_position(*db_, form.table, transfer::write_position(*then.after), then.records);
  transaction.commit();
}

void SqliteTransfer::clear() {
  Transaction transaction(*db_);
  for (const auto& form : transfer::forms()) {
    if (!is(form, "auditchain")) db_->execute("DELETE FROM " + std::string{form.table});
  }
  const auto zeros = std::string(64, '0');
  db_->query("UPDATE auditchain SET seq = 0, hash = :hash").bind(":hash", std::string_view{zeros}).write();
  db_->execute("DROP TABLE callroomtransfer");
  transaction.commit();
}

/// What came sealed is not sealed again at the next start: an erased person's word in plain would be taken for a name.
void SqliteTransfer::keep_sealed() {
  for (const auto& one : transfer::kSealedFields) {
    auto query = db_->query(
        "INSERT INTO callroomsealing (collection, lastKey, records, done) SELECT :collection, '', 0, 1 "
        "WHERE EXISTS (SELECT 1 FROM " +
        std::string{one.table} + " WHERE substr(" + one.field +
        ", 1, length(:sealed)) = :sealed) ON CONFLICT DO NOTHING");
    query.bind(":collection", std::string_view{one.table}).bind(":sealed", vault::kSealedPrefix).write();
  }
}

void SqliteTransfer::finish() {
  Transaction transaction(*db_);
  keep_sealed();
  db_->execute("DROP TABLE callroomtransfer");
  transaction.commit();
  db_->execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace callroom::store::sqlite
