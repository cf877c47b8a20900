#include "test/store/faulty_disk.hpp"
#include "test/store/sqlite_fixture.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <thread>

// Disks that fail, and power that does.
namespace callroom::store::test {
namespace {

using app::CommitOutcome;
using ::testing::HasSubstr;

class SqliteDisk : public SqliteFile {
 protected:
  SqliteOptions on_disk() const {
    SqliteOptions options;
    options.vfs = disk.name();
    return options;
  }

  FaultyDisk disk;
};

app::Commit numbered(std::uint64_t number) {
  auto commit = commit_of(a_session(number));
  commit.audit = {a_record(a_session(number).id, number)};
  return commit;
}

TEST_F(SqliteDisk, NothingIsAcknowledgedBeforeItIsSynced) {
  SqliteStore store(file(), on_disk());
  for (std::uint64_t number = 1; number <= 5; ++number) {
    const auto before = disk.operations();
    ASSERT_EQ(store.commit(numbered(number)), CommitOutcome::kDone);
    EXPECT_GT(disk.operations(), before);
    EXPECT_EQ(disk.unsynced("-wal"), 0U);
  }
}

struct Failure {
  const char* text;
  void (*begin)(FaultyDisk&);
};
constexpr std::array kFailures{
    Failure{"disk is full", [](FaultyDisk& disk) { disk.fail_writes(SQLITE_FULL); }},
    Failure{"disk I/O error", [](FaultyDisk& disk) { disk.fail_writes(SQLITE_IOERR_WRITE); }},
    Failure{"disk I/O error", [](FaultyDisk& disk) { disk.fail_syncs(SQLITE_IOERR_FSYNC); }},
};

TEST_F(SqliteDisk, AFailingDiskIsUnavailableAndLeavesNothingHalfWritten) {
  std::uint64_t number = 1;
  for (const auto& failure : kFailures) {
    SCOPED_TRACE(failure.text);
    auto store = std::make_unique<SqliteStore>(file(), on_disk());
    ASSERT_EQ(store->commit(numbered(number)), CommitOutcome::kDone);
    failure.begin(disk);
    EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { store->commit(numbered(number + 1)); }),
                HasSubstr(failure.text));
    EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { store->check(); }), HasSubstr(failure.text));
    EXPECT_TRUE(store->session(a_session(number).id)) << "what was there can still be read";
    EXPECT_FALSE(store->session(a_session(number + 1).id));
    disk.heal();
    EXPECT_NO_THROW(store->check());
    ASSERT_EQ(store->commit(numbered(number + 2)), CommitOutcome::kDone);
    store.reset();
    store = std::make_unique<SqliteStore>(file(), on_disk());
    EXPECT_TRUE(store->session(a_session(number).id));
    EXPECT_FALSE(store->session(a_session(number + 1).id));
    EXPECT_TRUE(store->audit_of(a_session(number + 1).id).empty());
    EXPECT_TRUE(store->session(a_session(number + 2).id));
    number += 3;
  }
}

TEST_F(SqliteDisk, EveryoneInABatchThatFailsIsTold) {
  constexpr std::uint64_t kCommits = 5;
  auto options = on_disk();
  options.busy_timeout = base::Minutes{5};  // the gate opens before
  SqliteStore store(file(), options);
  auto gate = other_program();
  gate.execute("BEGIN IMMEDIATE");
  std::atomic<int> told{0};
  std::vector<std::thread> threads;
  for (std::uint64_t number = 1; number <= kCommits; ++number) {
    threads.emplace_back([&, number] {
      EXPECT_THROW(store.commit(numbered(number)), app::StoreUnavailable);
      ++told;
    });
  }
  while (store.commit_stats().queued != kCommits) std::this_thread::yield();
  disk.fail_syncs(SQLITE_IOERR_FSYNC);
  gate.execute("COMMIT");
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(told, static_cast<int>(kCommits));
  EXPECT_EQ(store.commit_stats().failed, kCommits);
  EXPECT_EQ(store.commit_stats().done, 0U);
  disk.heal();
  EXPECT_TRUE(store.sessions({}, {}).items.empty());
}

