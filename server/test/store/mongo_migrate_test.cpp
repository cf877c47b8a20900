#include "store/mongo/migrate.hpp"

#include "store/mongo/documents.hpp"
#include "store/mongo/indexes.hpp"
#include "store/mongo/mongo_store.hpp"
#include "test/store/mongo_server.hpp"
#include "test/store/samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// A database that another application filled, before the first start.
namespace callroom::store::test {
namespace {

using mongo::Document;
using mongo::Mode;
using ::testing::Contains;
using ::testing::HasSubstr;

class MongoMigrate : public ::testing::Test {
 protected:
  const base::Secret uri{MongoServer::shared().new_database()};
  base::SystemClock clock;
  mongo::Database database{uri, clock};
  std::int64_t progress = 0;

  void put(std::uint64_t number, const char* status) {
    Document session;
    session.id("_id", id_of<domain::SessionId>(number).str())
        .id("clientId", id_of<domain::UserId>(1).str())
        .id("psychologistId", id_of<domain::UserId>(2).str())
        .time("sessionDate", kNoon)
        .text("status", status)
        .text("notes", "theirs");
    ASSERT_EQ(database.insert("sessions", session), mongo::Written::kYes);
  }
  mongo::MigrationReport migrate(Mode mode) {
    int made = 0;
    return mongo::migrate(
        database, mode, clock, [&made] { return "room-" + std::to_string(++made); },
        [this](std::int64_t done, std::int64_t) { progress = done; });
  }
  Document session(std::uint64_t number) {
    return database.find_one("sessions", mongo::by_id(id_of<domain::SessionId>(number).str())).value();
  }
};

TEST_F(MongoMigrate, ADryRunTellsEverythingAndChangesNothing) {
  put(1, "Confirmed");
  put(2, "Pending");
  const auto before = session(1);
  const auto report = migrate(Mode::kDryRun);
  EXPECT_EQ(report.sessions, 2);
  EXPECT_EQ(report.completed, 2);
  EXPECT_EQ(report.links, 1);
  EXPECT_EQ(report.indexes.size(), mongo::indexes().size());
  EXPECT_THAT(report.indexes, Contains("sessions.meetingLink_1"));
  EXPECT_TRUE(bson_equal(session(1).get(), before.get()));
  EXPECT_EQ(migrate(Mode::kDryRun).indexes.size(), mongo::indexes().size()) << "none was made";
}

TEST_F(MongoMigrate, CompletesWhatIsThereAndFindsNothingToDoAgain) {
  put(1, "Confirmed");
  put(2, "Cancelled");
  const auto report = migrate(Mode::kApply);
  EXPECT_EQ(report.completed, 2);
  EXPECT_EQ(session(1).view().text("meetingLink"), "room-1");
  EXPECT_FALSE(session(2).view().has("meetingLink")) << "cancelled";
  EXPECT_EQ(session(2).view().integer("accessCount"), 0);
  EXPECT_EQ(session(2).view().text("notes"), "theirs");
  EXPECT_EQ(progress, 2);
  const auto after = session(1);

  const auto again = migrate(Mode::kApply);
  EXPECT_EQ(again.sessions, 2);
  EXPECT_EQ(again.completed + again.links, 0);
  EXPECT_TRUE(again.indexes.empty());
  EXPECT_TRUE(bson_equal(session(1).get(), after.get()));
  EXPECT_EQ(MongoStore(uri, clock).session(id_of<domain::SessionId>(1))->meeting_link, domain::RoomId{"room-1"});
}

TEST_F(MongoMigrate, GoesOnWhereAnEarlierRunWasCutOff) {
  put(1, "Confirmed");
  migrate(Mode::kApply);
  put(2, "Confirmed");
  const auto report = migrate(Mode::kApply);
  EXPECT_EQ(report.completed, 1);
  EXPECT_EQ(session(1).view().integer("revision"), 1) << "not touched again";
}

TEST_F(MongoMigrate, WhatNobodyUnderstandsIsNamedAndLeft) {
  put(1, "Postponed");
  put(2, "Confirmed");
  const auto before = session(1);
  const auto report = migrate(Mode::kApply);
  ASSERT_EQ(report.unreadable.size(), 1U);
  EXPECT_THAT(report.unreadable[0], HasSubstr("Postponed"));
  EXPECT_TRUE(bson_equal(session(1).get(), before.get()));
  EXPECT_TRUE(session(2).view().has("meetingLink")) << "the others are done";
}

TEST_F(MongoMigrate, MakesTheContractsIndexes) {
  const MongoStore store(uri, clock);
  for (const auto* index : {"meetingLink_1", "videoCallStarted_1", "lastAccessedAt_1", "clientId_1_sessionDate_1",
                            "psychologistId_1_sessionDate_1", "status_1_sessionDate_1"})
    EXPECT_THAT(mongo::existing_indexes(database, "sessions"), Contains(index));
  for (const auto* index : {"sessionId_1_timestamp_1", "userId_1_timestamp_1", "action_1_timestamp_1", "timestamp_1"})
    EXPECT_THAT(mongo::existing_indexes(database, "videocallauditlogs"), Contains(index));
}

}  // namespace
}  // namespace callroom::store::test
