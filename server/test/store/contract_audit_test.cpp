#include "app/ports/audit_log.hpp"
#include "integrity/audit_chain.hpp"
#include "integrity/tombstone.hpp"
#include "test/store/samples.hpp"
#include "test/store/store_contract.hpp"

#include <set>
#include <string>
#include <thread>

// The audit trail: its chain, the search, the sweep.
namespace callroom::store::test {
namespace {

using domain::AuditAction;

std::string unsigned_document(const app::Tombstone&) { return "{}"; }

domain::AuditRecord record_at(std::uint64_t number, base::WallTime time,
                              AuditAction action = AuditAction::kJoinAttempt) {
  auto record = a_record(a_session().id, number);
  record.timestamp = time;
  record.action = action;
  return record;
}

app::Commit commit_of_records(std::uint64_t first, std::uint64_t last) {
  app::Commit commit;
  for (auto number = first; number <= last; ++number) {
    commit.audit.push_back(record_at(number, kNoon + base::Seconds{static_cast<int>(number)}));
  }
  return commit;
}

/// Every record hangs on the one before it, from the first to the head.
void expect_whole(app::AuditLog& log) {
  integrity::ChainHasher hasher;
  app::ChainHead head;
  for (const auto& [record, prev_hash, hash] : log.chain(0, 100'000)) {
    while (const auto gone = log.tombstone_at(head.seq + 1)) {
      ASSERT_EQ(gone->prev_hash, head.hash);
      head = {gone->to_seq, gone->last_hash};
    }
    ASSERT_EQ(record.seq, head.seq + 1);
    ASSERT_EQ(prev_hash, head.hash);
    ASSERT_EQ(hasher.hash(record, prev_hash), hash);
    head = {record.seq, hash};
  }
  while (const auto gone = log.tombstone_at(head.seq + 1)) head = {gone->to_seq, gone->last_hash};
  EXPECT_EQ(log.head(), head);
}

TEST_P(StoreContract, AnEmptyTrailHasAHeadToAttachTo) {
  EXPECT_EQ(store->audit_log().head(), (app::ChainHead{0, std::string(64, '0')}));
  EXPECT_TRUE(store->audit_log().chain(0, 10).empty());
}

TEST_P(StoreContract, RecordsHangOnEachOtherInTheOrderOfTheirCommits) {
  must_commit(commit_of_records(1, 3));
  must_commit(commit_of_records(4, 5));
  auto& log = store->audit_log();
  expect_whole(log);
  const auto chain = log.chain(0, 100);
  ASSERT_EQ(chain.size(), 5U);
  for (std::size_t i = 0; i < chain.size(); ++i) EXPECT_EQ(chain[i].record.id, id_of<domain::AuditId>(i + 1).str());
  EXPECT_EQ(log.chain(3, 1).size(), 1U);
  EXPECT_EQ(log.chain(3, 1)[0].record.seq, 4);
  EXPECT_TRUE(log.chain(5, 1).empty());
}

TEST_P(StoreContract, TheHashOfARecordIsTheSameInEveryStore) {
  auto full = a_record(a_session().id, 1);
  full.user_id = id_of<domain::UserId>(2);
  full.room_id = domain::RoomId{"room-1"};
  full.metadata = {{"requestId", "r-1"}, {"nul", std::string("x\0y", 3)}};
  full.ip_address = "2001:db8::1";
  full.user_agent = "latin-1 \xE9 in a header";
  full.error_code = "TOO_EARLY";
  full.error_message = "zu früh";
  full.duration_seconds = 0;
  app::Commit commit;
  commit.audit = {full, a_record(a_session().id, 2)};
  must_commit(commit);
  if (GetParam().name.ends_with("_sealed")) GTEST_SKIP() << "the stored texts are ciphertext, another one each time";
  EXPECT_EQ(store->audit_log().head().hash, "23ec091d46b866b828129e7d989769e1f14810415a38b89bfd4a5b0ff0df9eeb");
}

TEST_P(StoreContract, WhatIsNotCommittedHasNoPlaceInTheChain) {
  must_commit(commit_of_records(1, 1));
  auto refused = commit_of_records(2, 3);
  refused.audit.push_back(a_record(a_session().id, 1));  // this id is taken
  ASSERT_EQ(store->commit(refused), app::CommitOutcome::kDuplicate);
  EXPECT_EQ(store->audit_log().head().seq, 1);
  must_commit(commit_of_records(4, 4));
  expect_whole(store->audit_log());
}

TEST_P(StoreContract, ManyWritersMakeOneChain) {
  constexpr std::uint64_t kEach = 25;
  std::vector<std::thread> writers;
  for (std::uint64_t writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&, writer] {
      for (std::uint64_t i = 1; i <= kEach; ++i) must_commit(commit_of_records(writer * kEach + i, writer * kEach + i));
    });
  }
  for (auto& thread : writers) thread.join();
  expect_whole(store->audit_log());
  EXPECT_EQ(store->audit_log().head().seq, 4 * kEach);
}

TEST_P(StoreContract, AuditIsSearchedByEveryFilterTheNewestFirst) {
  auto other = record_at(3, kNoon + base::Seconds{3}, AuditAction::kJoinDenied);
  other.session_id = a_session(2).id;
  other.user_id = id_of<domain::UserId>(7);
  app::Commit commit;
  commit.audit = {record_at(1, kNoon), record_at(2, kNoon), other, record_at(4, kNoon + base::Seconds{4})};
  must_commit(commit);
  auto& log = store->audit_log();
  const auto found = [&](const app::AuditFilter& filter) {
    std::vector<std::string> numbers;
    for (const auto& record : log.search(filter, {}).items) numbers.push_back(record.id.str().substr(23));
    return numbers;
  };
  using Numbers = std::vector<std::string>;
  EXPECT_EQ(found({}), (Numbers{"4", "3", "2", "1"}));
  EXPECT_EQ(found({.session = a_session(2).id}), (Numbers{"3"}));
  EXPECT_EQ(found({.user = id_of<domain::UserId>(7)}), (Numbers{"3"}));
  EXPECT_EQ(found({.action = AuditAction::kJoinAttempt}), (Numbers{"4", "2", "1"}));
  EXPECT_EQ(found({.from = kNoon + base::Seconds{3}}), (Numbers{"4", "3"}));
  EXPECT_EQ(found({.until = kNoon + base::Seconds{3}}), (Numbers{"3", "2", "1"}));
  EXPECT_EQ(found({.session = a_session().id, .action = AuditAction::kJoinDenied}), Numbers{});
  EXPECT_EQ(dump(log.search({.user = id_of<domain::UserId>(7)}, {}).items), dump(std::vector{other}));
}

TEST_P(StoreContract, AuditPagesHaveNoGapsAndNoRepeats) {
  app::Commit commit;
  for (std::uint64_t number = 1; number <= 23; ++number) {
    commit.audit.push_back(record_at(number, kNoon + base::Seconds{static_cast<int>(number / 5)}));  // equal times
  }
  must_commit(commit);
  const auto all = walk([&](const app::PageRequest& page) { return store->audit_log().search({}, page); }, 4);
  ASSERT_EQ(all.size(), 23U);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].id, id_of<domain::AuditId>(23 - i));
  EXPECT_THROW(static_cast<void>(store->audit_log().search({}, {10, "nonsense"})), app::BadCursor);
}

