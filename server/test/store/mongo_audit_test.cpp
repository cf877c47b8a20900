#include "app/ports/audit_log.hpp"
#include "integrity/audit_chain.hpp"
#include "integrity/tombstone.hpp"
#include "store/mongo/audit_appender.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/fields.hpp"
#include "store/mongo/mongo_store.hpp"
#include "test/store/mongo_server.hpp"
#include "test/store/samples.hpp"

#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <vector>

// The audit trail's chain in MongoDB: several servers, what another application writes there, a sweep that is cut off.
namespace callroom::store::test {
namespace {

using app::CommitOutcome;
using mongo::Document;

app::Commit one_record(std::uint64_t number) { return commit_of(a_record(a_session().id, number)); }
std::string unsigned_document(const app::Tombstone&) { return "{}"; }

class MongoAudit : public ::testing::Test {
 protected:
  void write(std::uint64_t first, std::uint64_t last) {
    for (auto number = first; number <= last; ++number) {
      ASSERT_EQ(store.commit(one_record(number)), CommitOutcome::kDone);
    }
  }
  Document plain_document(std::uint64_t number) {
    const Sealing plain;
    mongo::Fields fields(database, plain);
    return mongo::audit_document(a_record(a_session().id, number), fields);
  }
  std::vector<std::int64_t> places() {
    std::vector<std::int64_t> found;
    for (const auto& each : log.chain(0, 100)) found.push_back(each.record.seq);
    return found;
  }
  static void expect_linked(const std::vector<app::ChainedAudit>& chain) {
    integrity::ChainHasher hasher;
    app::ChainHead head;
    for (const auto& [record, prev_hash, hash] : chain) {
      EXPECT_EQ(record.seq, head.seq + 1);
      EXPECT_EQ(prev_hash, head.hash);
      EXPECT_EQ(hasher.hash(record, prev_hash), hash);
      head = {record.seq, hash};
    }
  }

