#include "store/transfer/transfer.hpp"

#include "app/ports/audit_log.hpp"
#include "app/ports/metrics_book.hpp"
#include "integrity/audit_chain.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/indexes.hpp"
#include "store/mongo/key_collection.hpp"
#include "store/mongo/mongo_store.hpp"
#include "store/mongo/mongo_transfer.hpp"
#include "store/sqlite/sqlite_key_care.hpp"
#include "store/sqlite/sqlite_transfer.hpp"
#include "test/store/master_keys.hpp"
#include "test/store/mongo_server.hpp"
#include "test/store/sqlite_fixture.hpp"

#include <gmock/gmock.h>

#include <optional>

// Moving everything from SQLite to MongoDB and back.
namespace callroom::store::test {
namespace {

using mongo::Document;
using mongo::MongoTransfer;
using sqlite::SqliteTransfer;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using transfer::Options;
using transfer::Refused;

constexpr std::uint64_t kSessions = 600;  // two batches

const transfer::Progress kSilent = [](transfer::Phase, const std::string&, std::int64_t, std::int64_t) {};

app::Commit everything(std::uint64_t sessions) {
  app::Commit commit;
  commit.new_users = {a_user(1), a_user(2)};
  commit.new_users[1].name = "With \xC3\xA9 and \"quotes\"";
  for (std::uint64_t number = 1; number <= sessions; ++number) commit.new_sessions.push_back(a_session(number));
  auto& session = commit.new_sessions.front();
  session.meeting_link = domain::RoomId{"room-1"};
  session.call_started = kNoon;
  session.call_ended = kNoon + base::Minutes{50};
  session.recording_url = "https://records.example.org/1";
  session.last_accessed = kNoon;
  session.access_count = 7;
  commit.presence = {a_stay(session.id, 1), a_stay(session.id, 2)};
  commit.presence[1].left_at = kNoon + base::Minutes{1};
  commit.quality = {a_sample(session.id, 1), a_sample(session.id, 2)};
  commit.quality[1].reading.rtt_ms = std::nullopt;
  commit.quality[1].reading.local_candidate = std::nullopt;
  commit.ratings = {a_rating(session.id)};
  for (std::uint64_t number = 1; number <= 20; ++number) {
    auto record = a_record(session.id, number);
    record.timestamp = kNoon + base::Minutes{static_cast<std::int64_t>(number)};
    commit.audit.push_back(record);
  }
  auto& full = commit.audit.back();
  full.user_id = id_of<domain::UserId>(2);
  full.room_id = domain::RoomId{"room-1"};
  full.metadata = {{"requestId", "r-1"}, {"a.b$", "a name that no field may have"}, {"bytes", "\xE9"}};
  full.ip_address = "2001:db8::1";
  full.user_agent = "latin-1 \xE9";
  full.error_code = "TOO_EARLY";
  full.duration_seconds = 0;
  return commit;
}

void fill(app::Store& store, std::uint64_t sessions = kSessions) {
  ASSERT_EQ(store.commit(everything(sessions)), app::CommitOutcome::kDone);
  const app::SweepPlan plan{.before = {{domain::AuditAction::kJoinAttempt, kNoon + base::Minutes{6}}}};
  ASSERT_EQ(store.audit_log().sweep(plan, [](const app::Tombstone&) { return R"({"signed":true})"; }), 5U);
  domain::MetricsBucket bucket{.key = {domain::MetricsPeriod::kHourly, kNoon}, .epoch = 1, .events_through = 20};
  bucket.tally.attempts = 1;
  bucket.tally.completed_calls = 2;
  bucket.tally.duration_seconds = 7;
  bucket.tally.join_time.add(1200, 3);
  bucket.tally.error_counts = {{"TOO_EARLY", 11}, {"dollar.$", 1}};
  bucket.tally.users = {id_of<domain::UserId>(1), id_of<domain::UserId>(2)};
  auto idle = bucket;
  idle.key.period = domain::MetricsPeriod::kDaily;
  idle.tally = {};
  app::MetricsPosition next;
  next.events = 20;
  next.swept_before = kNoon;
  ASSERT_EQ(store.metrics().write({{bucket, idle}, store.metrics().position(), next}), app::CommitOutcome::kDone);
}

class Transfer : public SqliteFile {
 protected:
  const base::Secret uri{MongoServer::shared().new_database()};
  base::SystemClock clock;
  mongo::Database database{uri, clock};

