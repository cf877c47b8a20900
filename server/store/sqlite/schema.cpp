#include "store/sqlite/schema.hpp"

#include "store/sqlite/audit_rows.hpp"

#include <array>
#include <stdexcept>

namespace callroom::store::sqlite {
namespace {

/// "clrm": PRAGMA application_id, so that a mistyped path cannot plant our tables in another program's database.
constexpr std::int64_t kApplicationId = 0x636c726d;

// Names are the contract's, so that a move to or from MongoDB renames nothing. Times are milliseconds since 1970 UTC;
// ids 24 hex digits. Tables do not reference each other: a participant may be known to the identity provider alone, and
// an audit record outlives what it speaks of.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE users (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  role TEXT NOT NULL,
  passwordHash TEXT NOT NULL,
  createdAt INTEGER NOT NULL,
  updatedAt INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX users_email ON users (email);

CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY,
  clientId TEXT NOT NULL,
  psychologistId TEXT NOT NULL,
  sessionDate INTEGER NOT NULL,
  sessionType TEXT NOT NULL,
  status TEXT NOT NULL,
  paymentStatus TEXT NOT NULL,
  meetingLink TEXT,
  isVideoCall INTEGER NOT NULL DEFAULT 1,
  videoCallStarted INTEGER,
  videoCallEnded INTEGER,
  callDuration INTEGER,
  callDurationSeconds INTEGER,
  recordingEnabled INTEGER NOT NULL,
  recordingUrl TEXT,
  lastAccessedAt INTEGER,
  accessCount INTEGER NOT NULL,
  createdAt INTEGER NOT NULL,
  updatedAt INTEGER NOT NULL,
  revision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX sessions_meetingLink ON sessions (meetingLink);
CREATE INDEX sessions_videoCallStarted ON sessions (videoCallStarted);
CREATE INDEX sessions_lastAccessedAt ON sessions (lastAccessedAt);
-- The lists are in this order, page after page: the id ends each index.
CREATE INDEX sessions_sessionDate ON sessions (sessionDate, id);
CREATE INDEX sessions_clientId_sessionDate ON sessions (clientId, sessionDate, id);
CREATE INDEX sessions_psychologistId_sessionDate ON sessions (psychologistId, sessionDate, id);
CREATE INDEX sessions_status_sessionDate ON sessions (status, sessionDate, id);
-- The history of everybody, and of one person.
CREATE INDEX sessions_videoCallEnded ON sessions (videoCallEnded, id) WHERE videoCallEnded IS NOT NULL;
CREATE INDEX sessions_clientId_videoCallEnded ON sessions (clientId, videoCallEnded, id)
  WHERE videoCallEnded IS NOT NULL;
CREATE INDEX sessions_psychologistId_videoCallEnded ON sessions (psychologistId, videoCallEnded, id)
  WHERE videoCallEnded IS NOT NULL;

CREATE TABLE videocallauditlogs (
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
CREATE INDEX videocallauditlogs_sessionId_timestamp ON videocallauditlogs (sessionId, timestamp, id);
CREATE INDEX videocallauditlogs_userId_timestamp ON videocallauditlogs (userId, timestamp, id);
CREATE INDEX videocallauditlogs_action_timestamp ON videocallauditlogs (action, timestamp, id);
CREATE INDEX videocallauditlogs_timestamp ON videocallauditlogs (timestamp, id);

CREATE TABLE callpresence (
  id TEXT NOT NULL PRIMARY KEY,
  sessionId TEXT NOT NULL,
  userId TEXT NOT NULL,
  role TEXT NOT NULL,
  joinedAt INTEGER NOT NULL,
  lastSeen INTEGER NOT NULL,
  leftAt INTEGER,
  reconnections INTEGER NOT NULL
) STRICT;
CREATE INDEX callpresence_sessionId_joinedAt ON callpresence (sessionId, joinedAt, id);
CREATE INDEX callpresence_open ON callpresence (sessionId) WHERE leftAt IS NULL;

-- One row that the readiness check writes: the only way to know that writing works is to write.
CREATE TABLE storecheck (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  checks INTEGER NOT NULL
) STRICT;
INSERT INTO storecheck VALUES (1, 0);
)sql";

// What pages and people report of a call. Both are found by their session, and a session's rows lie side by side: they
// are read together.
constexpr const char* kVersion2 = R"sql(
CREATE TABLE videocallquality (
  sessionId TEXT NOT NULL,
  userId TEXT NOT NULL,
  at INTEGER NOT NULL,
  receivedAt INTEGER NOT NULL,
  seconds REAL NOT NULL,
  rttMs REAL,
  jitterMs REAL,
  lossIn REAL,
  lossOut REAL,
  bitrateInKbps REAL,
  bitrateOutKbps REAL,
  frameWidth INTEGER,
  frameHeight INTEGER,
  framesPerSecond REAL,
  sentFrameWidth INTEGER,
  sentFrameHeight INTEGER,
  sentFramesPerSecond REAL,
  localCandidateType TEXT,
  remoteCandidateType TEXT,
  protocol TEXT,
  level INTEGER NOT NULL,
  reason TEXT,
  interruptions INTEGER NOT NULL,
  step TEXT,
  PRIMARY KEY (sessionId, userId, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE videocallratings (
  sessionId TEXT NOT NULL,
  userId TEXT NOT NULL,
  rating INTEGER NOT NULL,
  comment TEXT,
  ratedAt INTEGER NOT NULL,
  PRIMARY KEY (sessionId, userId)
) STRICT, WITHOUT ROWID;
)sql";

// What is counted from the audit log, and how far it has been counted (app/ports/metrics_book.hpp). Histograms and
// lists are JSON.
constexpr const char* kVersion3 = R"sql(
CREATE TABLE videocallmetrics (
  period TEXT NOT NULL,
  date INTEGER NOT NULL,
  totalAttempts INTEGER NOT NULL,
  totalSuccesses INTEGER NOT NULL,
  totalFailures INTEGER NOT NULL,
  totalCalls INTEGER NOT NULL,
  completedCalls INTEGER NOT NULL,
  totalDuration INTEGER NOT NULL,
  averageDuration REAL,
  drops INTEGER NOT NULL,
  connections INTEGER NOT NULL,
  connectionMs INTEGER NOT NULL,
  averageConnectionTime REAL,
  joinTime TEXT NOT NULL,
  errorCounts TEXT NOT NULL,
  users TEXT NOT NULL,
  uniqueUsers INTEGER NOT NULL,
  samples INTEGER NOT NULL,
  rtt TEXT NOT NULL,
  loss TEXT NOT NULL,
  pathKnownMs INTEGER NOT NULL,
  pathRelayedMs INTEGER NOT NULL,
  interruptions INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  eventsThrough INTEGER NOT NULL,
  qualityThrough INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (period, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE videocallmetricsposition (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  epoch INTEGER NOT NULL,
  events INTEGER NOT NULL,
  quality INTEGER NOT NULL,
  sweptBefore INTEGER NOT NULL
) STRICT;
)sql";

// Encryption at rest. The data keys, wrapped; a destroyed one stays as a line without its key, so that what it sealed
// is known to be erased. How far a database that was plain has been sealed. And what users and sessions are found by,
// which is a keyed hash where the value itself is sealed.
constexpr const char* kVersion4 = R"sql(
CREATE TABLE callroomkeys (
  id TEXT NOT NULL PRIMARY KEY,
  scope TEXT NOT NULL,
  wrapped TEXT NOT NULL,
  masterKeyId TEXT NOT NULL,
  createdAt INTEGER NOT NULL,
  erasedAt INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX callroomkeys_scope ON callroomkeys (scope) WHERE erasedAt IS NULL;

CREATE TABLE callroomsealing (
  collection TEXT NOT NULL PRIMARY KEY,
  lastKey TEXT NOT NULL,
  records INTEGER NOT NULL,
  done INTEGER NOT NULL
) STRICT;

ALTER TABLE users ADD COLUMN emailKey TEXT;
UPDATE users SET emailKey = email;
DROP INDEX users_email;
CREATE UNIQUE INDEX users_emailKey ON users (emailKey);

ALTER TABLE sessions ADD COLUMN meetingLinkKey TEXT;
UPDATE sessions SET meetingLinkKey = meetingLink;
DROP INDEX sessions_meetingLink;
CREATE UNIQUE INDEX sessions_meetingLinkKey ON sessions (meetingLinkKey);
)sql";

// The audit trail becomes a chain: rows lie in the order of their places, which is how they are walked; the head
// outlives the records it was made of; a tombstone stands for each run of records that were swept.
constexpr const char* kVersion5 = R"sql(
CREATE TABLE auditchained (
  seq INTEGER NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
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
  duration INTEGER,
  prevHash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE auditchain (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO auditchain VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE audittombstones (
  fromSeq INTEGER NOT NULL PRIMARY KEY,
  toSeq INTEGER NOT NULL,
  prevHash TEXT NOT NULL,
  lastHash TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
)sql";

constexpr std::array kMigrations{Migration{1, kVersion1}, Migration{2, kVersion2}, Migration{3, kVersion3},
                                 Migration{4, kVersion4}, Migration{5, kVersion5, chain_old_audit}};

std::int64_t version_of(Connection& db) { return db.integer("PRAGMA user_version"); }

void refuse_foreign(Connection& db, const std::string& path) {
  // In this order: if another process is migrating a new file right now, its tables come with the id.
  const bool is_new = db.integer("SELECT count(*) FROM sqlite_schema") == 0;
  const auto application = db.integer("PRAGMA application_id");
  if (application == kApplicationId || (is_new && application == 0)) return;
  throw std::runtime_error("the database " + path + " belongs to another program");
}

void refuse_newer(Connection& db, std::span<const Migration> steps, const std::string& path) {
  const auto known = steps.empty() ? 0 : steps.back().to;
  const auto found = version_of(db);
  if (found <= known) return;
  throw std::runtime_error("the database " + path + " has version " + std::to_string(found) +
                           ", this program knows versions up to " + std::to_string(known) +
                           ": it was used by a newer program");
}

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

void refuse_unusable(Connection& db, std::span<const Migration> steps, const std::string& path) {
  refuse_foreign(db, path);
  refuse_newer(db, steps, path);
}

void migrate(Connection& db, std::span<const Migration> steps) {
  for (const auto& step : steps) {
    if (version_of(db) >= step.to) continue;
    Transaction transaction(db);
    if (version_of(db) >= step.to) continue;  // another process was quicker; asked again under the write lock
    db.execute(step.sql);
    if (step.then != nullptr) step.then(db);
    db.execute("PRAGMA application_id = " + std::to_string(kApplicationId));
    db.execute("PRAGMA user_version = " + std::to_string(step.to));
    transaction.commit();
  }
}

}  // namespace callroom::store::sqlite
