#include "store/sqlite/sqlite_key_care.hpp"
#include "test/store/master_keys.hpp"
#include "test/store/planted.hpp"
#include "test/store/sqlite_fixture.hpp"

#include "store/sqlite/key_table.hpp"
#include "store/sqlite/schema.hpp"

#include <gmock/gmock.h>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

// Personal fields at rest: nothing of them in the files, keys that rotate, people who can be erased.
namespace callroom::store::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SqliteSealing : public SqliteFile {
 protected:
  [[nodiscard]] static SqliteOptions options(Sealing sealing) {
    SqliteOptions options;
    options.sealing = std::move(sealing);
    return options;
  }
  [[nodiscard]] static SqliteOptions sealed(char current = 'a', std::initializer_list<char> previous = {}) {
    return options(sealing_with(current, previous));
  }

  /// Every byte of the database, its log and whatever else lies beside it.
  [[nodiscard]] std::string all_bytes() const {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(directory())) {
      std::ifstream in(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
  }
  [[nodiscard]] std::vector<std::string> found() const {
    return planted_in(all_bytes());
  }

  void plant(const SqliteOptions& how) const {
    SqliteStore store(file(), how);
    ASSERT_EQ(store.commit(planted()), app::CommitOutcome::kDone);
  }
  /// The same, as a program of version 2 stored it.
  void plant_before_encryption() const {
    auto db = other_program();
    db.execute("PRAGMA journal_mode = WAL");
    sqlite::migrate(db, sqlite::migrations().first(2));
    const auto records = planted();
    const auto& user = records.new_users[0];
    const auto& session = records.new_sessions[0];
    const auto& audit = records.audit[0];
    const auto time = std::to_string(kNoon.time_since_epoch().count());
    const auto text = [](std::string_view value) { return "'" + std::string{value} + "'"; };
    db.execute("INSERT INTO users VALUES (" + text(user.id.str()) +
               ", 'Planted Name', 'planted@mail.example', 'client', " + text(user.password_hash.reveal()) + ", " +
               time + ", " + time + ")");
    db.execute(
        "INSERT INTO sessions (id, clientId, psychologistId, sessionDate, sessionType, status, paymentStatus, "
        "meetingLink, recordingEnabled, recordingUrl, accessCount, createdAt, updatedAt, revision) VALUES (" +
        text(session.id.str()) + ", " + text(session.client_id.str()) + ", " + text(session.psychologist_id.str()) +
        ", " + time + ", " + text(domain::to_string(session.type)) + ", " + text(domain::to_string(session.status)) +
        ", " + text(domain::to_string(session.payment)) +
        ", 'planted-room', 0, 'https://example.org/planted-url', 0, " + time + ", " + time + ", 0)");
    db.execute("INSERT INTO videocallauditlogs VALUES (" + text(audit.id.str()) + ", " + text(kSession.str()) + ", " +
               text(kUser.str()) + ", NULL, " + text(domain::to_string(audit.action)) + ", " +
               std::to_string(audit.timestamp.time_since_epoch().count()) +
               ", '{\"reason\":\"planted-reason\"}', '203.0.113.77', 'PlantedAgent/1.0', " + text(audit.error_code) +
               ", 'Planted message', " +
               (audit.duration_seconds ? std::to_string(*audit.duration_seconds) : std::string{"NULL"}) + ")");
    const auto& rating = records.ratings[0];
    db.execute("INSERT INTO videocallratings VALUES (" + text(kSession.str()) + ", " + text(rating.user_id.str()) +
               ", " + std::to_string(rating.rating) + ", 'Planted comment', " +
               std::to_string(rating.rated_at.time_since_epoch().count()) + ")");
  }

  void expect_readable(SqliteStore& store) const {
    const auto expected = planted();
    EXPECT_EQ(dump(store.user(kUser)), dump(expected.new_users[0]));
    EXPECT_EQ(dump(store.user_by_email("planted@mail.example")), dump(expected.new_users[0]));
    EXPECT_EQ(dump(store.session_by_room(domain::RoomId{"planted-room"})), dump(expected.new_sessions[0]));
    EXPECT_EQ(dump(store.ratings_of({kSession})), dump(expected.ratings));
    EXPECT_EQ(dump(store.audit_of(kSession)), dump(expected.audit));
  }
};

TEST_F(SqliteSealing, NoFileHoldsAPersonalField) {
  SqliteStore store(file(), sealed());
  ASSERT_EQ(store.commit(planted()), app::CommitOutcome::kDone);
  EXPECT_THAT(found(), IsEmpty()) << "with the log";
  other_program().execute("PRAGMA wal_checkpoint(TRUNCATE)");
  EXPECT_THAT(found(), IsEmpty()) << "in the file";
  expect_readable(store);
}

TEST_F(SqliteSealing, WithoutEncryptionTheSearchFindsThemAll) {
  SqliteStore store(file());
  ASSERT_EQ(store.commit(planted()), app::CommitOutcome::kDone);
  EXPECT_EQ(found(), kPlanted);
}

TEST_F(SqliteSealing, ADatabaseFromBeforeIsSealedWhenItIsOpened) {
  plant_before_encryption();
  ASSERT_EQ(found(), kPlanted);
  std::vector<std::string> reported;
  auto how = sealed();
  how.on_sealing = [&](std::string_view collection, std::int64_t) { reported.emplace_back(collection); };
  {
    SqliteStore store(file(), how);
    EXPECT_THAT(found(), IsEmpty()) << "not even in the unused parts of the file";
    expect_readable(store);
  }
  EXPECT_THAT(reported, testing::ElementsAre("users", "sessions", "videocallauditlogs", "videocallratings"));
  reported.clear();
  SqliteStore again(file(), how);
  EXPECT_THAT(reported, IsEmpty()) << "once";
}

TEST_F(SqliteSealing, AuditRecordsThatAreInTheChainAlreadyStayAsTheyAre) {
  plant({});
  if (auto db = other_program(); db.integer("SELECT count(*) FROM pragma_table_info('videocallauditlogs') "
                                            "WHERE name = 'seq'") == 0) {
    db.execute("ALTER TABLE videocallauditlogs ADD COLUMN seq INTEGER");
  }
  SqliteStore store(file(), sealed());
  expect_readable(store);
  EXPECT_THAT(found(),
              testing::UnorderedElementsAre("203.0.113.77", "PlantedAgent/1.0", "planted-reason", "Planted message"));
  const auto erased = SqliteKeyCare(file(), sealed()).erase(kUser, {});
  ASSERT_TRUE(erased);
  EXPECT_EQ(erased->plain_audit, 1) << "and whoever erases is told";
}

TEST_F(SqliteSealing, SealingGoesOnWhereItWasStopped) {
  constexpr std::uint64_t kUsers = 1200;  // more than two batches
  {
    SqliteStore store(file());
    app::Commit commit;
    for (std::uint64_t number = 1; number <= kUsers; ++number) commit.new_users.push_back(a_user(number));
    ASSERT_EQ(store.commit(commit), app::CommitOutcome::kDone);
  }
  struct Stopped : std::exception {};
  auto how = sealed();
  how.on_sealing = [](std::string_view, std::int64_t) { throw Stopped{}; };
  EXPECT_THROW(SqliteStore(file(), how), Stopped);
  EXPECT_EQ(other_program().integer("SELECT count(*) FROM users WHERE name LIKE 'enc:1:%'"), 500);

  std::vector<std::int64_t> reported;
  how.on_sealing = [&](std::string_view, std::int64_t records) { reported.push_back(records); };
  SqliteStore store(file(), how);
  EXPECT_THAT(reported, testing::ElementsAre(1000, 1200));
  for (const std::uint64_t number : {1U, 500U, 501U, 1200U}) {
    EXPECT_EQ(dump(store.user_by_email(a_user(number).email)), dump(a_user(number))) << number;
  }
}

TEST_F(SqliteSealing, WithoutAKeyAnEncryptedDatabaseIsRefused) {
  plant(sealed());
  EXPECT_THAT(text_of_throw<std::runtime_error>([&] { SqliteStore{file()}; }),
              AllOf(HasSubstr(file()), HasSubstr("VIDEO_CALL_ENCRYPTION_KEY")));
}

TEST_F(SqliteSealing, WithAnotherKeyItIsRefusedNamingBothKeys) {
  plant(sealed('a'));
  EXPECT_THAT(text_of_throw<std::runtime_error>([&] { SqliteStore(file(), sealed('b')); }),
              AllOf(HasSubstr(file()), HasSubstr(master_key('a').id), HasSubstr(master_key('b').id)));
}

TEST_F(SqliteSealing, AnAddressIsUniqueThoughSealed) {
  SqliteStore store(file(), sealed());
  ASSERT_EQ(store.commit(commit_of(a_user(1))), app::CommitOutcome::kDone);
  auto same = a_user(2);
  same.email = a_user(1).email;
  EXPECT_EQ(store.commit(commit_of(same)), app::CommitOutcome::kDuplicate);
}

TEST_F(SqliteSealing, ARefusedCommitLeavesNoKeyBehindAndTheNextOneMakesIt) {
  SqliteStore store(file(), sealed());
  ASSERT_EQ(store.commit(commit_of(a_user(1))), app::CommitOutcome::kDone);
  auto refused = commit_of(a_user(2));
  refused.new_users.push_back(a_user(1));
  ASSERT_EQ(store.commit(refused), app::CommitOutcome::kDuplicate);
  auto other = other_program();
  EXPECT_FALSE(sqlite::KeyTable(other).live(vault::user_scope(a_user(2).id.str())));
  ASSERT_EQ(store.commit(commit_of(a_user(2))), app::CommitOutcome::kDone);
  EXPECT_EQ(dump(store.user(a_user(2).id)), dump(a_user(2)));
}

TEST_F(SqliteSealing, AValueThatWasMovedToAnotherRecordIsRefusedByName) {
  SqliteStore store(file(), sealed());
  ASSERT_EQ(store.commit(commit_of(a_user(1))), app::CommitOutcome::kDone);
  ASSERT_EQ(store.commit(commit_of(a_user(2))), app::CommitOutcome::kDone);
  other_program().execute("UPDATE users SET name = (SELECT name FROM users WHERE id = '" + a_user(1).id.str() +
                          "') WHERE id = '" + a_user(2).id.str() + "'");
  EXPECT_TRUE(store.user(a_user(1).id));
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { (void)store.user(a_user(2).id); }),
              AllOf(HasSubstr(a_user(2).id.str()), HasSubstr("name")));
}