  [[nodiscard]] SqliteTransfer source() const { return {file(), SqliteTransfer::Use::kSource}; }
  [[nodiscard]] SqliteTransfer other_file() const {
    return {directory() / "other.db", SqliteTransfer::Use::kTarget};
  }
  transfer::Report to_mongo(const Options& options = {}) {
    auto from = source();
    MongoTransfer to(uri, clock);
    return transfer::transfer(from, to, options, kSilent);
  }
  transfer::Report to_other_file(const Options& options = {}) {
    MongoTransfer from(uri, clock);
    auto to = other_file();
    return transfer::transfer(from, to, options, kSilent);
  }
  std::string refusal(const std::function<void()>& act) { return text_of_throw<Refused>(act); }
};

/// An erased person's address is overwritten by "erased" in SQLite, which MongoDB's unique index allows once: there its
/// id follows.
std::string shown(app::Store& store, const domain::UserId& id) {
  auto user = store.user(id);
  if (user && user->email.starts_with("erased")) user->email = "erased";
  return dump(user);
}

/// What is asked of both stores gives the same.
void expect_same(app::Store& a, app::Store& b) {
  const auto session = id_of<domain::SessionId>(1);
  for (std::uint64_t number = 1; number <= 2; ++number)
    EXPECT_EQ(shown(a, id_of<domain::UserId>(number)), shown(b, id_of<domain::UserId>(number)));
  EXPECT_EQ(dump(a.user_by_email("user1@example.org")), dump(b.user_by_email("user1@example.org")));
  EXPECT_EQ(dump(a.session_by_room(domain::RoomId{"room-1"})), dump(b.session_by_room(domain::RoomId{"room-1"})));
  EXPECT_TRUE(b.session_by_room(domain::RoomId{"room-1"})) << "found by its link";
  EXPECT_EQ(dump(a.session(id_of<domain::SessionId>(3))), dump(b.session(id_of<domain::SessionId>(3))));
  EXPECT_EQ(dump(a.presence(session)), dump(b.presence(session)));
  EXPECT_EQ(dump(a.quality_of(session)), dump(b.quality_of(session)));
  EXPECT_EQ(a.average_levels({session}), b.average_levels({session}));
  EXPECT_EQ(dump(a.ratings_of({session})), dump(b.ratings_of({session})));
  EXPECT_EQ(dump(a.audit_of(session)), dump(b.audit_of(session)));
  EXPECT_EQ(a.audit_log().head(), b.audit_log().head());
  const auto gone = b.audit_log().tombstone_at(3);
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->document, R"({"signed":true})");
  EXPECT_EQ(a.metrics().position(), b.metrics().position());
  for (const auto period : {domain::MetricsPeriod::kHourly, domain::MetricsPeriod::kDaily})
    EXPECT_EQ(a.metrics().bucket({period, kNoon}), b.metrics().bucket({period, kNoon}));
}

TEST_F(Transfer, EverythingThereAndBack) {
  { fill(*std::make_unique<SqliteStore>(file())); }
  const auto there = to_mongo();
  ASSERT_EQ(there.tables.size(), transfer::forms().size());
  for (const auto& table : there.tables) {
    EXPECT_EQ(table.source, table.target) << table.table;
    if (table.table != "callroomkeys") {
      EXPECT_GT(table.source.records, 0) << table.table << " is not tried";
    }
  }
  const auto back = to_other_file();
  for (std::size_t i = 0; i < back.tables.size(); ++i) EXPECT_EQ(back.tables[i].target, there.tables[i].source);

  SqliteStore first(file());
  MongoStore moved(uri, clock);
  SqliteStore last((directory() / "other.db").string());
  expect_same(first, moved);
  expect_same(first, last);
  // The chain holds link by link; what it began with was swept, and the tombstones of this test are not signed.
  integrity::ChainHasher hasher;
  for (auto* store : std::initializer_list<app::Store*>{&moved, &last}) {
    for (const auto& [record, prev_hash, hash] : store->audit_log().chain(0, 100))
      EXPECT_EQ(hasher.hash(record, prev_hash), hash) << record.seq;
  }
  // And goes on in its new place.
  ASSERT_EQ(moved.commit(commit_of(a_record(id_of<domain::SessionId>(1), 99))), app::CommitOutcome::kDone);
  EXPECT_EQ(moved.audit_log().head().seq, 21);
}

TEST_F(Transfer, ASecondRunFindsEverythingThere) {
  { fill(*std::make_unique<SqliteStore>(file())); }
  (void)to_mongo();
  const auto again = to_mongo();
  EXPECT_TRUE(again.already_there);
  for (const auto& table : again.tables) EXPECT_EQ(table.written, 0);
}

/// Throws at the nth batch, before or after it is written.
class CutOff final : public transfer::Target {
 public:
  CutOff(transfer::Target& target, int batch) : target_(target), left_(batch) {}
  [[nodiscard]] std::string name() const override { return target_.name(); }
  void require_usable() override { target_.require_usable(); }
  std::int64_t count(const transfer::Form& form) override { return target_.count(form); }
  transfer::LeftOut others() override { return target_.others(); }
  std::vector<transfer::Record> read(const transfer::Form& form, const std::optional<transfer::Record>& after,
                                     std::size_t limit, transfer::LeftOut& left_out) override {
    return target_.read(form, after, limit, left_out);
  }
  std::optional<std::string> unfinished() override { return target_.unfinished(); }
  void begin(const std::string& source) override { target_.begin(source); }
  transfer::Position position(const transfer::Form& form) override { return target_.position(form); }
  void write(const transfer::Form& form, const std::vector<transfer::Record>& records,
             const transfer::Position& then) override {
    if (left_-- == 0) throw app::StoreUnavailable("cut off");
    target_.write(form, records, then);
  }
  void clear() override { target_.clear(); }
  void finish() override { target_.finish(); }

