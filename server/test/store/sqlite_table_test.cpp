#include "test/store/sqlite_fixture.hpp"

#include "store/sqlite/feedback_rows.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/session_lists.hpp"

#include <gmock/gmock.h>

#include <set>

// What others who open the file find in it.
namespace callroom::store::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

using SqliteTables = SqliteFile;

std::set<std::string> names(sqlite::Connection& db, const std::string& sql) {
  std::set<std::string> found;
  auto query = db.query(sql);
  while (query.step()) found.insert(query.text(0));
  return found;
}

TEST_F(SqliteTables, CarryTheContractsNames) {
  SqliteStore store(file());
  auto db = other_program();
  EXPECT_THAT(
      names(db, "SELECT name FROM pragma_table_info('sessions')"),
      IsSupersetOf({"clientId", "psychologistId", "sessionDate", "sessionType", "status", "paymentStatus",
                    "meetingLink", "isVideoCall", "videoCallStarted", "videoCallEnded", "callDuration",
                    "recordingEnabled", "recordingUrl", "lastAccessedAt", "accessCount", "createdAt", "updatedAt"}));
  EXPECT_THAT(names(db, "SELECT name FROM pragma_table_info('videocallauditlogs')"),
              IsSupersetOf({"sessionId", "userId", "action", "timestamp", "metadata", "ipAddress", "userAgent",
                            "roomId", "errorCode", "errorMessage", "duration"}));
  EXPECT_THAT(names(db, "SELECT name FROM pragma_table_info('videocallquality')"), IsSupersetOf({"sessionId",
                                                                                                 "userId",
                                                                                                 "at",
                                                                                                 "receivedAt",
                                                                                                 "seconds",
                                                                                                 "rttMs",
                                                                                                 "jitterMs",
                                                                                                 "lossIn",
                                                                                                 "lossOut",
                                                                                                 "bitrateInKbps",
                                                                                                 "bitrateOutKbps",
                                                                                                 "frameWidth",
                                                                                                 "frameHeight",
                                                                                                 "framesPerSecond",
                                                                                                 "sentFrameWidth",
                                                                                                 "sentFrameHeight",
                                                                                                 "sentFramesPerSecond",
                                                                                                 "localCandidateType",
                                                                                                 "remoteCandidateType",
                                                                                                 "protocol",
                                                                                                 "level",
                                                                                                 "reason",
                                                                                                 "interruptions",
                                                                                                 "step"}));
  EXPECT_THAT(names(db, "SELECT name FROM pragma_table_info('videocallratings')"),
              IsSupersetOf({"sessionId", "userId", "rating", "comment", "ratedAt"}));
  EXPECT_THAT(names(db, "SELECT name FROM pragma_table_info('users')"),
              IsSupersetOf({"name", "email", "role", "passwordHash", "createdAt", "updatedAt"}));
}

TEST_F(SqliteTables, AreAllStrict) {
  SqliteStore store(file());
  EXPECT_EQ(
      other_program().integer(
          "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND strict = 0"),
      0);
}

TEST_F(SqliteTables, HaveTheContractsIndexes) {
  SqliteStore store(file());
  auto db = other_program();
  // Each index as the list of its first columns.
  const auto indexes = [&](const std::string& table) {
    return names(db, "SELECT group_concat(c.name, ',') FROM pragma_index_list('" + table +
                         "') i, pragma_index_info(i.name) c GROUP BY i.name");
  };
  EXPECT_THAT(indexes("sessions"),
              IsSupersetOf({"meetingLinkKey", "videoCallStarted", "lastAccessedAt", "clientId,sessionDate,id",
                            "psychologistId,sessionDate,id", "status,sessionDate,id"}));
  EXPECT_THAT(indexes("videocallauditlogs"),
              IsSupersetOf({"sessionId,timestamp,id", "userId,timestamp,id", "action,timestamp,id", "timestamp,id"}));
}

