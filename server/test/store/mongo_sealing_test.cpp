#include "store/mongo/committer.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/indexes.hpp"
#include "store/mongo/key_collection.hpp"
#include "store/mongo/mongo_key_care.hpp"
#include "store/mongo/mongo_store.hpp"
#include "test/store/master_keys.hpp"
#include "test/store/mongo_server.hpp"
#include "test/store/planted.hpp"
#include "test/store/text_of_throw.hpp"

#include <gmock/gmock.h>
#include <atomic>
#include <memory>
#include <thread>

// Personal fields at rest in MongoDB: nothing of them in any collection or file, whose users and sessions are sealed,
// keys that rotate, people who can be erased.
namespace callroom::store::test {
namespace {

using app::CommitOutcome;
using mongo::Document;
using vault::Sharing;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

MongoOptions sealed(char current = 'a', std::initializer_list<char> previous = {}) {
  return {.vault = sealing_with(current, previous).vault};
}
MongoOptions sealed_and(Sharing sharing) {
  auto options = sealed();
  options.sharing = sharing;
  return options;
}

class MongoSealing : public ::testing::Test {
 protected:
  [[nodiscard]] std::unique_ptr<MongoStore> open(const MongoOptions& options = {}) const {
    return std::make_unique<MongoStore>(uri, clock, options);
  }
  void plant(const MongoOptions& how) const { ASSERT_EQ(open(how)->commit(planted()), CommitOutcome::kDone); }
  [[nodiscard]] MongoKeyCare care(const MongoOptions& options = sealed()) const { return {uri, clock, options}; }

  /// All documents of all collections as JSON, and what a server of ours has on the disk.
  [[nodiscard]] std::string everything() {
    std::string all = MongoServer::shared().bytes_of(database.name());
    const auto reply = database.command(Document{}.integer("listCollections", 1).boolean("nameOnly", true));
    const auto cursor = mongo::document_in(reply.view(), "cursor").value();
    for (const auto& listed : mongo::documents_in(cursor.view(), "firstBatch")) {
      database.each(listed.view().text("name").value().c_str(), {}, {}, [&](mongo::View view) {
        char* json = bson_as_canonical_extended_json(view.get(), nullptr);
        all.append(json).push_back('\n');
        bson_free(json);
      });
    }
    return all;
  }
  [[nodiscard]] std::vector<std::string> found() { return planted_in(everything()); }

  static void expect_readable(app::Store& store) {
    const auto expected = planted();
    EXPECT_EQ(dump(store.user(kUser)), dump(expected.new_users[0]));
    EXPECT_EQ(dump(store.user_by_email("planted@mail.example")), dump(expected.new_users[0]));
    EXPECT_EQ(dump(store.session_by_room(domain::RoomId{"planted-room"})), dump(expected.new_sessions[0]));
    EXPECT_EQ(dump(store.ratings_of({kSession})), dump(expected.ratings));
    EXPECT_EQ(dump(store.audit_of(kSession)), dump(expected.audit));
  }
  [[nodiscard]] Document stored_user() { return database.find_one(mongo::kUsers, mongo::by_id(kUser.str())).value(); }
  [[nodiscard]] std::vector<std::string> keys_of_user() {
    return mongo::live_keys(database, vault::user_scope(kUser.str()));
  }