  const base::Secret uri{MongoServer::shared().new_database()};
  base::SystemClock clock;
  MongoStore store{uri, clock};
  mongo::Database database{uri, clock};
  app::AuditLog& log = store.audit_log();
  const app::SweepPlan all{.before = {{domain::AuditAction::kJoinAttempt, kNoon + base::Minutes{60}}}, .limit = 100};
};

using Places = std::vector<std::int64_t>;

TEST_F(MongoAudit, SeveralServersMakeOneChain) {
  MongoStore other{uri, clock};
  constexpr std::uint64_t kEach = 15;
  const auto write_from = [](MongoStore& server, std::uint64_t first) {
    for (auto number = first; number < first + kEach; ++number) {
      EXPECT_EQ(server.commit(one_record(number)), CommitOutcome::kDone);
    }
  };
  std::thread beside{[&] { write_from(other, 1); }};
  write_from(store, 1 + kEach);
  beside.join();
  const auto chain = log.chain(0, 100);
  EXPECT_EQ(chain.size(), 2 * kEach);
  expect_linked(chain);
  EXPECT_EQ(log.head(), other.audit_log().head());
}

TEST_F(MongoAudit, ThreadsOfSeveralServersMakeOneChain) {
  MongoStore other{uri, clock};
  constexpr std::uint64_t kThreads = 8;
  constexpr std::uint64_t kEach = 6;
  std::vector<std::thread> threads;
  for (std::uint64_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (std::uint64_t i = 0; i < kEach; ++i) {
        auto& server = thread % 2 == 0 ? store : other;
        EXPECT_EQ(server.commit(one_record(thread * kEach + i + 1)), CommitOutcome::kDone);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto chain = log.chain(0, 100);
  EXPECT_EQ(chain.size(), kThreads * kEach);
  expect_linked(chain);
}

TEST_F(MongoAudit, ARecordThatIsThereAlreadyStopsNoneOfItsBatch) {
  const auto document = [&](std::uint64_t number) { return plain_document(number); };
  write(1, 1);
  mongo::AuditAppender appender(database, clock);
  const auto outcomes = appender.append({document(2), document(1), document(3), document(3), document(4)});
  using enum mongo::Written;
  EXPECT_EQ(outcomes, (std::vector{kYes, kKeyTaken, kYes, kKeyTaken, kYes}));
  EXPECT_EQ(places(), (Places{1, 2, 3, 4}));
  expect_linked(log.chain(0, 100));
}

TEST_F(MongoAudit, PlacesThatAnotherServerFilledAndSweptAreNotGivenAgain) {
  base::ManualClock own;
  MongoStore idle{uri, own};
  ASSERT_EQ(idle.commit(one_record(1)), CommitOutcome::kDone);
  write(2, 4);
  ASSERT_EQ(log.sweep(all, unsigned_document), 4U);
  own.advance(base::Minutes{1});
  ASSERT_EQ(idle.commit(one_record(5)), CommitOutcome::kDone);
  EXPECT_EQ(places(), Places{5});
  EXPECT_EQ(log.chain(0, 1).at(0).prev_hash, log.tombstone_at(4)->last_hash);
}

TEST_F(MongoAudit, AHeadThatACrashLeftBehindIsOvertaken) {
  write(1, 3);
  const auto head = log.head();
  const auto earlier = Document{}.document("$set", Document{}.integer("seq", 2).text("hash", "behind"));
  ASSERT_EQ(database.update(mongo::kChain, Document{}.text("_id", "head"), earlier), mongo::Written::kYes);
  EXPECT_EQ(log.head(), head);
  write(4, 4);
  expect_linked(log.chain(0, 100));
  EXPECT_EQ(log.head().seq, 4);
}

TEST_F(MongoAudit, AMissingEndStaysMissing) {
  write(1, 3);
  const auto head = log.head();
  ASSERT_TRUE(database.erase(mongo::kAudit, Document{}.integer("seq", 3)));
  EXPECT_EQ(log.head(), head);
  write(4, 4);
  EXPECT_EQ(places(), (Places{1, 2, 4})) << "its place is not given to another";
}

TEST_F(MongoAudit, WhatAnotherApplicationWroteIsFoundButNotVouchedForAndNotSwept) {
  write(1, 1);
  auto theirs = plain_document(7);
  ASSERT_EQ(database.insert(mongo::kAudit, theirs), mongo::Written::kYes);
  write(2, 2);
  EXPECT_EQ(log.search({.session = a_session().id}, {}).items.size(), 3U);
  EXPECT_EQ(log.chain_of(a_session().id).size(), 2U);
  expect_linked(log.chain(0, 100));
  EXPECT_EQ(log.sweep(all, unsigned_document), 2U);
  EXPECT_EQ(ids(store.audit_of(a_session().id)), ids(std::vector{a_record(a_session().id, 7)}));
}

TEST_F(MongoAudit, APlaceThatIsNoNumberStopsNobody) {
  write(1, 1);
  auto odd = plain_document(7);
  ASSERT_EQ(database.insert(mongo::kAudit, odd.text("seq", "the last")), mongo::Written::kYes);
  write(2, 2);
  EXPECT_EQ(places(), (Places{1, 2}));
}

TEST_F(MongoAudit, WhatWasChangedIsNotSwept) {
  write(1, 3);
  const auto change = Document{}.document("$set", Document{}.text("ipAddress", "198.51.100.1"));
  ASSERT_EQ(database.update(mongo::kAudit, Document{}.integer("seq", 2), change), mongo::Written::kYes);
  EXPECT_THROW(log.sweep(all, unsigned_document), integrity::BrokenChain);
  EXPECT_EQ(places(), (Places{1, 2, 3})) << "the evidence stays";
  write(4, 4);
}

TEST_F(MongoAudit, ASweepThatWasCutOffIsFinishedByTheNext) {
  write(1, 4);
  const auto before = database.find(mongo::kAudit, {});
  ASSERT_EQ(log.sweep(all, unsigned_document), 4U);
  // As it was between the tombstone and the removal of the last two.
  for (const auto& record : before) {
    if (record.view().integer("seq") > 2) {
      ASSERT_EQ(database.insert(mongo::kAudit, record), mongo::Written::kYes);
    }
  }
  const auto unfinished = Document{}.document("$set", Document{}.boolean("sweeping", true));
  ASSERT_EQ(database.update(mongo::kTombstones, Document{}.integer("_id", 1), unfinished), mongo::Written::kYes);

  EXPECT_EQ(log.head().seq, 4);
  EXPECT_EQ(log.sweep(all, unsigned_document), 0U);
  EXPECT_EQ(places(), Places{});
  EXPECT_EQ(log.tombstone_at(3)->to_seq, 4);
  write(5, 5);
  EXPECT_EQ(log.chain(0, 1).at(0).prev_hash, log.tombstone_at(4)->last_hash);
}

TEST_F(MongoAudit, AJoinedTombstoneThatWasNotRemovedYetHidesNothing) {
  write(1, 6);
  ASSERT_EQ(log.sweep(all, unsigned_document), 6U);
  Document left;
  left.integer("_id", 2).integer("toSeq", 3).text("prevHash", "p").text("lastHash", "l").text("document", "{}");
  ASSERT_EQ(database.insert(mongo::kTombstones, left), mongo::Written::kYes);
  EXPECT_EQ(log.tombstone_at(3)->from_seq, 1);
  EXPECT_EQ(log.tombstone_at(6)->to_seq, 6);
}

TEST_F(MongoAudit, OneServerSweepsAtATime) {
  write(1, 2);
  Document turn;
  turn.text("_id", "sweep").id("owner", id_of<domain::UserId>(9).str()).time("until", clock.now() + base::Minutes{5});
  ASSERT_EQ(database.insert(mongo::kChain, turn), mongo::Written::kYes);
  EXPECT_EQ(log.sweep(all, unsigned_document), 0U);
  const auto over = Document{}.document("$set", Document{}.time("until", clock.now() - base::Minutes{1}));
  ASSERT_EQ(database.update(mongo::kChain, Document{}.text("_id", "sweep"), over), mongo::Written::kYes);
  EXPECT_EQ(log.sweep(all, unsigned_document), 2U) << "whoever died in its turn is not waited for";
  write(3, 3);
  EXPECT_EQ(log.sweep(all, unsigned_document), 1U) << "the turn is given back";
}

}  // namespace
}  // namespace callroom::store::test