TEST_P(StoreContract, ASweepLeavesTombstonesThatLeadTheChainOn) {
  app::Commit commit;
  for (std::uint64_t number = 1; number <= 9; ++number) {
    const bool kept = number == 4 || number == 8;
    commit.audit.push_back(record_at(number, kNoon, kept ? AuditAction::kCallEnd : AuditAction::kJoinAttempt));
  }
  must_commit(commit);
  auto& log = store->audit_log();
  const app::SweepPlan plan{.before = {{AuditAction::kJoinAttempt, kNoon + base::Millis{1}}}, .limit = 100};
  EXPECT_EQ(log.sweep(plan, unsigned_document), 7U);
  EXPECT_EQ(log.sweep(plan, unsigned_document), 0U);
  const auto left = log.chain(0, 100);
  ASSERT_EQ(left.size(), 2U);
  EXPECT_EQ(left[0].record.seq, 4);
  EXPECT_EQ(left[1].record.seq, 8);
  EXPECT_EQ(log.tombstone_at(1)->to_seq, 3);
  EXPECT_EQ(log.tombstone_at(6)->from_seq, 5);
  EXPECT_EQ(log.tombstone_at(9)->to_seq, 9);
  EXPECT_FALSE(log.tombstone_at(4));
  EXPECT_FALSE(log.tombstone_at(10));
  EXPECT_EQ(log.head().seq, 9) << "the chain goes on where it was";
  expect_whole(log);
  must_commit(commit_of_records(20, 21));
  expect_whole(log);
  EXPECT_EQ(store->audit_of(a_session().id).size(), 4U);
}