TEST_F(SqliteDisk, AStoreThatCannotBeWrittenDoesNotOpen) {
  { SqliteStore store(file(), on_disk()); }
  disk.fail_writes(SQLITE_FULL);
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { SqliteStore(file(), on_disk()); }),
              ::testing::AllOf(HasSubstr(file()), HasSubstr("full")));
}

/// Commits until the power fails or all is done; gives the numbers that were acknowledged. Every third commit changes
/// session 1 as well, so that pages are overwritten and not only added.
std::vector<std::uint64_t> work(const std::string& file, const SqliteOptions& options) {
  constexpr std::uint64_t kCommits = 6;
  std::vector<std::uint64_t> acknowledged;
  try {
    SqliteStore store(file, options);
    std::int64_t revision = 0;
    for (std::uint64_t number = 1; number <= kCommits; ++number) {
      auto commit = numbered(number);
      if (number % 3 == 0) commit.sessions = {{a_session(1), revision}};
      if (store.commit(commit) != CommitOutcome::kDone) break;
      if (number % 3 == 0) ++revision;
      acknowledged.push_back(number);
    }
  } catch (const app::StoreUnavailable&) {  // NOLINT(bugprone-empty-catch): the power failed
  }
  return acknowledged;
}

void expect_whole(const std::string& file, const std::vector<std::uint64_t>& acknowledged) {
  FaultyDisk sound;  // only for speed: it does not wait for the machine's disk
  SqliteOptions options;
  options.vfs = sound.name();
  SqliteStore store(file, options);
  std::size_t there = 0;
  for (std::uint64_t number = 1; number <= 6; ++number) {
    const bool session = store.session(a_session(number).id).has_value();
    const bool audit = !store.audit_of(a_session(number).id).empty();
    EXPECT_EQ(session, audit) << "half of commit " << number;
    if (session) ++there;
    const auto known = std::find(acknowledged.begin(), acknowledged.end(), number) != acknowledged.end();
    EXPECT_TRUE(session || !known) << "acknowledged and lost: " << number;
  }
  EXPECT_LE(there, acknowledged.size() + 1) << "at most the one that was being written";
  if (there > 0) {
    EXPECT_EQ(store.session(a_session(1).id)->revision, static_cast<std::int64_t>(there / 3));
  }
  EXPECT_EQ(store.commit(commit_of(a_session(100))), CommitOutcome::kDone) << "and life goes on";
  sqlite::Connection db(file, {});
  EXPECT_EQ(db.text("PRAGMA integrity_check"), "ok");
}

TEST_F(SqliteDisk, WhatWasAcknowledgedSurvivesAPowerCutAtEveryOperation) {
  // From an empty file to the closing of the store: making, migrating, committing, checkpointing.
  std::mt19937 random(20261122);
  bool cut = true;
  std::uint64_t cuts = 0;
  for (std::uint64_t operations = 0; cut; ++operations) {
    for (const auto kept : {FaultyDisk::Kept::kNone, FaultyDisk::Kept::kSome, FaultyDisk::Kept::kAll}) {
      SCOPED_TRACE("cut after " + std::to_string(operations) + " operations, kept " +
                   std::to_string(static_cast<int>(kept)));
      for (const char* suffix : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(file() + suffix);
      write_bytes("");
      FaultyDisk failing;
      SqliteOptions options;
      options.vfs = failing.name();
      failing.cut_power_after(operations);
      const auto acknowledged = work(file(), options);
      cut = failing.power_is_cut();
      failing.leave_files(kept, random);
      expect_whole(file(), acknowledged);
      if (HasFailure()) return;
      if (!cut) {
        EXPECT_EQ(acknowledged.size(), 6U);
      }
      ++cuts;
    }
  }
  EXPECT_GT(cuts, 100U) << "the power failed nowhere";
}

}  // namespace
}  // namespace callroom::store::test
