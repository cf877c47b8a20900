#include "store/sqlite/apply.hpp"

#include "store/sqlite/audit_rows.hpp"
#include "store/sqlite/feedback_rows.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/session_change.hpp"

namespace callroom::store::sqlite {

using app::CommitOutcome;

namespace {

CommitOutcome outcome_of_insert(Written written) {
  return written == Written::kYes ? CommitOutcome::kDone : CommitOutcome::kDuplicate;
}

/// An UPDATE that found no row: the record is not there, or not as expected.
CommitOutcome outcome_of_update(const Connection& db, Written written) {
  if (written == Written::kKeyTaken) return CommitOutcome::kDuplicate;
  return db.changed_rows() == 0 ? CommitOutcome::kConflict : CommitOutcome::kDone;
}

CommitOutcome add_user(Connection& db, Fields& fields, const domain::User& user) {
  const auto texts = fields.texts(user);
  auto query = db.query(
      "INSERT INTO users (id, name, email, emailKey, role, passwordHash, createdAt, updatedAt) "
      "VALUES (:id, :name, :email, :emailKey, :role, :passwordHash, :createdAt, :updatedAt)");
  bind_user(query, user, texts);
  return outcome_of_insert(query.write());
}

CommitOutcome change_user(Connection& db, Fields& fields, const domain::User& user) {
  const auto texts = fields.texts(user);
  auto query = db.query(
      "UPDATE users SET name = :name, email = :email, emailKey = :emailKey, role = :role, "
      "passwordHash = :passwordHash, createdAt = :createdAt, updatedAt = :updatedAt WHERE id = :id");
  bind_user(query, user, texts);
  return outcome_of_update(db, query.write());
}

CommitOutcome add_session(Connection& db, Fields& fields, const domain::Session& session) {
  const auto texts = fields.texts(session);
  auto query = db.query(
      "INSERT INTO sessions (id, clientId, psychologistId, sessionDate, sessionType, status, paymentStatus, "
      "meetingLink, meetingLinkKey, videoCallStarted, videoCallEnded, callDuration, callDurationSeconds, "
      "recordingEnabled, "
      "recordingUrl, lastAccessedAt, accessCount, createdAt, updatedAt, revision) "
      "VALUES (:id, :clientId, :psychologistId, :sessionDate, :sessionType, :status, :paymentStatus, :meetingLink, "
      ":meetingLinkKey, :videoCallStarted, :videoCallEnded, :callDuration, :callDurationSeconds, :recordingEnabled, "
      ":recordingUrl, "
      ":lastAccessedAt, :accessCount, :createdAt, :updatedAt, :revision)");
  bind_session(query, session, texts, session.revision);
  return outcome_of_insert(query.write());
}

CommitOutcome insert_presence(Connection& db, const domain::PresenceInterval& stay) {
  auto query = db.query(
      "INSERT INTO callpresence (id, sessionId, userId, role, joinedAt, lastSeen, leftAt, reconnections) "
      "VALUES (:id, :sessionId, :userId, :role, :joinedAt, :lastSeen, :leftAt, :reconnections) "
      "ON CONFLICT (id) DO UPDATE SET sessionId = excluded.sessionId, userId = excluded.userId, role = excluded.role, "
      "joinedAt = excluded.joinedAt, lastSeen = excluded.lastSeen, leftAt = excluded.leftAt, "
      "reconnections = excluded.reconnections");
  bind_presence(query, stay);
  return outcome_of_insert(query.write());
}

/// A stay goes on: whose it is and since when does not change. Names only what does, as SQLite writes every index of
/// which a column is named. False: it is not there, or was another's.
bool continue_presence(Connection& db, const domain::PresenceInterval& stay) {
  auto query = db.query(
      "UPDATE callpresence SET lastSeen = :lastSeen, leftAt = :leftAt, reconnections = :reconnections "
      "WHERE id = :id AND sessionId = :sessionId AND userId = :userId AND role = :role AND joinedAt = :joinedAt");
  bind_presence(query, stay);
  query.write();
  return db.changed_rows() != 0;
}

CommitOutcome put_presence(Connection& db, Fields& /*nothing personal*/, const domain::PresenceInterval& stay) {
  const bool just_joined = stay.last_seen == stay.joined_at && !stay.left_at && stay.reconnections == 0;
  if (!just_joined && continue_presence(db, stay)) return CommitOutcome::kDone;
  return insert_presence(db, stay);
}

CommitOutcome put_quality(Connection& db, Fields& /*nothing personal*/, const domain::QualitySample& sample) {
  auto query = db.query(
      "INSERT INTO videocallquality (sessionId, userId, at, receivedAt, seconds, rttMs, jitterMs, lossIn, lossOut, "
      "bitrateInKbps, bitrateOutKbps, frameWidth, frameHeight, framesPerSecond, sentFrameWidth, sentFrameHeight, "
      "sentFramesPerSecond, localCandidateType, remoteCandidateType, protocol, level, reason, interruptions, step) "
      "VALUES (:sessionId, :userId, :at, :receivedAt, :seconds, :rttMs, :jitterMs, :lossIn, :lossOut, :bitrateInKbps, "
      ":bitrateOutKbps, :frameWidth, :frameHeight, :framesPerSecond, :sentFrameWidth, :sentFrameHeight, "
      ":sentFramesPerSecond, :localCandidateType, :remoteCandidateType, :protocol, :level, :reason, :interruptions, "
      ":step) ON CONFLICT (sessionId, userId, at) DO NOTHING");
  bind_quality(query, sample);
  return outcome_of_insert(query.write());
}

CommitOutcome put_rating(Connection& db, Fields& fields, const domain::CallRating& rating) {
  const auto comment = fields.comment(rating);
  auto query = db.query(
      "INSERT INTO videocallratings (sessionId, userId, rating, comment, ratedAt) "
      "VALUES (:sessionId, :userId, :rating, :comment, :ratedAt) "
      "ON CONFLICT (sessionId, userId) DO UPDATE SET rating = excluded.rating, comment = excluded.comment, "
      "ratedAt = excluded.ratedAt");
  bind_rating(query, rating, comment);
  return outcome_of_insert(query.write());
}

template <class Parts, class Write>
CommitOutcome each(Connection& db, Fields& fields, const Parts& parts, const Write& write) {
  for (const auto& part : parts) {
    if (const auto outcome = write(db, fields, part); outcome != CommitOutcome::kDone) return outcome;
  }
  return CommitOutcome::kDone;
}

}  // namespace

CommitOutcome apply(Connection& db, Fields& fields, const app::Commit& commit) {
  // The order is part of the contract: where two parts are refused, the first one's reason is given.
  auto outcome = each(db, fields, commit.new_users, add_user);
  if (outcome == CommitOutcome::kDone) outcome = each(db, fields, commit.changed_users, change_user);
  if (outcome == CommitOutcome::kDone) outcome = each(db, fields, commit.new_sessions, add_session);
  if (outcome == CommitOutcome::kDone) outcome = each(db, fields, commit.sessions, change_session);
  if (outcome == CommitOutcome::kDone) outcome = each(db, fields, commit.presence, put_presence);
  if (outcome == CommitOutcome::kDone) outcome = each(db, fields, commit.quality, put_quality);
  if (outcome == CommitOutcome::kDone) outcome = each(db, fields, commit.ratings, put_rating);
  if (outcome == CommitOutcome::kDone) outcome = append_audit(db, fields, commit.audit);
  return outcome;
}

void touch(Connection& db) { db.query("UPDATE storecheck SET checks = checks + 1 WHERE id = 1").write(); }

}  // namespace callroom::store::sqlite
