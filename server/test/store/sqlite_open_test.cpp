#include "test/store/sqlite_fixture.hpp"

#include "store/sqlite/schema.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <barrier>
#include <filesystem>
#include <thread>

// Opening: new files, old files, and files that are not ours.
namespace callroom::store::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

using SqliteOpen = SqliteFile;

std::int64_t current_version() { return sqlite::migrations().back().to; }

TEST_F(SqliteOpen, ANewFileIsMadeForItsOwnerOnly) {
  SqliteStore store(file());
  ASSERT_EQ(store.commit(commit_of(a_user())), app::CommitOutcome::kDone);
  for (const char* suffix : {"", "-wal", "-shm"}) {
    struct stat status {};
    ASSERT_EQ(::stat((file() + suffix).c_str(), &status), 0) << suffix;
    EXPECT_EQ(status.st_mode & 0777, 0600U) << suffix;
  }
}

TEST_F(SqliteOpen, RecordsAreThereAfterReopening) {
  {
    SqliteStore store(file());
    app::Commit commit = commit_of(a_user());
    commit.new_sessions = {a_session()};
    commit.presence = {a_stay(a_session().id)};
    commit.quality = {a_sample(a_session().id)};
    commit.ratings = {a_rating(a_session().id)};
    commit.audit = {a_record(a_session().id)};
    ASSERT_EQ(store.commit(commit), app::CommitOutcome::kDone);
  }
  SqliteStore store(file());
  EXPECT_EQ(dump(store.user(a_user().id)), dump(a_user()));
  EXPECT_EQ(dump(store.session(a_session().id)), dump(a_session()));
  EXPECT_EQ(dump(store.presence(a_session().id)), dump(std::vector{a_stay(a_session().id)}));
  EXPECT_EQ(dump(store.quality_of(a_session().id)), dump(std::vector{a_sample(a_session().id)}));
  EXPECT_EQ(dump(store.ratings_of({a_session().id})), dump(std::vector{a_rating(a_session().id)}));
  EXPECT_EQ(dump(store.audit_of(a_session().id)), dump(std::vector{a_record(a_session().id)}));
}

TEST_F(SqliteOpen, TwoStoresOnOneFileSeeEachOther) {
  SqliteStore server(file());
  SqliteStore command_line(file());
  ASSERT_EQ(command_line.commit(commit_of(a_user())), app::CommitOutcome::kDone);
  EXPECT_TRUE(server.user(a_user().id));
  ASSERT_EQ(server.commit(commit_of(a_user(2))), app::CommitOutcome::kDone);
  EXPECT_TRUE(command_line.user(a_user(2).id));
}

TEST_F(SqliteOpen, ManyMayOpenANewFileAtOnce) {
  constexpr int kOpeners = 8;
  std::barrier together(kOpeners);
  std::vector<std::thread> threads;
  for (int opener = 0; opener < kOpeners; ++opener) {
    threads.emplace_back([&, opener] {
      together.arrive_and_wait();
      SqliteStore store(file());
      EXPECT_EQ(store.commit(commit_of(a_user(static_cast<std::uint64_t>(opener + 1)))), app::CommitOutcome::kDone);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(SqliteStore(file()).users({}).items.size(), std::size_t{kOpeners});
}

TEST_F(SqliteOpen, AnEmptyFileIsANewDatabase) {
  write_bytes("");
  SqliteStore store(file());
  EXPECT_EQ(other_program().integer("PRAGMA user_version"), current_version());
}

TEST_F(SqliteOpen, ADatabaseOfANewerProgramIsRefusedNamingBothVersions) {
  { SqliteStore store(file()); }
  other_program().execute("PRAGMA user_version = 4711");
  const auto before = bytes();
  EXPECT_THAT(text_of_throw<std::runtime_error>([&] { SqliteStore{file()}; }),
              AllOf(HasSubstr(file()), HasSubstr("4711"), HasSubstr(std::to_string(current_version()))));
  EXPECT_TRUE(bytes() == before) << "left as it was";
}

TEST_F(SqliteOpen, AnotherProgramsDatabaseIsRefusedAndLeftAsItWas) {
  other_program().execute("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')");
  const auto before = bytes();
  EXPECT_THAT(text_of_throw<std::runtime_error>([&] { SqliteStore{file()}; }),
              AllOf(HasSubstr(file()), HasSubstr("another program")));
  EXPECT_TRUE(bytes() == before);
}

TEST_F(SqliteOpen, AFileThatIsNoDatabaseIsRefusedAndLeftAsItWas) {
  const std::string letter(5000, 'x');
  write_bytes(letter);
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { SqliteStore{file()}; }),
              AllOf(HasSubstr(file()), HasSubstr("not a database")));
  EXPECT_TRUE(bytes() == letter);
}

TEST_F(SqliteOpen, ADamagedDatabaseIsRefused) {
  { SqliteStore store(file()); }
  auto damaged = bytes();
  std::fill(damaged.begin() + 100, damaged.begin() + 4096, '\x5a');  // all of the first page but its header
  write_bytes(damaged);
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { SqliteStore{file()}; }),
              AllOf(HasSubstr(file()), HasSubstr("malformed")));
}

