#include "store/sqlite/downgrade.hpp"

#include <array>
#include <stdexcept>
#include <string>

namespace callroom::store::sqlite {
namespace {

/// How one version is taken back.
struct WayBack {
  std::int64_t version;
  const char* sql;
  const char* loses;    ///< Null: nothing.
  const char* count;    ///< SELECT: how many records lose something.
  const char* blocked;  ///< Why it cannot be done while `blocking` is above 0; null: it always can.
  const char* blocking;
};

// The records keep the places they had in the chain as rowids: the metrics' position is one of them.
constexpr const char* kUnchain = R"sql(
CREATE TABLE auditunchained (
  id TEXT NOT NULL PRIMARY KEY,
  sessionId TEXT,
  userId TEXT,
  roomId TEXT,
  action TEXT NOT NULL,
  timestamp INTEGER NOT NULL,
  metadata TEXT NOT NULL,
  ipAddress TEXT NOT NULL,
  userAgent TEXT NOT NULL,
  errorCode TEXT NOT NULL,
  errorMessage TEXT NOT NULL,
  duration INTEGER
) STRICT;
INSERT INTO auditunchained (rowid, id, sessionId, userId, roomId, action, timestamp, metadata, ipAddress, userAgent,
    errorCode, errorMessage, duration)
  SELECT seq, id, sessionId, userId, roomId, action, timestamp, metadata, ipAddress, userAgent, errorCode, errorMessage,
    duration FROM videocallauditlogs ORDER BY seq;
DROP TABLE videocallauditlogs;
ALTER TABLE auditunchained RENAME TO videocallauditlogs;
CREATE INDEX videocallauditlogs_sessionId_timestamp ON videocallauditlogs (sessionId, timestamp, id);
CREATE INDEX videocallauditlogs_userId_timestamp ON videocallauditlogs (userId, timestamp, id);
CREATE INDEX videocallauditlogs_action_timestamp ON videocallauditlogs (action, timestamp, id);
CREATE INDEX videocallauditlogs_timestamp ON videocallauditlogs (timestamp, id);
DROP TABLE auditchain;
DROP TABLE audittombstones;
)sql";

constexpr const char* kUnseal = R"sql(
DROP INDEX users_emailKey;
ALTER TABLE users DROP COLUMN emailKey;
CREATE UNIQUE INDEX users_email ON users (email);
DROP INDEX sessions_meetingLinkKey;
ALTER TABLE sessions DROP COLUMN meetingLinkKey;
CREATE UNIQUE INDEX sessions_meetingLink ON sessions (meetingLink);
DROP TABLE callroomkeys;
DROP TABLE callroomsealing;
)sql";

constexpr std::array kWaysBack{
    WayBack{2, "DROP TABLE videocallquality; DROP TABLE videocallratings;", "quality samples and ratings",
            "SELECT (SELECT count(*) FROM videocallquality) + (SELECT count(*) FROM videocallratings)", nullptr,
            nullptr},
    WayBack{3, "DROP TABLE videocallmetrics; DROP TABLE videocallmetricsposition;",
            "metrics (those of records that were swept cannot be counted again)",
            "SELECT count(*) FROM videocallmetrics", nullptr, nullptr},
    WayBack{4, kUnseal, nullptr, nullptr,
            "records are encrypted, which the version before cannot read: restore a backup from before encryption",
            "SELECT count(*) FROM callroomkeys"},
    WayBack{5, kUnchain, "the hash chain of audit records: places, hashes, tombstones",
            "SELECT (SELECT count(*) FROM videocallauditlogs) + (SELECT count(*) FROM audittombstones)", nullptr,
            nullptr},
};

const WayBack* way_back_from(std::int64_t version) {
  for (const auto& way : kWaysBack) {
    if (way.version == version) return &way;
  }
  return nullptr;
}

}  // namespace

std::vector<StepDown> steps_down(Connection& db, std::int64_t to) {
  std::vector<StepDown> steps;
  for (auto version = db.integer("PRAGMA user_version"); version > to; --version) {
    StepDown step{.version = version, .loses = {}};
    const auto* way = way_back_from(version);
    if (way == nullptr) {
      step.blocked = version == 1 ? "there is nothing before it" : "this program knows no way back from it";
    } else {
      if (way->loses != nullptr) step.records = db.integer(way->count);
      if (step.records > 0) step.loses = way->loses;
      if (way->blocked != nullptr && db.integer(way->blocking) > 0) step.blocked = way->blocked;
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

void step_down(Connection& db, const std::vector<StepDown>& steps) {
  Transaction transaction(db);
  for (const auto& step : steps) {
    const auto* way = way_back_from(step.version);
    if (step.blocked || way == nullptr) throw std::logic_error("a step that cannot be taken");
    db.execute(way->sql);
    db.execute("PRAGMA user_version = " + std::to_string(step.version - 1));
  }
  transaction.commit();
}

}  // namespace callroom::store::sqlite
