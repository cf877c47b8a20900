#include "store/sqlite/downgrade.hpp"

#include "app/ports/audit_log.hpp"
#include "app/ports/metrics_book.hpp"
#include "store/sqlite/schema.hpp"
#include "test/store/master_keys.hpp"
#include "test/store/sqlite_fixture.hpp"

#include <gmock/gmock.h>

#include <optional>
#include <vector>

// The way back, and forth again.
namespace callroom::store::test {
namespace {

using sqlite::StepDown;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SqliteDowngrade : public SqliteFile {
 protected:
  void fill(const SqliteOptions& options = {}) {
    SqliteStore store(file(), options);
    auto commit = commit_of(a_user());
    commit.new_sessions = {a_session()};
    commit.new_sessions[0].meeting_link = domain::RoomId{"room-1"};
    commit.presence = {a_stay(a_session().id)};
    commit.quality = {a_sample(a_session().id)};
    commit.ratings = {a_rating(a_session().id)};
    commit.audit = {a_record(a_session().id, 2), a_record(a_session().id, 1)};
    ASSERT_EQ(store.commit(commit), app::CommitOutcome::kDone);
    app::MetricsPosition counted;
    counted.events = 2;
    const domain::MetricsBucket bucket{.key = {domain::MetricsPeriod::kHourly, kNoon}, .epoch = 1};
    ASSERT_EQ(store.metrics().write({{bucket}, {}, counted}), app::CommitOutcome::kDone);
  }
  [[nodiscard]] std::int64_t version() const { return other_program().integer("PRAGMA user_version"); }
};

/// The statements that make the tables and indexes, in the words in which they are kept.
std::vector<std::string> schema_of(sqlite::Connection& db) {
  std::vector<std::string> found;
  auto query = db.query("SELECT type || ' ' || name || ' ' || tbl_name FROM sqlite_schema ORDER BY 1");
  while (query.step()) found.push_back(query.text(0));
  return found;
}

std::vector<std::string> columns_of(sqlite::Connection& db) {
  std::vector<std::string> found;
  auto query = db.query(
      "SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" FROM sqlite_schema t, "
      "pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY 1");
  while (query.step()) found.push_back(query.text(0));
  return found;
}

TEST_F(SqliteDowngrade, EveryVersionHasAWayBackToTheTablesOfTheOneBefore) {
  const auto all = sqlite::migrations();
  for (auto version = all.back().to; version > 1; --version) {
    TempDir place;
    sqlite::Connection before((place / "before.db").string(), {});
    migrate(before, all.first(static_cast<std::size_t>(version - 1)));
    sqlite::Connection taken_back((place / "taken-back.db").string(), {});
    migrate(taken_back, all.first(static_cast<std::size_t>(version)));
    const auto steps = steps_down(taken_back, version - 1);
    ASSERT_EQ(steps.size(), 1U);
    ASSERT_FALSE(steps[0].blocked) << version << ": " << *steps[0].blocked;
    step_down(taken_back, steps);
    EXPECT_EQ(taken_back.integer("PRAGMA user_version"), version - 1);
    EXPECT_EQ(schema_of(taken_back), schema_of(before)) << version;
    EXPECT_EQ(columns_of(taken_back), columns_of(before)) << version;
  }
}

TEST_F(SqliteDowngrade, WhatWouldBeLostIsToldBeforeAnythingIsDone) {
  fill();
  auto db = other_program();
  const auto newest = version();
  const auto steps = steps_down(db, 1);
  ASSERT_EQ(steps.size(), static_cast<std::size_t>(newest - 1));
  std::map<std::int64_t, StepDown> by_version;
  for (const auto& step : steps) by_version.emplace(step.version, step);
  EXPECT_EQ(by_version.at(5).records, 2);
  EXPECT_THAT(by_version.at(5).loses, HasSubstr("hash chain"));
  EXPECT_THAT(by_version.at(4).loses, IsEmpty());
  EXPECT_EQ(by_version.at(3).records, 1);
  EXPECT_EQ(by_version.at(2).records, 2);
  EXPECT_EQ(version(), newest);
}

TEST_F(SqliteDowngrade, PeopleSessionsAndAuditSurviveTheWayBackAndForth) {
  fill();
  {
    auto db = other_program();
    step_down(db, steps_down(db, 3));
    EXPECT_EQ(db.text("SELECT group_concat(id) FROM (SELECT id FROM videocallauditlogs ORDER BY rowid)"),
              id_of<domain::AuditId>(2).str() + "," + id_of<domain::AuditId>(1).str())
        << "in the order in which they were written";
    EXPECT_EQ(db.integer("SELECT events FROM videocallmetricsposition"), 2) << "still a place among them";
  }
  EXPECT_EQ(version(), 3);
  SqliteStore store(file());
  EXPECT_EQ(dump(store.user_by_email(a_user().email)), dump(std::optional{a_user()}));
  EXPECT_TRUE(store.session_by_room(domain::RoomId{"room-1"}));
  EXPECT_EQ(store.audit_log().head().seq, 2) << "chained anew";
  EXPECT_EQ(dump(store.ratings_of({a_session().id})), dump(std::vector{a_rating(a_session().id)}));
}

TEST_F(SqliteDowngrade, EncryptedRecordsHaveNoWayBack) {
  SqliteOptions sealed;
  sealed.sealing = sealing_with('k');
  fill(sealed);
  auto db = other_program();
  const auto steps = steps_down(db, 3);
  ASSERT_TRUE(steps.back().blocked);
  EXPECT_THAT(*steps.back().blocked, HasSubstr("encrypted"));
  const auto before = version();
  EXPECT_THROW(step_down(db, steps), std::logic_error);
  EXPECT_EQ(version(), before) << "all of them or none";
}

TEST_F(SqliteDowngrade, TheFirstVersionIsTheFirst) {
  fill();
  auto db = other_program();
  EXPECT_TRUE(steps_down(db, 0).back().blocked);
}

}  // namespace
}  // namespace callroom::store::test