TEST_P(StoreContract, NeighbouringTombstonesBecomeOne) {
  must_commit(commit_of_records(1, 10));
  auto& log = store->audit_log();
  app::SweepPlan plan{.before = {{AuditAction::kJoinAttempt, kNoon + base::Minutes{5}}}, .limit = 3};
  EXPECT_EQ(log.sweep(plan, unsigned_document), 3U) << "a bounded step";
  EXPECT_EQ(log.sweep(plan, unsigned_document), 3U);
  const auto one = log.tombstone_at(1);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->from_seq, 1);
  EXPECT_EQ(one->to_seq, 6);
  expect_whole(log);
  while (log.sweep(plan, unsigned_document) > 0) continue;
  EXPECT_TRUE(log.chain(0, 10).empty());
  EXPECT_EQ(log.tombstone_at(10)->from_seq, 1);
  expect_whole(log);
}

TEST_P(StoreContract, OnlyWhatIsDueIsSwept) {
  must_commit(commit_of_records(1, 4));
  auto& log = store->audit_log();
  EXPECT_EQ(
      log.sweep({.before = {{AuditAction::kJoinAttempt, kNoon + base::Seconds{3}}}, .limit = 100}, unsigned_document),
      2U)
      << "those before the moment, not the one of it";
  EXPECT_EQ(
      log.sweep({.before = {{AuditAction::kCallEnd, kNoon + base::Minutes{60}}}, .limit = 100}, unsigned_document), 0U);
  EXPECT_EQ(log.chain(0, 100).size(), 2U);
}

TEST_P(StoreContract, ASweepThatCannotBeSignedChangesNothing) {
  must_commit(commit_of_records(1, 4));
  auto& log = store->audit_log();
  const app::SweepPlan plan{.before = {{AuditAction::kJoinAttempt, kNoon + base::Minutes{5}}}, .limit = 100};
  EXPECT_THROW(log.sweep(plan, [](const app::Tombstone&) -> std::string { throw std::logic_error("no key"); }),
               std::logic_error);
  EXPECT_EQ(log.chain(0, 100).size(), 4U);
  EXPECT_FALSE(log.tombstone_at(1));
}

TEST_P(StoreContract, OldFeedbackIsSwept) {
  auto commit = commit_of(a_sample(a_session().id));
  commit.ratings = {a_rating(a_session().id)};
  must_commit(commit);
  auto& log = store->audit_log();
  EXPECT_EQ(log.sweep_feedback(base::WallTime{}), 0U);
  EXPECT_EQ(store->quality_of(a_session().id).size(), 1U);
  EXPECT_EQ(log.sweep_feedback(kNoon + base::Minutes{60 * 24 * 365}), 2U);
  EXPECT_TRUE(store->quality_of(a_session().id).empty());
  EXPECT_TRUE(store->ratings_of({a_session().id}).empty());
}

}  // namespace
}  // namespace callroom::store::test
