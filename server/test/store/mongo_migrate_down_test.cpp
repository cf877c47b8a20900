#include "store/mongo/migrate_down.hpp"

#include "app/ports/audit_log.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/indexes.hpp"
#include "store/mongo/mongo_store.hpp"
#include "test/store/master_keys.hpp"
#include "test/store/mongo_server.hpp"
#include "test/store/samples.hpp"
#include "test/store/sqlite_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// What callroom added to a database goes; what it recorded stays.
namespace callroom::store::test {
namespace {

using mongo::Document;
using mongo::Mode;
using ::testing::Contains;
using ::testing::Not;

class MongoMigrateDown : public ::testing::Test {
 protected:
  const base::Secret uri{MongoServer::shared().new_database()};
  base::SystemClock clock;
  mongo::Database database{uri, clock};

  void SetUp() override {
    MongoStore store(uri, clock);
    auto commit = commit_of(a_session());
    commit.audit = {a_record(a_session().id)};
    ASSERT_EQ(store.commit(commit), app::CommitOutcome::kDone);
    ASSERT_EQ(store.commit(commit_of(a_user())), app::CommitOutcome::kDone);
  }
  mongo::DownReport down(Mode mode) {
    return mongo::migrate_down(database, mode, [](std::int64_t, std::int64_t) {});
  }
  Document session() { return database.find_one("sessions", mongo::by_id(a_session().id.str())).value(); }
};

TEST_F(MongoMigrateDown, BookkeepingAndOurIndexesGoAndEveryRecordStays) {
  const auto before = database.find_one("videocallauditlogs", {}).value();
  const auto report = down(Mode::kApply);
  EXPECT_EQ(report.documents, 2);
  for (const auto* field : {"callroomCommit", "revision"}) EXPECT_FALSE(session().view().has(field)) << field;
  EXPECT_EQ(session().view().text("status"), "Confirmed");
  const auto left = mongo::existing_indexes(database, "sessions");
  EXPECT_THAT(left, Contains("meetingLink_1")) << "the contract's";
  EXPECT_THAT(left, Not(Contains("sessionDate_1__id_1")));
  EXPECT_TRUE(bson_equal(database.find_one("videocallauditlogs", {}).value().get(), before.get()));

  const auto again = down(Mode::kApply);
  EXPECT_EQ(again.documents, 0);
  EXPECT_TRUE(again.indexes.empty());
}

TEST_F(MongoMigrateDown, AServerMayComeBackAfterIt) {
  down(Mode::kApply);
  MongoStore store(uri, clock);
  auto session = store.session(a_session().id).value();
  EXPECT_EQ(dump(session), dump(a_session()));
  session.status = domain::SessionStatus::kCancelled;
  EXPECT_EQ(store.commit(change_of(session)), app::CommitOutcome::kDone);
  EXPECT_EQ(store.audit_log().head().seq, 1);
}

TEST_F(MongoMigrateDown, ADryRunTellsAndChangesNothing) {
  const auto before = session();
  const auto report = down(Mode::kDryRun);
  EXPECT_EQ(report.documents, 2);
  EXPECT_THAT(report.indexes, Contains("sessions.sessionDate_1__id_1"));
  EXPECT_TRUE(bson_equal(session().get(), before.get()));
  EXPECT_EQ(down(Mode::kDryRun).indexes, report.indexes);
}

TEST_F(MongoMigrateDown, WhatIsEncryptedIsNotLeftToOthers) {
  { const MongoStore sealed(uri, clock, {.vault = sealing_with('a').vault}); }
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { down(Mode::kApply); }), ::testing::HasSubstr("encrypted"));
  EXPECT_TRUE(session().view().has("revision"));
}

TEST_F(MongoMigrateDown, CommitsThatWereCutOffAreFinishedFirst) {
  const auto outbox = Document{}.document("callroomOutbox", Document{}.text("id", "x"));
  const auto set = Document{}.document("$set", outbox);
  ASSERT_EQ(database.update("sessions", mongo::by_id(a_session().id.str()), set), mongo::Written::kYes);
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { down(Mode::kApply); }),
              ::testing::HasSubstr("start a server once"));
  EXPECT_TRUE(session().view().has("revision"));
}

}  // namespace
}  // namespace callroom::store::test