TEST_F(SqliteSealing, InASharedDatabaseOnlyWhatIsOursIsSealed) {
  auto sealing = sealing_with('a');
  sealing.policy = vault::SealingPolicy{vault::Sharing::kShared};
  SqliteStore store(file(), options(sealing));
  ASSERT_EQ(store.commit(planted()), app::CommitOutcome::kDone);
  EXPECT_THAT(found(),
              testing::UnorderedElementsAre("Planted Name", "planted@mail.example", "planted-room", "planted-url"));
  expect_readable(store);
}

TEST_F(SqliteSealing, ARotationRewrapsWhileAServerGoesOnAndTheOldKeyCanGo) {
  {
    SqliteStore store(file(), sealed('a'));
    app::Commit commit;
    for (std::uint64_t number = 100; number < 1300; ++number) commit.new_users.push_back(a_user(number));
    ASSERT_EQ(store.commit(commit), app::CommitOutcome::kDone);
    ASSERT_EQ(store.commit(planted()), app::CommitOutcome::kDone);
  }
  SqliteStore server(file(), sealed('b', {'a'}));
  std::atomic<bool> rotated{false};
  std::atomic<int> served{0};
  std::thread load([&] {
    for (std::uint64_t number = 2000; !rotated || served < 10; ++number, ++served) {
      EXPECT_EQ(server.commit(commit_of(a_user(number))), app::CommitOutcome::kDone);
      EXPECT_EQ(dump(server.user(a_user(100 + number % 1200).id)), dump(a_user(100 + number % 1200)));
    }
  });
  SqliteKeyCare care(file(), sealed('b', {'a'}));
  std::vector<std::int64_t> batches;
  EXPECT_GT(care.rewrap([&](std::int64_t done) { batches.push_back(done); }), 1200);
  rotated = true;
  load.join();
  EXPECT_GE(batches.size(), 3U);
  EXPECT_EQ(care.status().wrapped_by.count(master_key('a').id), 0U);
  EXPECT_EQ(care.rewrap({}), 0) << "nothing is left to do";
  SqliteStore after(file(), sealed('b'));
  expect_readable(after);
}

