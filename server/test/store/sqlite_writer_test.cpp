#include "test/store/sqlite_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <numeric>
#include <thread>

// The writer: groups, full queues, locks, full disks. The gate that holds the writer back is the write lock itself,
// taken by another connection.
namespace callroom::store::test {
namespace {

using app::CommitOutcome;
using ::testing::HasSubstr;

class SqliteWriter : public SqliteFile {
 protected:
  static SqliteOptions patient() {
    SqliteOptions options;
    options.busy_timeout = base::Minutes{5};  // longer than any test: the gate opens before
    return options;
  }

  /// Starts a commit in a thread of its own.
  void start(SqliteStore& store, app::Commit commit) {
    auto& outcome = outcomes_.emplace_back();
    threads_.emplace_back([&store, &outcome, commit = std::move(commit)] { outcome = store.commit(commit); });
  }
  static void wait_until_queued(const SqliteStore& store, std::size_t commits) {
    while (store.commit_stats().queued != commits) std::this_thread::yield();
  }
  std::vector<CommitOutcome> finish() {
    for (auto& thread : threads_) thread.join();
    threads_.clear();
    std::vector<CommitOutcome> all;
    for (const auto& outcome : outcomes_) all.push_back(outcome.value());
    return all;
  }

 private:
  std::deque<std::optional<CommitOutcome>> outcomes_;
  std::vector<std::thread> threads_;
};

TEST_F(SqliteWriter, CommitsThatWaitShareOneTransaction) {
  constexpr std::size_t kCommits = 20;
  SqliteStore store(file(), patient());
  auto gate = other_program();
  gate.execute("BEGIN IMMEDIATE");
  for (std::size_t i = 1; i <= kCommits; ++i) start(store, commit_of(a_session(i)));
  wait_until_queued(store, kCommits);
  EXPECT_TRUE(store.sessions({}, {}).items.empty()) << "readers are not held up, and see nothing yet";
  gate.execute("COMMIT");
  for (const auto outcome : finish()) EXPECT_EQ(outcome, CommitOutcome::kDone);

  const auto stats = store.commit_stats();
  EXPECT_EQ(stats.done, kCommits);
  EXPECT_EQ(stats.transactions, 1U);
  EXPECT_EQ(stats.largest_batch, kCommits);
  EXPECT_EQ(stats.by_size.at(5), 1U) << "17 to 32";
  EXPECT_EQ(stats.queued, 0U);
  EXPECT_EQ(store.sessions({}, {}).items.size(), kCommits);
}

TEST_F(SqliteWriter, ARefusedCommitTakesNothingFromItsNeighbours) {
  constexpr std::uint64_t kUsers = 12;
  SqliteStore store(file(), patient());
  auto gate = other_program();
  gate.execute("BEGIN IMMEDIATE");
  for (std::uint64_t i = 1; i <= kUsers; ++i) {
    auto user = a_user(i);
    if (i % 3 == 0) user.email = "wanted@example.org";  // four of them; one can have it
    start(store, commit_of(user));
  }
  auto nowhere = change_of(a_session(99));
  nowhere.new_users = {a_user(50)};
  nowhere.audit = {a_record(a_session().id)};
  start(store, nowhere);
  wait_until_queued(store, kUsers + 1);
  gate.execute("COMMIT");
  const auto outcomes = finish();

  EXPECT_EQ(std::count(outcomes.begin(), outcomes.end(), CommitOutcome::kDone), 9);
  EXPECT_EQ(std::count(outcomes.begin(), outcomes.end(), CommitOutcome::kDuplicate), 3);
  EXPECT_EQ(outcomes.back(), CommitOutcome::kConflict);
  EXPECT_EQ(store.users({}).items.size(), 9U);
  EXPECT_FALSE(store.user(a_user(50).id));
  EXPECT_TRUE(store.audit_of(a_session().id).empty());
  const auto stats = store.commit_stats();
  EXPECT_EQ(stats.transactions, 1U);
  EXPECT_EQ(stats.done, 9U);
  EXPECT_EQ(stats.refused, 4U);
}

TEST_F(SqliteWriter, OneAfterTheOtherEveryCommitHasItsTransaction) {
  SqliteStore store(file());
  for (std::uint64_t i = 1; i <= 3; ++i) ASSERT_EQ(store.commit(commit_of(a_user(i))), CommitOutcome::kDone);
  const auto stats = store.commit_stats();
  EXPECT_EQ(stats.transactions, 3U);
  EXPECT_EQ(stats.largest_batch, 1U);
  EXPECT_EQ(stats.by_size.at(0), 3U);
}

TEST_F(SqliteWriter, AFullQueueRefusesAtOnceAndRecovers) {
  auto options = patient();
  options.most_queued_commits = 3;
  SqliteStore store(file(), options);
  auto gate = other_program();
  gate.execute("BEGIN IMMEDIATE");
  for (std::uint64_t i = 1; i <= 3; ++i) start(store, commit_of(a_user(i)));
  wait_until_queued(store, 3);
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { store.commit(commit_of(a_user(4))); }),
              HasSubstr("queue is full"));
  EXPECT_THROW(store.check(), app::StoreUnavailable) << "not ready while nothing can be written";
  gate.execute("COMMIT");
  finish();
  EXPECT_EQ(store.commit_stats().rejected, 2U);
  EXPECT_FALSE(store.user(a_user(4).id));
  EXPECT_EQ(store.commit(commit_of(a_user(4))), CommitOutcome::kDone);
  EXPECT_NO_THROW(store.check());
}

