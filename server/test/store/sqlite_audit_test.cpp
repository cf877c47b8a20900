#include "app/ports/audit_log.hpp"
#include "integrity/audit_chain.hpp"
#include "integrity/tombstone.hpp"
#include "store/sqlite/schema.hpp"
#include "test/store/sqlite_fixture.hpp"

// The audit trail's chain in the file: its migration, other writers, and what a sweep finds.
namespace callroom::store::test {
namespace {

using SqliteAudit = SqliteFile;

app::Commit one_record(std::uint64_t number) { return commit_of(a_record(a_session().id, number)); }

TEST_F(SqliteAudit, RecordsOfBeforeTheChainGetTheirPlacesAsTheyWereWritten) {
  {
    auto old = other_program();
    sqlite::migrate(old, sqlite::migrations().first(4));
    const auto insert = [&](std::uint64_t number, int time) {
      old.execute("INSERT INTO videocallauditlogs VALUES ('" + id_of<domain::AuditId>(number).str() +
                  "', NULL, NULL, 'room-1', 'join_attempt', " + std::to_string(time) +
                  ", '{\"a\":\"b\"}', '192.0.2.7', 'agent', '', '', NULL)");
    };
    insert(1, 30);
    insert(4, 10);
    insert(3, 10);
    insert(2, 20);
  }
  SqliteStore store(file());
  const auto chain = store.audit_log().chain(0, 100);
  ASSERT_EQ(chain.size(), 4U);
  integrity::ChainHasher hasher;
  app::ChainHead head;
  for (const std::uint64_t number : {1U, 4U, 3U, 2U}) {
    const auto& [record, prev_hash, hash] = chain[static_cast<std::size_t>(head.seq)];
    EXPECT_EQ(record.id, id_of<domain::AuditId>(number).str());
    EXPECT_EQ(record.room_id, "room-1");
    EXPECT_EQ(record.metadata, "{\"a\":\"b\"}");
    EXPECT_FALSE(record.session_id);
    EXPECT_EQ(prev_hash, head.hash);
    EXPECT_EQ(hash, hasher.hash(record, prev_hash));
    head = {record.seq, hash};
  }
  EXPECT_EQ(store.audit_log().head(), head);
  ASSERT_EQ(store.commit(one_record(9)), app::CommitOutcome::kDone);
  EXPECT_EQ(store.audit_log().chain(4, 1).at(0).prev_hash, head.hash) << "new records hang on the old ones";
}

TEST_F(SqliteAudit, ProcessesOnOneFileMakeOneChain) {
  SqliteStore server(file());
  SqliteStore command_line(file());
  for (std::uint64_t number = 1; number <= 10; ++number) {
    ASSERT_EQ((number % 2 == 0 ? server : command_line).commit(one_record(number)), app::CommitOutcome::kDone);
  }
  const auto chain = server.audit_log().chain(0, 100);
  ASSERT_EQ(chain.size(), 10U);
  for (std::size_t i = 1; i < chain.size(); ++i) EXPECT_EQ(chain[i].prev_hash, chain[i - 1].hash);
}

TEST_F(SqliteAudit, ARowThatSomebodyPutPastTheHeadStopsNobody) {
  SqliteStore store(file());
  ASSERT_EQ(store.commit(one_record(1)), app::CommitOutcome::kDone);
  other_program().execute(
      "INSERT INTO videocallauditlogs SELECT 2, 'forged', sessionId, userId, roomId, action, timestamp, metadata, "
      "ipAddress, userAgent, errorCode, errorMessage, duration, prevHash, hash FROM videocallauditlogs");
  EXPECT_EQ(store.commit(one_record(3)), app::CommitOutcome::kDone);
  EXPECT_EQ(store.audit_log().head().seq, 3);
}

TEST_F(SqliteAudit, WhatWasChangedIsNotSwept) {
  SqliteStore store(file());
  for (std::uint64_t number = 1; number <= 3; ++number) {
    ASSERT_EQ(store.commit(one_record(number)), app::CommitOutcome::kDone);
  }
  other_program().execute("UPDATE videocallauditlogs SET ipAddress = '198.51.100.1' WHERE seq = 2");
  const app::SweepPlan plan{.before = {{domain::AuditAction::kJoinAttempt, kNoon + base::Minutes{5}}}, .limit = 100};
  EXPECT_THROW(store.audit_log().sweep(plan, [](const app::Tombstone&) { return std::string{"{}"}; }),
               integrity::BrokenChain);
  EXPECT_EQ(store.audit_log().chain(0, 100).size(), 3U) << "the evidence stays";
  EXPECT_EQ(store.commit(one_record(4)), app::CommitOutcome::kDone) << "and the store goes on";
}

}  // namespace
}  // namespace callroom::store::test