TEST_F(SqliteSealing, AnErasedPersonIsGoneAndTheRestStays) {
  SqliteStore server(file(), sealed());
  ASSERT_EQ(server.commit(planted()), app::CommitOutcome::kDone);
  expect_readable(server);  // so that its keys are in the server's memory

  SqliteKeyCare care(file(), sealed());
  const auto erased = care.erase(kUser, {});
  ASSERT_TRUE(erased);
  EXPECT_TRUE(erased->had_record);
  EXPECT_EQ(erased->keys, 1);
  EXPECT_EQ(erased->traces, app::KeyCare::Traces::kNone);

  const auto user = server.user(kUser);
  ASSERT_TRUE(user);
  EXPECT_EQ(user->name, "erased");
  EXPECT_EQ(user->email, "erased:" + kUser.str());
  EXPECT_TRUE(user->password_hash.empty());
  EXPECT_FALSE(server.user_by_email("planted@mail.example"));
  const auto audit = server.audit_of(kSession);
  ASSERT_EQ(audit.size(), 1U);
  EXPECT_EQ(audit[0].ip_address, "erased");
  EXPECT_EQ(audit[0].user_agent, "erased");
  EXPECT_EQ(audit[0].metadata, (std::map<std::string, std::string>{{"erased", "true"}}));
  EXPECT_EQ(audit[0].action, planted().audit[0].action);
  EXPECT_EQ(server.ratings_of({kSession})[0].comment, "erased");
  EXPECT_EQ(dump(server.session(kSession)), dump(planted().new_sessions[0]));
}