/// One more stay, and who is told of it.
app::Update stay_in(const domain::SessionId& session, std::uint64_t number) {
  return {session, [session, number](const auto&) { return commit_of(a_stay(session, number)); }};
}

TEST_F(SqliteWriter, OneThreadsUpdatesShareATransactionAndAreToldAfterIt) {
  constexpr std::uint64_t kUpdates = 20;
  SqliteStore store(file(), patient());
  auto gate = other_program();
  gate.execute("BEGIN IMMEDIATE");
  auto reader = other_program();
  std::vector<std::int64_t> seen;  // in the writer's thread until settle()
  for (std::uint64_t i = 1; i <= kUpdates; ++i) {
    store.update(stay_in(a_session().id, i), [&](const std::exception_ptr& failure) {
      EXPECT_FALSE(failure);
      seen.push_back(reader.integer("SELECT count(*) FROM callpresence"));
    });
  }
  EXPECT_EQ(store.commit_stats().queued, kUpdates) << "nobody waits for the disk here";
  gate.execute("COMMIT");
  store.settle();
  EXPECT_EQ(seen, std::vector<std::int64_t>(kUpdates, kUpdates)) << "whoever is told finds all of it committed";
  EXPECT_EQ(store.commit_stats().transactions, 1U);
}

TEST_F(SqliteWriter, AnUpdateWaitsWhileTheQueueIsFull) {
  auto options = patient();
  options.most_queued_commits = 2;
  SqliteStore store(file(), options);
  auto gate = other_program();
  gate.execute("BEGIN IMMEDIATE");
  std::atomic<int> told = 0;
  std::atomic<std::uint64_t> begun = 0;
  std::thread updating([&] {
    for (std::uint64_t i = 1; i <= 5; ++i) {
      ++begun;
      store.update(stay_in(a_session().id, i), [&](const std::exception_ptr& failure) { told += failure ? 0 : 1; });
    }
  });
  while (begun != 3) std::this_thread::yield();
  EXPECT_EQ(store.commit_stats().queued, 2U);
  gate.execute("COMMIT");
  updating.join();
  store.settle();
  EXPECT_EQ(told, 5);
  EXPECT_EQ(store.commit_stats().rejected, 0U);
  EXPECT_EQ(store.presence(a_session().id).size(), 5U);
}

TEST_F(SqliteWriter, AnUpdateOfAnUnreadableSessionFailsAlone) {
  SqliteStore store(file(), patient());
  ASSERT_EQ(store.commit(commit_of(a_session(1))), CommitOutcome::kDone);
  auto gate = other_program();
  gate.execute("UPDATE sessions SET status = 'of another planet'");
  gate.execute("BEGIN IMMEDIATE");
  std::string said;
  bool neighbour = false;
  store.update(stay_in(a_session(1).id, 1), [&](const std::exception_ptr& failure) {
    said = text_of_throw<app::StoreUnavailable>([&] { std::rethrow_exception(failure); });
  });
  store.update(stay_in(a_session(2).id, 2), [&](const std::exception_ptr& failure) { neighbour = !failure; });
  gate.execute("COMMIT");
  store.settle();
  EXPECT_THAT(said, HasSubstr("of another planet"));
  EXPECT_TRUE(neighbour);
  EXPECT_TRUE(store.presence(a_session(1).id).empty());
  EXPECT_EQ(store.presence(a_session(2).id).size(), 1U);
}

