#include "store/sqlite/seal_existing.hpp"

#include "store/sqlite/fields.hpp"
#include "store/sqlite/rows.hpp"

#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

namespace callroom::store::sqlite {
namespace {

using vault::Collection;

/// Records in a transaction: the write lock is held for some milliseconds, so that a server on the same file goes on.
constexpr std::int64_t kBatch = 500;

/// One collection's turn. `rows`: a SELECT of whole records after :after by their key, at most :limit; `write` stores
/// the record of a row and gives its key.
struct Pass {
  Collection collection;
  std::string_view name;
  std::string rows;
  std::string (*write)(Connection& db, Fields& fields, const Query& row);
};

std::optional<std::string> open_optional(const Query& row, int column, Fields& fields, const vault::Place& place) {
  if (row.is_null(column)) return std::nullopt;
  return fields.open(place, row.text(column));
}

// Each reads by its own SELECT, and only what is sealed: the pass also runs on a database that is not yet of the last
// version.

std::string write_user(Connection& db, Fields& fields, const Query& row) {
  const auto user = read_id<domain::UserId>(row, 0);
  const auto& id = user.str();
  const auto texts = fields.user(user, fields.open({"users", id, "name"}, row.text(1)),
                                 fields.open({"users", id, "email"}, row.text(2)));
  auto query = db.query("UPDATE users SET name = :name, email = :email, emailKey = :emailKey WHERE id = :id");
  query.bind(":name", texts.name).bind(":email", texts.email).bind(":emailKey", texts.email_key).bind(":id", id);
  query.step();
  return id;
}

std::string write_session(Connection& db, Fields& fields, const Query& row) {
  const auto session = read_id<domain::SessionId>(row, 0);
  const auto& id = session.str();
  const auto texts = fields.session(session, open_optional(row, 1, fields, {"sessions", id, "meetingLink"}),
                                    open_optional(row, 2, fields, {"sessions", id, "recordingUrl"}));
  auto query = db.query(
      "UPDATE sessions SET meetingLink = :meetingLink, meetingLinkKey = :meetingLinkKey, recordingUrl = :recordingUrl "
      "WHERE id = :id");
  query.bind(":meetingLink", texts.meeting_link)
      .bind(":meetingLinkKey", texts.meeting_link_key)
      .bind(":recordingUrl", texts.recording_url)
      .bind(":id", id);
  query.step();
  return id;
}

std::string write_audit(Connection& db, Fields& fields, const Query& row) {
  const auto record = read_audit(row, fields);
  const auto texts = fields.texts(record);
  auto query = db.query(
      "UPDATE videocallauditlogs SET metadata = :metadata, ipAddress = :ipAddress, userAgent = :userAgent, "
      "errorMessage = :errorMessage WHERE id = :id");
  query.bind(":metadata", texts.metadata)
      .bind(":ipAddress", texts.ip_address)
      .bind(":userAgent", texts.user_agent)
      .bind(":errorMessage", texts.error_message)
      .bind(":id", record.id.str());
  query.step();
  return record.id.str();
}

std::string write_rating(Connection& db, Fields& fields, const Query& row) {
  const auto session = read_id<domain::SessionId>(row, 0);
  const auto user = read_id<domain::UserId>(row, 1);
  auto id = rating_id(session, user);
  const auto comment =
      fields.comment(session, user, open_optional(row, 2, fields, {"videocallratings", id, "comment"}));
  auto query =
      db.query("UPDATE videocallratings SET comment = :comment WHERE sessionId = :sessionId AND userId = :userId");
  query.bind(":comment", comment).bind(":sessionId", session.str()).bind(":userId", user.str());
  query.step();
  return id;
}

/// The columns of the audit's first version, whatever the table has by now.
const std::string kFirstAuditColumns =
    "id, sessionId, userId, roomId, action, timestamp, metadata, ipAddress, userAgent, errorCode, errorMessage, "
    "duration";

std::array<Pass, 4> passes() {
  const auto select = [](const std::string& columns, const std::string& table) {
    return "SELECT " + columns + " FROM " + table + " WHERE id > :after ORDER BY id LIMIT :limit";
  };
  return {{{Collection::kUsers, "users", select("id, name, email", "users"), write_user},
           {Collection::kSessions, "sessions", select("id, meetingLink, recordingUrl", "sessions"), write_session},
           {Collection::kAudit, "videocallauditlogs", select(kFirstAuditColumns, "videocallauditlogs"), write_audit},
           {Collection::kRatings, "videocallratings",
            "SELECT sessionId, userId, comment FROM videocallratings WHERE sessionId || '/' || userId > :after "
            "ORDER BY sessionId || '/' || userId LIMIT :limit",
            write_rating}}};
}

/// Records of the audit's hash chain stay as they are: the chain is over what is stored, and another text would look
/// like tampering. They are readable in plain, and leave with their retention.
bool may_seal(Connection& db, const Sealing& sealing, const Pass& pass) {
  if (!sealing.seals(pass.collection)) return false;
  return pass.collection != Collection::kAudit ||
         db.integer("SELECT count(*) FROM pragma_table_info('videocallauditlogs') WHERE name = 'seq'") == 0;
}

struct Progress {
  std::string after;
  std::int64_t records = 0;
  bool done = false;
};

Progress progress_of(Connection& db, std::string_view collection) {
  auto query = db.query("SELECT lastKey, records, done FROM callroomsealing WHERE collection = :collection");
  query.bind(":collection", collection);
  if (!query.step()) return {};
  return {query.text(0), query.integer(1), query.integer(2) != 0};
}

void keep(Connection& db, std::string_view collection, const Progress& progress) {
  auto query = db.query(
      "INSERT INTO callroomsealing (collection, lastKey, records, done) VALUES (:collection, :lastKey, :records, "
      ":done) "
      "ON CONFLICT (collection) DO UPDATE SET lastKey = excluded.lastKey, records = excluded.records, "
      "done = excluded.done");
  query.bind(":collection", collection)
      .bind(":lastKey", progress.after)
      .bind(":records", progress.records)
      .bind(":done", std::int64_t{progress.done ? 1 : 0});
  query.step();
}

/// One batch; the progress as it is now. What is written while its SELECT is open lies before its place.
Progress seal_batch(Connection& db, Fields& fields, const Pass& pass) {
  Transaction transaction(db);
  auto progress = progress_of(db, pass.name);  // under the write lock: another process may be at it, too
  if (progress.done) return progress;
  std::int64_t read = 0;
  {
    auto rows = db.query(pass.rows);
    const auto after = progress.after;
    rows.bind(":after", after).bind(":limit", kBatch);
    for (; rows.step(); ++read) progress.after = pass.write(db, fields, rows);
  }
  progress.records += read;
  progress.done = read < kBatch;
  keep(db, pass.name, progress);
  transaction.commit();
  return progress;
}

/// How many records this call has sealed.
std::int64_t seal_collection(Connection& db, Fields& fields, const Pass& pass, const SealingReport& report) {
  auto progress = progress_of(db, pass.name);
  const auto before = progress.records;
  while (!progress.done) {
    progress = seal_batch(db, fields, pass);
    if (report && progress.records > before) report(pass.name, progress.records);
  }
  return progress.records - before;
}

void prove_master_key(Connection& db, const Sealing& sealing) {
  Transaction transaction(db);
  KeyTable keys(db);
  (void)sealing.vault->key_of(keys, vault::kInstallation);
  transaction.commit();
}

}  // namespace

void seal_existing(Connection& db, const Sealing& sealing, const SealingReport& report) {
  if (!sealing.vault) {
    if (KeyTable(db).empty()) return;
    throw std::runtime_error(
        "its personal fields are encrypted, and no master key is configured: set encryption.key "
        "(VIDEO_CALL_ENCRYPTION_KEY), encryption.key_file or encryption.key_command");
  }
  prove_master_key(db, sealing);
  Fields fields(db, sealing);
  std::int64_t sealed = 0;
  for (const auto& pass : passes()) {
    if (may_seal(db, sealing, pass)) sealed += seal_collection(db, fields, pass, report);
  }
  if (sealed == 0) return;
  db.execute("VACUUM");
  db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace callroom::store::sqlite