TEST_F(SqliteSealing, TheErasedKeyIsInNoFile) {
  SqliteStore server(file(), sealed());
  ASSERT_EQ(server.commit(planted()), app::CommitOutcome::kDone);
  auto other = other_program();
  const auto wrapped = sqlite::KeyTable(other).live(vault::user_scope(kUser.str()))->wrapped;
  ASSERT_THAT(all_bytes(), HasSubstr(wrapped)) << "else this test could not fail";
  ASSERT_TRUE(SqliteKeyCare(file(), sealed()).erase(kUser, {}));
  EXPECT_EQ(all_bytes().find(wrapped), std::string::npos);
}

TEST_F(SqliteSealing, AnAddressIsFreeAgainAfterErasureAndTwoPeopleCanBeErased) {
  SqliteStore server(file(), sealed());
  SqliteKeyCare care(file(), sealed());
  for (const std::uint64_t number : {1U, 2U}) {
    auto user = a_user(number);
    user.email = "again@mail.example";
    ASSERT_EQ(server.commit(commit_of(user)), app::CommitOutcome::kDone);
    ASSERT_TRUE(care.erase(user.id, {}));
  }
  EXPECT_EQ(server.users({}).items.size(), 2U);
}

TEST_F(SqliteSealing, TheTrailTellsOfTheErasureAndIsReadableAfterAnother) {
  SqliteStore server(file(), sealed());
  ASSERT_EQ(server.commit(planted()), app::CommitOutcome::kDone);
  SqliteKeyCare care(file(), sealed());
  ASSERT_TRUE(care.erase(kUser, {erasure_record(100)}));
  ASSERT_TRUE(care.erase(kUser, {erasure_record(101)}));
  const auto told = erasures_of(server);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(dump(told[1]), dump(erasure_record(100)));
  expect_linked(server.audit_log());
}

TEST_F(SqliteSealing, AnErasureThatCannotBeRecordedIsNotMade) {
  SqliteStore server(file(), sealed());
  ASSERT_EQ(server.commit(planted()), app::CommitOutcome::kDone);
  SqliteKeyCare care(file(), sealed());
  auto taken = erasure_record(100);
  taken.id = planted().audit[0].id;
  EXPECT_THROW((void)care.erase(kUser, {taken}), app::StoreUnavailable);
  expect_readable(server);
}

TEST_F(SqliteSealing, NobodyIsErasedWhoIsNotKnown) {
  SqliteKeyCare care(file(), sealed());
  EXPECT_FALSE(care.erase(kUser, {erasure_record(100)}));
  EXPECT_EQ(SqliteStore(file(), sealed()).audit_log().head().seq, 0);
}

TEST_F(SqliteSealing, WhatAnErasedPersonDoesLaterIsSealedWithANewKey) {
  SqliteStore server(file(), sealed());
  ASSERT_EQ(server.commit(planted()), app::CommitOutcome::kDone);
  SqliteKeyCare care(file(), sealed());
  ASSERT_TRUE(care.erase(kUser, {}));
  auto later = planted().audit[0];
  later.id = id_of<domain::AuditId>(77);
  ASSERT_EQ(server.commit(commit_of(later)), app::CommitOutcome::kDone);
  EXPECT_EQ(server.audit_of(kSession)[1].ip_address, "203.0.113.77");
  ASSERT_TRUE(care.erase(kUser, {}));
  EXPECT_EQ(server.audit_of(kSession)[1].ip_address, "erased");
}

}  // namespace
}  // namespace callroom::store::test