TEST_F(SqliteWriter, ALockThatIsNotLetGoIsUnavailable) {
  SqliteOptions options;
  options.busy_timeout = base::Millis{1};
  SqliteStore store(file(), options);
  auto other = other_program();
  other.execute("BEGIN IMMEDIATE");
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { store.commit(commit_of(a_user())); }), HasSubstr("locked"));
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { store.check(); }), HasSubstr("locked"));
  std::string updated;
  store.update(stay_in(a_session().id, 1), [&](const std::exception_ptr& failure) {
    updated = text_of_throw<app::StoreUnavailable>([&] { std::rethrow_exception(failure); });
  });
  store.settle();
  EXPECT_THAT(updated, HasSubstr("locked"));
  EXPECT_FALSE(store.user(a_user().id)) << "reading goes on, and nothing was written";
  EXPECT_EQ(store.commit_stats().failed, 3U);
  other.execute("COMMIT");
  EXPECT_EQ(store.commit(commit_of(a_user())), CommitOutcome::kDone);
}

TEST_F(SqliteWriter, AFullDiskIsUnavailableUntilThereIsRoomAgain) {
  SqliteOptions options;
  options.most_pages = 64;
  SqliteStore store(file(), options);
  const auto fat = [](std::uint64_t number) {
    auto commit = commit_of(a_user(number));
    commit.audit = {a_record(a_session().id, number)};
    commit.audit[0].user_agent = std::string(20'000, 'x');  // five pages
    return commit;
  };
  std::uint64_t number = 1;
  std::string refusal;
  while (refusal.empty()) {
    ASSERT_LT(number, 100U) << "the disk never fills";
    try {
      ASSERT_EQ(store.commit(fat(number)), CommitOutcome::kDone);
      ++number;
    } catch (const app::StoreUnavailable& error) {
      refusal = error.what();
    }
  }
  EXPECT_THAT(refusal, HasSubstr("full"));
  EXPECT_GT(number, 3U);
  EXPECT_FALSE(store.user(a_user(number).id)) << "nothing half-written";
  EXPECT_EQ(store.audit_of(a_session().id).size(), number - 1);
  EXPECT_EQ(store.users({}).items.size(), number - 1) << "what was there can still be read";

  auto room = other_program();
  room.execute("DELETE FROM videocallauditlogs");
  EXPECT_EQ(store.commit(fat(number)), CommitOutcome::kDone);
  EXPECT_TRUE(store.user(a_user(number).id));
  EXPECT_EQ(room.text("PRAGMA integrity_check"), "ok");
}

TEST_F(SqliteWriter, ACommitThatSqliteRejectsFailsAloneAndNotItsNeighbours) {
  SqliteStore store(file(), patient());
  auto gate = other_program();
  gate.execute(
      "CREATE TRIGGER no_ghosts BEFORE INSERT ON users WHEN new.name = 'ghost' "
      "BEGIN SELECT RAISE(ABORT, 'no ghosts'); END");
  gate.execute("BEGIN IMMEDIATE");
  start(store, commit_of(a_user(1)));
  wait_until_queued(store, 1);
  std::string said;
  std::thread ghost([&] {
    auto commit = commit_of(a_session());
    commit.new_users = {a_user(5), a_user(2)};
    commit.new_users[1].name = "ghost";
    said = text_of_throw<app::StoreUnavailable>([&] { store.commit(commit); });
  });
  wait_until_queued(store, 2);
  start(store, commit_of(a_user(3)));
  wait_until_queued(store, 3);
  gate.execute("COMMIT");
  ghost.join();
  for (const auto outcome : finish()) EXPECT_EQ(outcome, CommitOutcome::kDone);
  EXPECT_THAT(said, HasSubstr("no ghosts"));
  EXPECT_EQ(ids(store.users({}).items), ids(std::vector{a_user(1), a_user(3)}));
  EXPECT_FALSE(store.session(a_session().id));
  EXPECT_EQ(store.commit_stats().failed, 1U);
  EXPECT_EQ(store.commit_stats().done, 2U);
}

TEST_F(SqliteWriter, WhatIsQueuedIsWrittenBeforeTheStoreCloses) {
  auto store = std::make_unique<SqliteStore>(file(), patient());
  auto gate = other_program();
  gate.execute("BEGIN IMMEDIATE");
  start(*store, commit_of(a_user()));
  wait_until_queued(*store, 1);
  std::thread closing([&] { store.reset(); });
  gate.execute("COMMIT");
  closing.join();
  EXPECT_EQ(finish(), std::vector{CommitOutcome::kDone});
  EXPECT_TRUE(SqliteStore(file()).user(a_user().id));
}

TEST_F(SqliteWriter, MoreReadersThanConnectionsTakeTurns) {
  SqliteOptions options;
  options.most_readers = 2;
  SqliteStore store(file(), options);
  ASSERT_EQ(store.commit(commit_of(a_user())), CommitOutcome::kDone);
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 8; ++reader) {
    readers.emplace_back([&] {
      for (int i = 0; i < 50; ++i) EXPECT_TRUE(store.user(a_user().id));
    });
  }
  for (auto& reader : readers) reader.join();
}

}  // namespace
}  // namespace callroom::store::test
