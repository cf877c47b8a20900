#include "store/sqlite/seal_existing.hpp"

#include "store/sqlite/feedback_rows.hpp"
#include "store/sqlite/fields.hpp"
#include "store/sqlite/rows.hpp"

#include <array>
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

std::string write_user(Connection& db, Fields& fields, const Query& row) {
  const auto user = read_user(row, fields);
  const auto texts = fields.texts(user);
  auto query = db.query("UPDATE users SET name = :name, email = :email, emailKey = :emailKey WHERE id = :id");
  query.bind(":name", texts.name).bind(":email", texts.email).bind(":emailKey", texts.email_key);
  query.bind(":id", user.id.str());
  query.step();
  return user.id.str();
}

std::string write_session(Connection& db, Fields& fields, const Query& row) {
  const auto session = read_session(row, fields);
  const auto texts = fields.texts(session);
  auto query = db.query(
      "UPDATE sessions SET meetingLink = :meetingLink, meetingLinkKey = :meetingLinkKey, recordingUrl = :recordingUrl "
      "WHERE id = :id");
  query.bind(":meetingLink", texts.meeting_link)
      .bind(":meetingLinkKey", texts.meeting_link_key)
      .bind(":recordingUrl", texts.recording_url)
      .bind(":id", session.id.str());
  query.step();
  return session.id.str();
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
  const auto rating = read_rating(row, fields);
  const auto comment = fields.comment(rating);
  auto query =
      db.query("UPDATE videocallratings SET comment = :comment WHERE sessionId = :sessionId AND userId = :userId");
  query.bind(":comment", comment).bind(":sessionId", rating.session_id.str()).bind(":userId", rating.user_id.str());
  query.step();
  return rating_id(rating.session_id, rating.user_id);
}

std::array<Pass, 4> passes() {
  const auto select = [&](const std::string& columns, const std::string& table) {
    return "SELECT " + columns + " FROM " + table + " WHERE id > :after ORDER BY id LIMIT :limit";
  };
  return {{{Collection::kUsers, "users", select(kUserColumns, "users"), write_user},
           {Collection::kSessions, "sessions", select(kSessionColumns, "sessions"), write_session},
           {Collection::kAudit, "videocallauditlogs", select(kAuditColumns, "videocallauditlogs"), write_audit},
           {Collection::kRatings, "videocallratings",
            "SELECT " + kRatingColumns +
                " FROM videocallratings WHERE sessionId || '/' || userId > :after "
                "ORDER BY sessionId || '/' || userId LIMIT :limit",
            write_rating}}};
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
    if (sealing.seals(pass.collection)) sealed += seal_collection(db, fields, pass, report);
  }
  if (sealed == 0) return;
  db.execute("VACUUM");
  db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace callroom::store::sqlite