 private:
  transfer::Target& target_;
  int left_;
};

TEST_F(Transfer, GoesOnWhereverItWasCutOff) {
  { fill(*std::make_unique<SqliteStore>(file())); }
  std::int64_t written_at_last = -1;
  for (int batch = 0; written_at_last < 0; ++batch) {
    ASSERT_LT(batch, 40) << "never finished";
    auto from = source();
    MongoTransfer whole(uri, clock);
    CutOff to(whole, batch == 0 ? 0 : 1);  // one batch each time
    try {
      const auto report = transfer::transfer(from, to, {}, kSilent);
      EXPECT_TRUE(report.resumed);
      written_at_last = 0;
      for (const auto& table : report.tables) {
        EXPECT_EQ(table.source, table.target) << table.table;
        written_at_last += table.written;
      }
    } catch (const app::StoreUnavailable&) {
      const auto text = text_of_throw<app::StoreUnavailable>([&] { MongoStore(uri, clock); });
      EXPECT_THAT(text, HasSubstr("part of a transfer")) << "no server starts on half of the records";
    }
  }
  EXPECT_LE(written_at_last, 500) << "the last run wrote what was left, and nothing again";
  SqliteStore first(file());
  MongoStore moved(uri, clock);
  expect_same(first, moved);
}

TEST_F(Transfer, BackIntoAFileItGoesOnAsWell) {
  { fill(*std::make_unique<MongoStore>(uri, clock), 3); }
  {
    MongoTransfer from(uri, clock);
    auto whole = other_file();
    CutOff to(whole, 3);
    EXPECT_THROW((void)transfer::transfer(from, to, {}, kSilent), app::StoreUnavailable);
  }
  const auto half = (directory() / "other.db").string();
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { SqliteStore store(half); }), HasSubstr("part of a transfer"));
  EXPECT_TRUE(to_other_file().resumed);
  MongoStore first(uri, clock);
  SqliteStore moved(half);
  expect_same(first, moved);
}

