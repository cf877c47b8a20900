#include "store/mongo/documents.hpp"
#include "store/mongo/mongo_store.hpp"
#include "test/store/mongo_server.hpp"
#include "test/store/samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// A database that another application made and goes on using: read as it is meant, and nothing of it lost.
namespace callroom::store::test {
namespace {

using app::CommitOutcome;
using mongo::Document;
using ::testing::HasSubstr;

const std::string kId = id_of<domain::SessionId>(1).str();
const std::string kClient = id_of<domain::UserId>(1).str();
const std::string kPsychologist = id_of<domain::UserId>(2).str();

class MongoShared : public ::testing::Test {
 protected:
  const base::Secret uri{MongoServer::shared().new_database()};
  base::SystemClock clock;
  mongo::Database database{uri, clock};
  MongoStore store{uri, clock};

  void put(const char* collection, const Document& document) {
    ASSERT_EQ(database.insert(collection, document), mongo::Written::kYes);
  }
  /// A session with what an older application must have written, and no more.
  static Document bare() {
    Document made;
    made.id("_id", kId).id("clientId", kClient).id("psychologistId", kPsychologist).time("sessionDate", kNoon);
    return made;
  }
  domain::Session change_and_read(int access_count) {
    auto session = store.session(a_session().id).value();
    session.access_count = access_count;
    session.call_started = kNoon;
    session.status = domain::SessionStatus::kInProgress;
    auto commit = change_of(session);
    commit.audit = {a_record(session.id, static_cast<std::uint64_t>(access_count))};
    EXPECT_EQ(store.commit(commit), CommitOutcome::kDone);
    return store.session(session.id).value();
  }
  Document stored() { return database.find_one("sessions", mongo::by_id(kId)).value(); }
};

TEST_F(MongoShared, MissingFieldsHaveTheirDefaults) {
  put("sessions", bare());
  const auto session = store.session(a_session().id).value();
  EXPECT_EQ(session.status, domain::SessionStatus::kPending);
  EXPECT_EQ(session.payment, domain::PaymentStatus::kPending);
  EXPECT_EQ(session.type, domain::SessionType::kIndividual);
  EXPECT_EQ(session.access_count, 0);
  EXPECT_EQ(session.revision, 0);
  EXPECT_EQ(session.created_at, at(0)) << "as its id says";
}

TEST_F(MongoShared, ASessionWithoutARevisionCanBeChangedOnceARevision) {
  put("sessions", bare());
  EXPECT_EQ(change_and_read(1).revision, 1);
  auto old = a_session();
  old.revision = 0;
  EXPECT_EQ(store.commit(change_of(old)), CommitOutcome::kConflict);
}

TEST_F(MongoShared, UnknownFieldsSurviveEveryChange) {
  auto document = bare();
  document.text("notes", "brings the questionnaire")
      .document("billing", Document{}.text("code", "96.10").integer("cents", 12'000))
      .integer("__v", 3);
  put("sessions", document);
  EXPECT_EQ(change_and_read(1).status, domain::SessionStatus::kInProgress);
  EXPECT_EQ(change_and_read(2).access_count, 2);
  const auto after = stored();
  EXPECT_EQ(after.view().text("notes"), "brings the questionnaire");
  EXPECT_EQ(after.view().integer("__v"), 3);
  EXPECT_TRUE(mongo::same_field(after.view(), document.view(), "billing"));
  EXPECT_EQ(after.view().text("status"), "In Progress");
  EXPECT_EQ(after.view().time("videoCallStarted"), kNoon);
  EXPECT_FALSE(after.view().has("callroomOutbox")) << "delivered and cleared";
}

TEST_F(MongoShared, PopulatedAndTextualReferencesAreReadAndStayAsTheyAre) {
  Document client;
  client.id("_id", kClient).text("name", "Client Example");
  Document document;
  document.id("_id", kId)
      .document("clientId", client)
      .text("psychologistId", kPsychologist)
      .text("sessionDate", "2026-11-22T09:30:00.000Z")
      .text("paymentStatus", "Verified");
  put("sessions", document);
  const auto session = store.session(a_session().id).value();
  EXPECT_EQ(session.client_id.str(), kClient);
  EXPECT_EQ(session.psychologist_id.str(), kPsychologist);
  EXPECT_EQ(session.session_date, kNoon);
  EXPECT_EQ(session.payment, domain::PaymentStatus::kVerified);
  change_and_read(1);
  const auto after = stored();
  for (const auto* field : {"clientId", "psychologistId", "sessionDate", "paymentStatus"})
    EXPECT_TRUE(mongo::same_field(after.view(), document.view(), field)) << field;
  app::SessionFilter filter;
  filter.participant = id_of<domain::UserId>(2);
  EXPECT_EQ(store.sessions(filter, {}).items.size(), 1U) << "found by a reference that is text";
}

TEST_F(MongoShared, NullMeansMissing) {
  const auto* json =
      R"({"_id":{"$oid":"000000000000000000000001"},"clientId":{"$oid":"000000000000000000000001"},)"
      R"("psychologistId":{"$oid":"000000000000000000000002"},"sessionDate":{"$date":{"$numberLong":"0"}},)"
      R"("meetingLink":null,"videoCallStarted":null,"videoCallEnded":null,"accessCount":null,"status":"In Progress"})";
  bson_error_t error{};
  bson_t* parsed = bson_new_from_json(reinterpret_cast<const std::uint8_t*>(json), -1, &error);
  ASSERT_NE(parsed, nullptr) << error.message;
  put("sessions", Document{parsed});
  bson_destroy(parsed);
  const auto session = store.session(a_session().id).value();
  EXPECT_FALSE(session.meeting_link || session.call_started || session.call_ended);
  EXPECT_TRUE(store.ended_calls(std::nullopt, {}).items.empty());
  EXPECT_TRUE(store.running_calls().empty());
}

TEST_F(MongoShared, AWordThatNobodyKnowsIsNamedNotGuessed) {
  put("sessions", bare().text("status", "Postponed"));
  try {
    (void)store.session(a_session().id);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const app::StoreUnavailable& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr(kId), HasSubstr("status"), HasSubstr("Postponed")));
  }
}

TEST_F(MongoShared, AuditMetadataOfOthersIsReadWhateverItHolds) {
  Document metadata;
  metadata.integer("attempt", 2).document("device", Document{}.text("os", "any")).text("reason", "early");
  Document record;
  record.id("_id", id_of<domain::AuditId>(1).str()).text("action", "join_denied").time("timestamp", kNoon);
  put("videocallauditlogs", record.id("sessionId", kId).document("metadata", metadata));
  const auto found = store.audit_of(a_session().id);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].metadata.at("reason"), "early");
  EXPECT_THAT(found[0].metadata.at("device"), HasSubstr("\"os\""));
}

TEST_F(MongoShared, AUserOfAnotherApplicationKeepsItsFields) {
  Document user;
  user.id("_id", kClient).text("email", "c@example.org").text("password", "$2b$10$theirs").text("role", "client");
  put("users", user.text("phone", "+1 555 0100"));
  auto read = store.user(a_user().id).value();
  read.name = "Client Example";
  ASSERT_EQ(store.commit(change_of(read)), CommitOutcome::kDone);
  const auto after = database.find_one("users", mongo::by_id(kClient)).value();
  EXPECT_EQ(after.view().text("password"), "$2b$10$theirs");
  EXPECT_EQ(after.view().text("phone"), "+1 555 0100");
  EXPECT_EQ(after.view().text("name"), "Client Example");
}

}  // namespace
}  // namespace callroom::store::test