TEST_F(SqliteOpen, AMissingDirectoryIsNamed) {
  const auto nowhere = directory() / "missing" / "callroom.db";
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { SqliteStore{nowhere}; }),
              AllOf(HasSubstr(nowhere.string()), HasSubstr("No such file or directory")));
}

TEST_F(SqliteOpen, ADirectoryIsNoDatabase) {
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { SqliteStore{directory()}; }), HasSubstr(directory().string()));
}

/// What opening the file says to a user who may read it but not write. Root may do everything, so root asks as nobody,
/// in a child process.
std::string open_without_permission(const std::string& file) {
  constexpr ::uid_t kNobody = 65534;
  std::array<int, 2> pipe{};
  if (::pipe(pipe.data()) != 0) return "no pipe";
  const auto child = ::fork();
  if (child == 0) {
    std::string said = "it was opened";
    if (::geteuid() == 0 && ::setuid(kNobody) != 0) said = "cannot become nobody";
    try {
      SqliteStore store{file};
    } catch (const app::StoreUnavailable& error) {
      said = error.what();
    }
    const bool written = ::write(pipe[1], said.data(), said.size()) == static_cast<::ssize_t>(said.size());
    ::_exit(written ? 0 : 1);
  }
  ::close(pipe[1]);
  std::string said(4096, '\0');
  const auto size = ::read(pipe[0], said.data(), said.size());
  ::close(pipe[0]);
  said.resize(static_cast<std::size_t>(std::max<::ssize_t>(size, 0)));
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  return said;
}

TEST_F(SqliteOpen, AReadOnlyFileIsRefused) {
  { SqliteStore store(file()); }
  constexpr auto kMayRead = std::filesystem::perms{0444};
  constexpr auto kMayEnter = std::filesystem::perms{0555};
  std::filesystem::permissions(file(), kMayRead);
  std::filesystem::permissions(directory(), kMayEnter);
  EXPECT_THAT(open_without_permission(file()), AllOf(HasSubstr(file()), HasSubstr("readonly")));
  std::filesystem::permissions(directory(), std::filesystem::perms::owner_all);
}

TEST_F(SqliteOpen, ADatabaseOfVersion1KeepsItsRecordsAndTakesFeedback) {
  {
    auto old = other_program();
    sqlite::migrate(old, sqlite::migrations().first(1));
    old.execute("INSERT INTO users VALUES ('" + a_user().id.str() +
                "', 'User 1', 'user1@example.org', 'client', 'hash', 1, 2)");
    ASSERT_EQ(old.integer("PRAGMA user_version"), 1);
  }
  SqliteStore store(file());
  EXPECT_EQ(other_program().integer("PRAGMA user_version"), current_version());
  EXPECT_TRUE(store.user(a_user().id));
  auto commit = commit_of(a_sample(a_session().id));
  commit.ratings = {a_rating(a_session().id)};
  EXPECT_EQ(store.commit(commit), app::CommitOutcome::kDone);
  EXPECT_EQ(dump(store.quality_of(a_session().id)), dump(std::vector{a_sample(a_session().id)}));
}

// Migrations of a made-up history, run with the real machinery.
constexpr std::array kHistory{
    sqlite::Migration{1, "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1)"},
    sqlite::Migration{2, "ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y = x + 1"},
    sqlite::Migration{3, "CREATE INDEX a_y ON a (y)"},
};

TEST_F(SqliteOpen, MigrationsRunFromAnyVersionToTheLast) {
  for (std::size_t from = 0; from <= kHistory.size(); ++from) {
    SCOPED_TRACE(from);
    std::filesystem::remove(file());
    auto db = other_program();
    sqlite::migrate(db, std::span{kHistory}.first(from));
    EXPECT_EQ(db.integer("PRAGMA user_version"), static_cast<std::int64_t>(from));
    sqlite::migrate(db, kHistory);
    EXPECT_EQ(db.integer("PRAGMA user_version"), 3);
    EXPECT_EQ(db.integer("SELECT y FROM a"), 2);
    EXPECT_EQ(db.integer("SELECT count(*) FROM a"), 1) << "no step ran twice";
  }
}

TEST_F(SqliteOpen, AFailingMigrationLeavesTheVersionBeforeIt) {
  constexpr std::array kBroken{
      kHistory[0], sqlite::Migration{2, "CREATE TABLE b (x INTEGER) STRICT; INSERT INTO b VALUES ('no number')"}};
  auto db = other_program();
  EXPECT_THROW(sqlite::migrate(db, kBroken), app::StoreUnavailable);
  EXPECT_EQ(db.integer("PRAGMA user_version"), 1);
  EXPECT_EQ(db.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), 0);
  sqlite::migrate(db, kHistory);
  EXPECT_EQ(db.integer("PRAGMA user_version"), 3) << "a corrected program can go on";
}

TEST_F(SqliteOpen, TheMigrationsAreNumberedWithoutGaps) {
  std::int64_t expected = 1;
  for (const auto& step : sqlite::migrations()) EXPECT_EQ(step.to, expected++);
}

}  // namespace
}  // namespace callroom::store::test