TEST_F(Transfer, ADryRunReadsEverythingAndChangesNothing) {
  { fill(*std::make_unique<SqliteStore>(file())); }
  SqliteTransfer from(file(), SqliteTransfer::Use::kLook);
  MongoTransfer to(uri, clock);
  Options dry;
  dry.dry_run = true;
  const auto report = transfer::transfer(from, to, dry, kSilent);
  EXPECT_EQ(report.tables[2].source.records, kSessions);
  for (const auto& form : transfer::forms()) EXPECT_EQ(to.count(form), 0) << form.table;
  EXPECT_FALSE(to.unfinished());
}

TEST_F(Transfer, ATargetThatHoldsOtherDataIsRefusedAndKept) {
  { fill(*std::make_unique<SqliteStore>(file())); }
  {
    MongoStore theirs(uri, clock);
    ASSERT_EQ(theirs.commit(commit_of(a_user(77))), app::CommitOutcome::kDone);
  }
  const auto text = refusal([&] { (void)to_mongo(); });
  EXPECT_THAT(text, AllOf(HasSubstr("holds other data"), HasSubstr("1 in users")));
  EXPECT_EQ(database.count("users", {}), 1);
  Options over;
  over.start_over = true;
  EXPECT_THAT(refusal([&] { (void)to_mongo(over); }), HasSubstr("holds other data"))
      << "only what a transfer put there is removed";
  EXPECT_EQ(database.count("users", {}), 1);
}

TEST_F(Transfer, PartOfATransferFromElsewhereIsRefusedUntilItIsToldToStartOver) {
  { fill(*std::make_unique<SqliteStore>(file())); }
  MongoTransfer to(uri, clock);
  to.begin("sqlite /somewhere/else.db");
  EXPECT_THAT(refusal([&] { (void)to_mongo(); }), HasSubstr("/somewhere/else.db"));
  Options over;
  over.start_over = true;
  EXPECT_FALSE(to_mongo(over).resumed);
  EXPECT_FALSE(to.unfinished());
}

TEST_F(Transfer, WhatDiffersAtTheEndIsNamed) {
  { fill(*std::make_unique<SqliteStore>(file())); }
  auto from = source();
  MongoTransfer to(uri, clock);
  const transfer::Progress change = [&](transfer::Phase phase, const std::string& table, std::int64_t, std::int64_t) {
    if (phase != transfer::Phase::kWriting || table != "callpresence") return;
    const auto set = Document{}.document("$set", Document{}.text("status", "Cancelled"));
    (void)database.update("sessions", mongo::by_id(id_of<domain::SessionId>(3).str()), set);
  };
  const auto text = refusal([&] { (void)transfer::transfer(from, to, {}, change); });
  EXPECT_THAT(text, AllOf(HasSubstr("differ in sessions"), HasSubstr("600 in the target")));
  EXPECT_TRUE(to.unfinished()) << "and no server starts on it";
}

TEST_F(Transfer, ALockedSourceTakesNoWritesThatWouldBeLost) {
  { fill(*std::make_unique<SqliteStore>(file())); }
  auto from = source();
  SqliteOptions impatient;
  impatient.busy_timeout = base::Millis{1};
  EXPECT_THROW(SqliteStore(file(), impatient), app::StoreUnavailable);
}

TEST_F(Transfer, FieldsThatSqliteHasNoPlaceForAreRefusedOrLeftOutAsAsked) {
  { fill(*std::make_unique<MongoStore>(uri, clock), 3); }
  const auto note = Document{}.document("$set", Document{}.text("notes", "theirs"));
  ASSERT_EQ(database.update("sessions", mongo::by_id(id_of<domain::SessionId>(1).str()), note), mongo::Written::kYes);
  ASSERT_EQ(database.insert("videocallmetrics", Document{}.text("period", "daily").integer("totalAttempts", 7)),
            mongo::Written::kYes);
  const auto text = refusal([&] { (void)to_other_file(); });
  EXPECT_THAT(text, AllOf(HasSubstr("sessions.notes (1 records)"), HasSubstr("videocallmetrics of another application"),
                          HasSubstr("--leave-out")));
  Options without;
  without.leave_out = true;
  EXPECT_EQ(to_other_file(without).left_out.at("sessions.notes"), 1);
}

