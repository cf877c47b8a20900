#include "app/ports/audit_log.hpp"
#include "store/mongo/mongo_store.hpp"
#include "store/mongo/outbox.hpp"
#include "test/store/mongo_server.hpp"
#include "test/store/samples.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>
#include <array>
#include <csignal>
#include <memory>
#include <system_error>

// A commit that is cut off between any two of its steps is whole, or was never made.
namespace callroom::store::test {
namespace {

using app::CommitOutcome;

const domain::SessionId kSession = a_session().id;

class MongoCrash : public ::testing::Test {
 protected:
  std::string uri = MongoServer::shared().new_database();
  base::SystemClock clock;

  [[nodiscard]] std::unique_ptr<MongoStore> open(MongoOptions options = {}) const {
    return std::make_unique<MongoStore>(base::Secret{uri}, clock, std::move(options));
  }
  void prepare() const {
    auto commit = commit_of(a_session());
    commit.new_users = {a_user()};
    ASSERT_EQ(open()->commit(commit), CommitOutcome::kDone);
  }
  /// Runs store_mongo_crash_writer; it must be killed by itself.
  void die_at(const std::string& kind, const std::string& step) const {
    std::array<std::string, 4> words{CALLROOM_MONGO_CRASH_WRITER, uri, kind, step};
    const std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
    ::pid_t process = 0;
    const int error = ::posix_spawn(&process, words[0].c_str(), nullptr, nullptr, arguments.data(), environ);
    if (error != 0) throw std::system_error(error, std::generic_category(), words[0]);
    int status = 0;
    ::waitpid(process, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "it never came to " << step << ": " << status;
  }
};

void expect_all_records(app::Store& store) {
  EXPECT_EQ(dump(store.presence(kSession)), dump(std::vector{a_stay(kSession)}));
  EXPECT_EQ(dump(store.quality_of(kSession)), dump(std::vector{a_sample(kSession)}));
  EXPECT_EQ(dump(store.ratings_of({kSession})), dump(std::vector{a_rating(kSession)}));
  EXPECT_EQ(ids(store.audit_of(kSession)), ids(std::vector{a_record(kSession, 1), a_record(kSession, 2)}));
  auto& log = store.audit_log();
  app::ChainHead head;
  for (const auto& [record, prev_hash, hash] : log.chain(0, 10)) {
    EXPECT_EQ(prev_hash, head.hash);
    head = {record.seq, hash};
  }
  EXPECT_EQ(head.seq, 2) << "each once";
  EXPECT_EQ(log.head(), head);
}

TEST_F(MongoCrash, ASessionsCommitIsFinishedAtTheNextStart) {
  for (const auto* step : {"decided", "delivered"}) {
    uri = MongoServer::shared().new_database();
    prepare();
    die_at("session", step);
    for (int start = 0; start < 2; ++start) {  // the second finds nothing to do
      const auto store = open();
      EXPECT_EQ(store->session(kSession)->access_count, 7) << step;
      EXPECT_EQ(store->session(kSession)->revision, 1);
      expect_all_records(*store);
    }
  }
}

TEST_F(MongoCrash, RecordsAloneAreFinishedAtTheNextStart) {
  for (const auto* step : {"decided", "delivered"}) {
    uri = MongoServer::shared().new_database();
    prepare();
    die_at("records", step);
    expect_all_records(*open());
  }
}

TEST_F(MongoCrash, ACommitOfSeveralDocumentsIsCarriedOutAsAWhole) {
  for (const auto* step : {"decided", "changed", "delivered"}) {
    uri = MongoServer::shared().new_database();
    prepare();
    die_at("several", step);
    const auto store = open();
    EXPECT_EQ(store->session(kSession)->access_count, 7) << step;
    EXPECT_EQ(store->session(kSession)->revision, 1);
    EXPECT_EQ(store->user(a_user().id)->email, "renamed@example.org");
    EXPECT_FALSE(store->user_by_email(a_user().email));
    EXPECT_TRUE(store->user(a_user(2).id));
    expect_all_records(*store);
  }
}

TEST_F(MongoCrash, ACommitThatCannotBeCarriedOutIsUndone) {
  prepare();
  die_at("several", "decided");
  // Meanwhile another application took the address that the dead server's commit wanted for the new user.
  mongo::Database database(base::Secret{uri}, clock);
  auto squatter = a_user(9);
  squatter.email = a_user(2).email;
  mongo::Document taken;
  taken.id("_id", squatter.id.str()).text("email", squatter.email).text("role", "client");
  ASSERT_EQ(database.insert("users", taken), mongo::Written::kYes);
  const auto store = open();
  EXPECT_EQ(store->session(kSession)->access_count, 0);
  EXPECT_EQ(dump(store->user(a_user().id)), dump(a_user()));
  EXPECT_FALSE(store->user(a_user(2).id));
  EXPECT_TRUE(store->audit_of(kSession).empty());
  EXPECT_EQ(database.count("callroomjournal", {}), 0);
}

TEST_F(MongoCrash, WhatALivingServerCouldNotDeliverIsSeenByItsNextReader) {
  prepare();
  bool failing = true;
  MongoOptions options;
  options.between_steps = [&](std::string_view step) {
    if (failing && step == "decided") throw app::StoreUnavailable("the connection is gone");
  };
  const auto store = open(options);
  auto commit = change_of(a_session());
  commit.audit = {a_record(kSession)};
  EXPECT_EQ(store->commit(commit), CommitOutcome::kDone) << "it is decided, and safe";
  failing = false;
  EXPECT_EQ(store->audit_of(kSession).size(), 1U);
}

TEST_F(MongoCrash, AnotherServersOutboxIsFinishedBeforeItsSessionIsChanged) {
  prepare();
  const auto living = open();
  die_at("session", "decided");
  auto session = living->session(kSession).value();
  EXPECT_EQ(session.revision, 1);
  session.access_count = 8;
  EXPECT_EQ(living->commit(change_of(session)), CommitOutcome::kDone);
  EXPECT_EQ(living->session(kSession)->access_count, 8);
  expect_all_records(*living);
}

TEST_F(MongoCrash, ALateDeliveryDoesNotBringBackWhatWasReplaced) {
  const auto store = open();
  auto newer = a_stay(kSession);
  newer.last_seen = kNoon + base::Minutes{5};
  ASSERT_EQ(store->commit(commit_of(newer)), CommitOutcome::kDone);
  // What a server that was held up since long before delivers now.
  constexpr std::int64_t kLongBefore = 1;
  mongo::Database database(base::Secret{uri}, clock);
  const Sealing plain;
  mongo::Fields fields(database, plain);
  auto late = commit_of(a_stay(kSession));
  late.presence.push_back(a_stay(kSession, 2));
  late.quality = {a_sample(kSession)};
  const auto outbox = mongo::make_outbox({late, fields}, id_of<domain::AuditId>(99).str(), kLongBefore);
  mongo::AuditAppender appender(database, clock);
  for (int time = 0; time < 2; ++time) mongo::deliver(database, appender, outbox.view(), mongo::Delivery::kLate);
  EXPECT_EQ(dump(store->presence(kSession)), dump(std::vector{newer, a_stay(kSession, 2)}));
  EXPECT_EQ(store->quality_of(kSession).size(), 1U);
}

}  // namespace
}  // namespace callroom::store::test