  const base::Secret uri{MongoServer::shared().new_database()};
  base::SystemClock clock;
  mongo::Database database{uri, clock};
};

TEST_F(MongoSealing, NoCollectionAndNoFileHoldsAPersonalField) {
  const auto store = open(sealed());
  ASSERT_EQ(store->commit(planted()), CommitOutcome::kDone);
  EXPECT_THAT(found(), IsEmpty());
  expect_readable(*store);
  expect_linked(store->audit_log());
}

TEST_F(MongoSealing, WithoutEncryptionTheSearchFindsThemAll) {
  plant({});
  EXPECT_EQ(found(), kPlanted);
}

TEST_F(MongoSealing, NoStepOfACommitShowsAPersonalField) {
  std::vector<std::string> steps;
  auto how = sealed();
  how.between_steps = [&](std::string_view step) {
    steps.emplace_back(step);
    EXPECT_THAT(found(), IsEmpty()) << step;
  };
  const auto store = open(how);
  ASSERT_EQ(store->commit(planted()), CommitOutcome::kDone);
  auto session = store->session(kSession).value();
  session.recording_url = "https://example.org/planted-url/2";
  auto one = change_of(session);
  one.audit = {planted().audit[0]};
  one.audit[0].id = id_of<domain::AuditId>(50);
  ASSERT_EQ(store->commit(one), CommitOutcome::kDone);
  EXPECT_THAT(steps, AllOf(Contains("decided").Times(2), Contains("delivered").Times(2), Contains("changed")));
  EXPECT_EQ(store->session(kSession)->recording_url, "https://example.org/planted-url/2");
}

TEST_F(MongoSealing, WhatDoesNotChangeIsNotWrittenAnew) {
  const auto store = open(sealed());
  ASSERT_EQ(store->commit(planted()), CommitOutcome::kDone);
  const auto before = stored_user();
  auto user = store->user(kUser).value();
  user.role = domain::Role::kPsychologist;
  ASSERT_EQ(store->commit(change_of(user)), CommitOutcome::kDone);
  const auto after = stored_user();
  for (const auto* field : {"name", "email", "emailKey"})
    EXPECT_TRUE(mongo::same_field(before.view(), after.view(), field)) << field;
  EXPECT_EQ(after.view().text("role"), "psychologist");
}

TEST_F(MongoSealing, ADatabaseFromBeforeIsSealedWhenItIsOpened) {
  plant({});
  std::vector<std::string> reported;
  auto how = sealed();
  how.on_sealing = [&](std::string_view collection, std::int64_t) { reported.emplace_back(collection); };
  const auto store = open(how);
  expect_readable(*store);
  expect_linked(store->audit_log());
  EXPECT_THAT(reported, ElementsAre("users", "sessions", "videocallratings"));
  EXPECT_THAT(stored_user().view().text("name").value(), StartsWith("enc:1:"));
  const auto of_collection = [&](const char* name) {
    std::string all;
    database.each(name, {}, {}, [&](mongo::View view) {
      for (const auto& key : view.keys()) all += view.text(key.c_str()).value_or("") + "\n";
    });
    return planted_in(all);
  };
  for (const auto* name : {mongo::kUsers, mongo::kSessions, mongo::kRatings})
    EXPECT_THAT(of_collection(name), IsEmpty()) << name;
  EXPECT_THAT(of_collection(mongo::kAudit), Contains("203.0.113.77")) << "in the chain as it is";
  reported.clear();
  (void)open(how);
  EXPECT_THAT(reported, IsEmpty()) << "once";
  const auto erased = care().erase(kUser, {});
  ASSERT_TRUE(erased);
  EXPECT_EQ(erased->plain_audit, 1) << "and whoever erases is told";
}

TEST_F(MongoSealing, SealingGoesOnWhereItWasStopped) {
  constexpr std::uint64_t kUsers = 250;  // more than two batches
  (void)open();
  for (std::uint64_t number = 1; number <= kUsers; ++number) {
    const auto user = a_user(number);
    ASSERT_EQ(database.insert(mongo::kUsers, mongo::user_document(user)), mongo::Written::kYes);
  }
  struct Stopped : std::exception {};
  auto how = sealed();
  how.on_sealing = [](std::string_view, std::int64_t) { throw Stopped{}; };
  EXPECT_THROW((void)open(how), Stopped);
  std::vector<std::int64_t> reported;
  how.on_sealing = [&](std::string_view, std::int64_t records) { reported.push_back(records); };
  const auto store = open(how);
  EXPECT_THAT(reported, ElementsAre(200, 250));
  for (const std::uint64_t number : {1U, 100U, 101U, 250U}) {
    EXPECT_EQ(dump(store->user_by_email(a_user(number).email)), dump(a_user(number))) << number;
  }
}

TEST_F(MongoSealing, WithoutAKeyAnEncryptedDatabaseIsRefused) {
  plant(sealed());
  EXPECT_THAT(text_of_throw<std::runtime_error>([&] { (void)open(); }),
              AllOf(HasSubstr(database.name()), HasSubstr("VIDEO_CALL_ENCRYPTION_KEY")));
}

TEST_F(MongoSealing, WithAnotherKeyItIsRefusedNamingBothKeys) {
  plant(sealed('a'));
  EXPECT_THAT(text_of_throw<std::runtime_error>([&] { (void)open(sealed('b')); }),
              AllOf(HasSubstr(database.name()), HasSubstr(master_key('a').id), HasSubstr(master_key('b').id)));
}

TEST_F(MongoSealing, AnAddressIsUniqueThoughSealed) {
  const auto store = open(sealed());
  ASSERT_EQ(store->commit(commit_of(a_user(1))), CommitOutcome::kDone);
  auto same = a_user(2);
  same.email = a_user(1).email;
  EXPECT_EQ(store->commit(commit_of(same)), CommitOutcome::kDuplicate);
  const auto first = database.find_one(mongo::kUsers, mongo::by_id(a_user(1).id.str())).value();
  const auto taken = Document{}.id("_id", id_of<domain::UserId>(3).str()).copy("emailKey", first.view());
  EXPECT_EQ(database.insert(mongo::kUsers, taken), mongo::Written::kKeyTaken) << "the index says so, too";
}

TEST_F(MongoSealing, AValueThatWasMovedToAnotherRecordIsRefusedByName) {
  const auto store = open(sealed());
  ASSERT_EQ(store->commit(commit_of(a_user(1))), CommitOutcome::kDone);
  ASSERT_EQ(store->commit(commit_of(a_user(2))), CommitOutcome::kDone);
  const auto first = database.find_one(mongo::kUsers, mongo::by_id(a_user(1).id.str())).value();
  const auto moved = Document{}.document("$set", Document{}.copy("name", first.view()));
  ASSERT_EQ(database.update(mongo::kUsers, mongo::by_id(a_user(2).id.str()), moved), mongo::Written::kYes);
  EXPECT_TRUE(store->user(a_user(1).id));
  EXPECT_THAT(text_of_throw<app::StoreUnavailable>([&] { (void)store->user(a_user(2).id); }),
              AllOf(HasSubstr(a_user(2).id.str()), HasSubstr("name")));
}

TEST_F(MongoSealing, UsersAndSessionsThatWereThereBeforeUsStayReadable) {
  ASSERT_EQ(database.insert(mongo::kUsers, Document{}.id("_id", id_of<domain::UserId>(9).str()).text("email", "x")),
            mongo::Written::kYes);
  const auto store = open(sealed());
  ASSERT_EQ(store->commit(planted()), CommitOutcome::kDone);
  EXPECT_THAT(found(),
              UnorderedElementsAre("Planted Name", "planted@mail.example", "planted-room", "planted-url"));
  expect_readable(*store);
  EXPECT_FALSE(stored_user().view().has("emailKey"));
  for (const auto& name : mongo::existing_indexes(database, mongo::kUsers)) EXPECT_NE(name, "emailKey_1");
}

TEST_F(MongoSealing, ADatabaseThatWeMadeIsOursWhenTheKeyComesLater) {
  plant({});
  const auto store = open(sealed());
  EXPECT_TRUE(stored_user().view().has("emailKey"));
}

TEST_F(MongoSealing, WhoSaysThatItIsSharedIsBelieved) {
  plant(sealed_and(Sharing::kShared));
  EXPECT_THAT(found(), Contains("Planted Name"));
  const auto later = open(sealed());
  EXPECT_EQ(stored_user().view().text("name"), "Planted Name") << "and it was not marked as ours";
  expect_readable(*later);
}

TEST_F(MongoSealing, WhatIsSealedCannotBeSharedAnyMore) {
  plant(sealed());
  EXPECT_THAT(text_of_throw<std::runtime_error>([&] { (void)open(sealed_and(Sharing::kShared)); }),
              AllOf(HasSubstr(database.name()), HasSubstr("store.shared")));
}

TEST_F(MongoSealing, ServersThatMakeAKeyAtOnceUseTheSame) {
  const auto one = open(sealed());
  const auto two = open(sealed());
  constexpr std::uint64_t kEach = 20;
  const auto write = [](app::Store& store, std::uint64_t first) {
    for (auto number = first; number < first + kEach; ++number) {
      auto record = a_record(a_session(number % kEach).id, number);
      record.user_id = id_of<domain::UserId>(100 + number % kEach);
      EXPECT_EQ(store.commit(commit_of(record)), CommitOutcome::kDone);
    }
  };
  std::thread beside{[&] { write(*two, kEach); }};
  write(*one, 0);
  beside.join();
  for (std::uint64_t user = 100; user < 100 + kEach; ++user) {
    const auto scope = vault::user_scope(id_of<domain::UserId>(user).str());
    EXPECT_EQ(mongo::live_keys(database, scope).size(), 1U);
  }
  app::PageRequest page;
  page.limit = 100;
  const auto all = one->audit_log().search({}, page).items;
  EXPECT_EQ(all.size(), 2 * kEach);
  for (const auto& record : all) EXPECT_EQ(record.ip_address, a_record(kSession).ip_address);
  expect_linked(one->audit_log());
}

TEST_F(MongoSealing, ARotationRewrapsWhileAServerGoesOnAndTheOldKeyCanGo) {
  {
    const auto store = open(sealed('a'));
    ASSERT_EQ(store->commit(planted()), CommitOutcome::kDone);
    for (std::uint64_t number = 100; number < 110; ++number)
      ASSERT_EQ(store->commit(commit_of(a_user(number))), CommitOutcome::kDone);
  }
  const auto server = open(sealed('b', {'a'}));
  std::atomic<bool> rotated{false};
  std::atomic<int> served{0};
  std::thread load([&] {
    for (std::uint64_t number = 2000; !rotated || served < 10; ++number, ++served) {
      EXPECT_EQ(server->commit(commit_of(a_user(number))), CommitOutcome::kDone);
      EXPECT_EQ(dump(server->user(a_user(100 + number % 10).id)), dump(a_user(100 + number % 10)));
    }
  });
  auto keys = care(sealed('b', {'a'}));
  EXPECT_GE(keys.rewrap({}), 12);
  rotated = true;
  load.join();
  EXPECT_THAT(keys.status().wrapped_by, ElementsAre(testing::Key(master_key('b').id)));
  EXPECT_EQ(keys.rewrap({}), 0) << "nothing is left to do";
  expect_readable(*open(sealed('b')));
}

TEST_F(MongoSealing, AnErasedPersonIsGoneAndTheRestStays) {
  const auto server = open(sealed());
  ASSERT_EQ(server->commit(planted()), CommitOutcome::kDone);
  expect_readable(*server);  // so that its keys are in the server's memory
  const auto erased = care().erase(kUser, {erasure_record(100)});
  ASSERT_TRUE(erased);
  EXPECT_TRUE(erased->had_record);
  EXPECT_EQ(erased->keys, 1);
  EXPECT_EQ(erased->plain_audit, 0);

  EXPECT_EQ(server->user(kUser)->name, "erased");
  EXPECT_TRUE(server->user(kUser)->password_hash.empty());
  EXPECT_FALSE(server->user_by_email("planted@mail.example"));
  const auto audit = server->audit_of(kSession);
  ASSERT_EQ(audit.size(), 1U);
  EXPECT_EQ(audit[0].ip_address, "erased");
  EXPECT_EQ(audit[0].user_agent, "erased");
  EXPECT_EQ(audit[0].metadata, (std::map<std::string, std::string>{{"erased", "true"}}));
  EXPECT_EQ(server->ratings_of({kSession})[0].comment, "erased");
  EXPECT_EQ(dump(server->session(kSession)), dump(planted().new_sessions[0]));
  EXPECT_EQ(dump(erasures_of(*server)), dump(std::vector{erasure_record(100)}));
  expect_linked(server->audit_log());
  EXPECT_THAT(keys_of_user(), IsEmpty());
}

TEST_F(MongoSealing, AnErasureThatIsCutOffIsFinishedByTheNextServer) {
  struct Died : std::exception {};
  plant(sealed());
  for (const std::string_view at : {"decided", "delivered"}) {
    const auto sealing = sealing_with('a');
    mongo::Committer dies(database, sealing, clock, [&](std::string_view step) {
      if (step == at) throw Died{};
    });
    EXPECT_THROW((void)dies.erase(kUser, {erasure_record(at.size())}), Died);
    const auto server = open(sealed());
    EXPECT_THAT(keys_of_user(), IsEmpty()) << at;
    EXPECT_EQ(erasures_of(*server)[0].id, erasure_record(at.size()).id) << at;
    EXPECT_FALSE(stored_user().view().has("callroomOutbox")) << at;
    expect_linked(server->audit_log());
  }
}

TEST_F(MongoSealing, SomebodyWithoutARecordIsErasedBeforeOrAfterTheCut) {
  struct Died : std::exception {};
  const auto server = open(sealed());
  auto record = planted().audit[0];
  ASSERT_EQ(server->commit(commit_of(record)), CommitOutcome::kDone);
  const auto sealing = sealing_with('a');
  mongo::Committer dies(database, sealing, clock, [](std::string_view) { throw Died{}; });
  EXPECT_THROW((void)dies.erase(kUser, {erasure_record(100)}), Died);
  (void)open(sealed());
  EXPECT_EQ(server->audit_of(kSession)[0].ip_address, "erased");
  EXPECT_EQ(erasures_of(*server).size(), 1U);
}

TEST_F(MongoSealing, AnAddressIsFreeAgainAfterErasureAndTwoPeopleCanBeErased) {
  for (const auto sharing : {Sharing::kShared, Sharing::kOwn}) {
    const auto server = open(sealed_and(sharing));
    auto keys = care(sealed_and(sharing));
    for (const std::uint64_t number : {1U, 2U}) {
      auto user = a_user(number + (sharing == Sharing::kOwn ? 10U : 0U));
      user.email = "again@mail.example";
      ASSERT_EQ(server->commit(commit_of(user)), CommitOutcome::kDone);
      ASSERT_TRUE(keys.erase(user.id, {}));
    }
  }
  EXPECT_EQ(open(sealed())->users({}).items.size(), 4U);
}

TEST_F(MongoSealing, ErasureLeavesTheFieldsOfAnotherApplicationAlone) {
  auto theirs = Document{}.id("_id", kUser.str()).text("email", "planted@mail.example").text("phone", "+1 555 0100");
  ASSERT_EQ(database.insert(mongo::kUsers, theirs), mongo::Written::kYes);
  ASSERT_TRUE(care().erase(kUser, {}));
  EXPECT_EQ(stored_user().view().text("phone"), "+1 555 0100");
  EXPECT_EQ(stored_user().view().text("email"), "erased:" + kUser.str());
  EXPECT_FALSE(stored_user().view().has("name"));
}

TEST_F(MongoSealing, NobodyIsErasedWhoIsNotKnown) {
  EXPECT_FALSE(care().erase(kUser, {erasure_record(100)}));
  EXPECT_EQ(open(sealed())->audit_log().head().seq, 0);
}

TEST_F(MongoSealing, WhatAnErasedPersonDoesLaterIsSealedWithANewKey) {
  const auto server = open(sealed());
  ASSERT_EQ(server->commit(planted()), CommitOutcome::kDone);
  auto keys = care();
  ASSERT_TRUE(keys.erase(kUser, {}));
  auto later = planted().audit[0];
  later.id = id_of<domain::AuditId>(77);
  ASSERT_EQ(server->commit(commit_of(later)), CommitOutcome::kDone);
  EXPECT_EQ(server->audit_of(kSession)[1].ip_address, "203.0.113.77");
  ASSERT_TRUE(keys.erase(kUser, {}));
  EXPECT_EQ(server->audit_of(kSession)[1].ip_address, "erased");
}

}  // namespace
}  // namespace callroom::store::test