TEST_F(Transfer, AnOlderApplicationsFormsBecomeTheContracts) {
  Document session;
  session.id("_id", id_of<domain::SessionId>(1).str())
      .document("clientId", Document{}.id("_id", id_of<domain::UserId>(1).str()).text("name", "populated"))
      .text("psychologistId", id_of<domain::UserId>(2).str())
      .text("sessionDate", "2026-11-22T09:30:00.000Z");
  ASSERT_EQ(database.insert("sessions", session), mongo::Written::kYes);
  (void)to_other_file();
  SqliteStore moved((directory() / "other.db").string());
  MongoStore first(uri, clock);
  const auto id = id_of<domain::SessionId>(1);
  EXPECT_EQ(dump(moved.session(id)), dump(first.session(id)));
  EXPECT_EQ(moved.session(id)->session_date, kNoon);
}

TEST_F(Transfer, ARecordThatNobodyUnderstandsIsNamedBeforeAnythingIsWritten) {
  ASSERT_EQ(database.insert("sessions", Document{}.text("_id", "s-1").text("status", "Pending")),
            mongo::Written::kYes);
  EXPECT_THAT(refusal([&] { (void)to_other_file(); }), AllOf(HasSubstr("sessions s-1"), HasSubstr("_id")));
}

TEST_F(Transfer, CommitsThatWereCutOffAreFinishedFirst) {
  Document user = mongo::user_document(a_user(1));
  user.document("callroomOutbox", Document{}.id("id", id_of<domain::UserId>(9).str()));
  ASSERT_EQ(database.insert("users", user), mongo::Written::kYes);
  EXPECT_THAT(refusal([&] { (void)to_other_file(); }), HasSubstr("start a server once"));
}

TEST_F(Transfer, SealedRecordsMoveWithTheirKeysAndBack) {
  const auto sealing = sealing_with('k');
  SqliteOptions sealed;
  sealed.sealing = sealing;
  SqliteStore before(file(), sealed);
  fill(before);
  ASSERT_EQ(before.commit(commit_of(a_user(3))), app::CommitOutcome::kDone);
  SqliteKeyCare care(file(), sealed);
  for (const auto number : {2U, 3U}) ASSERT_TRUE(care.erase(id_of<domain::UserId>(number), {})) << number;
  (void)to_mongo();
  MongoStore moved(uri, clock, {.vault = sealing.vault});
  expect_same(before, moved);
  EXPECT_THAT(database.find_one("users", mongo::by_id(a_user(1).id.str()))->view().text("name").value(),
              StartsWith("enc:1:"));
  auto user = moved.user(a_user(1).id).value();
  user.name = "Another Name";
  ASSERT_EQ(moved.commit(change_of(user)), app::CommitOutcome::kDone);
  EXPECT_EQ(mongo::live_keys(database, vault::user_scope(user.id.str())).size(), 1U) << "the one that moved";
  EXPECT_EQ(moved.user(a_user(2).id)->name, "erased");

  (void)to_other_file();
  SqliteStore back(directory() / "other.db", sealed);
  expect_same(moved, back);
}

TEST_F(Transfer, SealedPeopleDoNotGoWhereAnotherApplicationCouldNotReadThem) {
  SqliteOptions sealed;
  sealed.sealing = sealing_with('k');
  { fill(*std::make_unique<SqliteStore>(file(), sealed)); }
  mongo::create_indexes(database);  // the collections are there, and nobody noted that they are ours
  EXPECT_THAT(refusal([&] { (void)to_mongo(); }), AllOf(HasSubstr("users are encrypted"), HasSubstr("store.shared")));
  EXPECT_EQ(database.count("users", {}), 0);
}

}  // namespace
}  // namespace callroom::store::test