TEST_F(SqliteTables, KeepTheDurationOfAnEndedCall) {
  SqliteStore store(file());
  auto session = a_session();
  session.call_started = kNoon;
  ASSERT_EQ(store.commit(commit_of(session)), app::CommitOutcome::kDone);
  auto db = other_program();
  EXPECT_EQ(db.integer("SELECT callDuration IS NULL AND callDurationSeconds IS NULL FROM sessions"), 1);
  session.call_ended = kNoon + base::Seconds{90};
  ASSERT_EQ(store.commit(change_of(session)), app::CommitOutcome::kDone);
  EXPECT_EQ(db.integer("SELECT callDuration FROM sessions"), 2) << "minutes, half a minute rounds up";
  EXPECT_EQ(db.integer("SELECT callDurationSeconds FROM sessions"), 90);
  EXPECT_EQ(db.integer("SELECT isVideoCall FROM sessions"), 1);
  EXPECT_EQ(db.integer("SELECT sessionDate FROM sessions"), kNoon.time_since_epoch().count());
  EXPECT_EQ(db.text("SELECT status FROM sessions"), "Confirmed");
}

TEST_F(SqliteTables, ARecordThatNobodyUnderstandsIsNamedNotGuessed) {
  SqliteStore store(file());
  auto commit = commit_of(a_user());
  commit.new_sessions = {a_session()};
  commit.audit = {a_record(a_session().id)};
  commit.quality = {a_sample(a_session().id)};
  ASSERT_EQ(store.commit(commit), app::CommitOutcome::kDone);
  auto db = other_program();
  db.execute("UPDATE videocallquality SET step = 'tiny'");
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { (void)store.quality_of(a_session().id); }),
              AllOf(HasSubstr(a_session().id.str()), HasSubstr("step"), HasSubstr("tiny")));
  db.execute("UPDATE users SET role = 'king'");
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { (void)store.user(a_user().id); }),
              AllOf(HasSubstr(a_user().id.str()), HasSubstr("role"), HasSubstr("king")));
  db.execute("UPDATE sessions SET clientId = 'me'");
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { (void)store.session(a_session().id); }),
              AllOf(HasSubstr(a_session().id.str()), HasSubstr("'me'")));
  for (const char* metadata : {"", "[]", "{\"a\":1}", "{"}) {
    db.query("UPDATE videocallauditlogs SET metadata = :m").bind(":m", std::string_view{metadata}).write();
    EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { (void)store.audit_of(a_session().id); }),
                HasSubstr("metadata"));
  }
}

std::string plan(sqlite::Connection& db, const std::string& sql) {
  std::string text;
  auto query = db.query("EXPLAIN QUERY PLAN " + sql);
  while (query.step()) text += query.text(3) + "\n";
  return text;
}

TEST_F(SqliteTables, PagesAreReadFromAnIndexWithoutSorting) {
  SqliteStore store(file());
  auto db = other_program();
  const auto someone = std::optional{id_of<domain::UserId>(1)};
  const std::optional<Position> after{{kNoon, base::ObjectId::parse(a_session().id.str()).value()}};
  app::SessionFilter of_someone;
  of_someone.participant = someone;
  app::SessionFilter by_status;
  by_status.status = domain::SessionStatus::kConfirmed;
  app::SessionFilter by_date;
  by_date.from = kNoon;
  for (const auto& sql :
       {sqlite::sessions_sql({}, {}), sqlite::sessions_sql({}, after), sqlite::sessions_sql(of_someone, {}),
        sqlite::sessions_sql(of_someone, after), sqlite::sessions_sql(by_status, {}),
        sqlite::sessions_sql(by_status, after), sqlite::sessions_sql(by_date, {}), sqlite::sessions_sql(by_date, after),
        sqlite::ended_calls_sql({}, {}), sqlite::ended_calls_sql({}, after), sqlite::ended_calls_sql(someone, {}),
        sqlite::ended_calls_sql(someone, after)}) {
    const auto steps = plan(db, sql);
    EXPECT_THAT(steps, AllOf(HasSubstr("USING INDEX"), Not(HasSubstr("TEMP B-TREE")))) << sql;
  }
}

TEST_F(SqliteTables, FeedbackOfAPageOfCallsIsFoundBySession) {
  SqliteStore store(file());
  auto db = other_program();
  for (const auto& sql : {std::string{sqlite::kAverageLevelsSql}, sqlite::kRatingsSql}) {
    EXPECT_THAT(plan(db, sql), AllOf(HasSubstr("USING PRIMARY KEY (sessionId=?)"), Not(HasSubstr("TEMP B-TREE"))))
        << sql;
  }
}

}  // namespace
}  // namespace callroom::store::test
