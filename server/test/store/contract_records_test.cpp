#include "test/store/samples.hpp"
#include "test/store/store_contract.hpp"

// Records come back as they went in.
namespace callroom::store::test {
namespace {

using app::CommitOutcome;

TEST_P(StoreContract, AnEmptyStoreHasNothing) {
  EXPECT_FALSE(store->user(id_of<domain::UserId>(1)));
  EXPECT_FALSE(store->user_by_email("user1@example.org"));
  EXPECT_FALSE(store->session(id_of<domain::SessionId>(1)));
  EXPECT_FALSE(store->session_by_room(domain::RoomId{"room-1"}));
  EXPECT_TRUE(store->users({}).items.empty());
  EXPECT_FALSE(store->users({}).next);
  EXPECT_TRUE(store->sessions({}, {}).items.empty());
  EXPECT_TRUE(store->ended_calls(std::nullopt, {}).items.empty());
  EXPECT_TRUE(store->running_calls().empty());
  EXPECT_TRUE(store->presence(id_of<domain::SessionId>(1)).empty());
  EXPECT_TRUE(store->sessions_with_open_stays().empty());
  EXPECT_TRUE(store->audit_of(id_of<domain::SessionId>(1)).empty());
  EXPECT_TRUE(store->quality_of(id_of<domain::SessionId>(1)).empty());
  EXPECT_TRUE(store->quality_times(id_of<domain::SessionId>(1), id_of<domain::UserId>(1)).empty());
  EXPECT_TRUE(store->average_levels({id_of<domain::SessionId>(1)}).empty());
  EXPECT_TRUE(store->ratings_of({id_of<domain::SessionId>(1)}).empty());
  EXPECT_NO_THROW(store->check());
}

TEST_P(StoreContract, AnEmptyCommitIsDone) { EXPECT_EQ(store->commit({}), CommitOutcome::kDone); }

TEST_P(StoreContract, CheckChangesNothingThatCanBeSeen) {
  must_commit(commit_of(a_user()));
  store->check();
  store->check();
  EXPECT_EQ(dump(store->users({}).items), dump(std::vector{a_user()}));
}

TEST_P(StoreContract, AUserIsFoundByIdAndByEmail) {
  auto user = a_user();
  user.role = domain::Role::kPsychologist;
  user.updated_at = kNoon + base::Millis{1};
  must_commit(commit_of(user));
  EXPECT_EQ(dump(store->user(user.id)), dump(user));
  EXPECT_EQ(dump(store->user_by_email(user.email)), dump(user));
  EXPECT_FALSE(store->user(id_of<domain::UserId>(2)));
  EXPECT_FALSE(store->user_by_email("USER1@example.org")) << "the caller lower-cases, the store compares bytes";
}

TEST_P(StoreContract, AChangedUserReplacesTheOldOne) {
  must_commit(commit_of(a_user()));
  auto user = a_user();
  user.name = "Renamed";
  user.email = "new@example.org";
  user.role = domain::Role::kAdmin;
  user.password_hash = base::Secret{};
  user.updated_at = kNoon + base::Seconds{5};
  must_commit(change_of(user));
  EXPECT_EQ(dump(store->user(user.id)), dump(user));
  EXPECT_EQ(dump(store->user_by_email("new@example.org")), dump(user));
  EXPECT_FALSE(store->user_by_email(a_user().email)) << "the old address is free again";
  auto other = a_user(2);
  other.email = a_user().email;
  EXPECT_EQ(store->commit(commit_of(other)), CommitOutcome::kDone);
}

TEST_P(StoreContract, ASessionWithEveryFieldRoundTrips) {
  auto session = a_session();
  session.type = domain::SessionType::kGroup;
  session.status = domain::SessionStatus::kCompleted;
  session.payment = domain::PaymentStatus::kVerified;
  session.meeting_link = domain::RoomId{"room-0b6f9d52-6f2c-4a52-8c2e-0d9f1f1f8a11"};
  session.call_started = kNoon + base::Seconds{1};
  session.call_ended = kNoon + base::Minutes{50};
  session.recording_enabled = true;
  session.recording_url = "https://example.org/r/1";
  session.last_accessed = kNoon + base::Minutes{51};
  session.access_count = 7;
  session.revision = 3;
  must_commit(commit_of(session));
  EXPECT_EQ(dump(store->session(session.id)), dump(session));
  EXPECT_EQ(dump(store->session_by_room(*session.meeting_link)), dump(session));
}

TEST_P(StoreContract, ASessionWithoutOptionalFieldsRoundTrips) {
  must_commit(commit_of(a_session()));
  EXPECT_EQ(dump(store->session(a_session().id)), dump(a_session()));
}

TEST_P(StoreContract, AChangeCanSetAndClearOptionalFields) {
  must_commit(commit_of(a_session()));
  auto session = a_session();
  session.meeting_link = domain::RoomId{"room-1"};
  session.call_started = kNoon;
  session.recording_url = "";
  session.last_accessed = kNoon;
  must_commit(change_of(session));
  session.revision = 1;
  EXPECT_EQ(dump(store->session(session.id)), dump(session));

  auto cleared = a_session();
  cleared.revision = 1;
  must_commit(change_of(cleared));
  cleared.revision = 2;
  EXPECT_EQ(dump(store->session(session.id)), dump(cleared));
  EXPECT_FALSE(store->session_by_room(domain::RoomId{"room-1"})) << "the old room leads nowhere now";
}

TEST_P(StoreContract, EveryStatusTypePaymentRoleAndActionRoundTrips) {
  std::uint64_t number = 1;
  app::Commit commit;
  for (int status = 0; status <= static_cast<int>(domain::SessionStatus::kDeclined); ++status) {
    auto session = a_session(number++);
    session.status = static_cast<domain::SessionStatus>(status);
    commit.new_sessions.push_back(session);
  }
  for (int type = 0; type <= static_cast<int>(domain::SessionType::kAssessment); ++type) {
    auto session = a_session(number++);
    session.type = static_cast<domain::SessionType>(type);
    commit.new_sessions.push_back(session);
  }
  for (int payment = 0; payment <= static_cast<int>(domain::PaymentStatus::kVerified); ++payment) {
    auto session = a_session(number++);
    session.payment = static_cast<domain::PaymentStatus>(payment);
    commit.new_sessions.push_back(session);
  }
  for (int role = 0; role <= static_cast<int>(domain::Role::kAdmin); ++role) {
    auto user = a_user(number++);
    user.role = static_cast<domain::Role>(role);
    commit.new_users.push_back(user);
    auto stay = a_stay(a_session().id, number++);
    stay.role = user.role;
    commit.presence.push_back(stay);
  }
  for (int action = 0; action <= static_cast<int>(domain::AuditAction::kErrorOccurred); ++action) {
    auto record = a_record(a_session().id, number++);
    record.action = static_cast<domain::AuditAction>(action);
    commit.audit.push_back(record);
  }
  must_commit(commit);
  EXPECT_EQ(dump(store->sessions({}, {}).items), dump(commit.new_sessions));
  EXPECT_EQ(dump(store->users({}).items), dump(commit.new_users));
  EXPECT_EQ(dump(store->presence(a_session().id)), dump(commit.presence));
  EXPECT_EQ(dump(store->audit_of(a_session().id)), dump(commit.audit));
}

TEST_P(StoreContract, TimesBefore1970AndFarAwayRoundTrip) {
  auto session = a_session();
  session.session_date = at(-1);
  session.created_at = at(0);
  session.updated_at = at(253'402'300'799'999);  // the last millisecond of year 9999
  must_commit(commit_of(session));
  EXPECT_EQ(dump(store->session(session.id)), dump(session));
}

TEST_P(StoreContract, UnicodeEmptyAndOddTextRoundTrips) {
  auto user = a_user();
  user.name = "Zoë 🦊 \xD8\xB9\xD9\x84\xD9\x8A \"quoted\" 'x'; DROP TABLE users; --";
  user.email = "zo\xC3\xAB@example.org";
  auto nameless = a_user(2);
  nameless.name = "";
  nameless.password_hash = base::Secret{};
  auto odd = a_user(3);
  odd.name = std::string("a\0b", 3);
  odd.email = std::string("a\0c@example.org", 15);
  app::Commit commit;
  commit.new_users = {user, nameless, odd};
  must_commit(commit);
  EXPECT_EQ(dump(store->users({}).items), dump(commit.new_users));
  EXPECT_EQ(dump(store->user_by_email(user.email)), dump(user));
  EXPECT_EQ(dump(store->user_by_email(odd.email)), dump(odd));
  EXPECT_FALSE(store->user_by_email("a"));
}

TEST_P(StoreContract, VeryLongTextRoundTrips) {
  constexpr std::size_t kLong = 4 * 1024 * 1024;  // a thousand times what any route lets in
  auto record = a_record(a_session().id);
  record.user_agent = std::string(kLong, 'u');
  record.metadata["reason"] = std::string(kLong, 'r');
  must_commit(commit_of(record));
  const auto found = store->audit_of(a_session().id);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(dump(found[0]) == dump(record));  // not EXPECT_EQ: nobody wants to read the difference
}

TEST_P(StoreContract, AuditRecordsWithAllAndWithNoFieldsRoundTrip) {
  auto full = a_record(a_session().id, 1);
  full.action = domain::AuditAction::kJoinDenied;
  full.user_id = id_of<domain::UserId>(1);
  full.room_id = domain::RoomId{"room-1"};
  full.metadata = {{"requestId", "r-1"}, {"", ""}, {"a \"b\"", "\n\t\\"}, {"nul", std::string("x\0y", 3)}};
  full.ip_address = "2001:db8::1";
  full.user_agent = "latin-1 \xE9 in a header";
  full.error_code = "TOO_EARLY";
  full.error_message = "zu früh";
  full.duration_seconds = 0;
  const auto bare = a_record(a_session().id, 2);
  auto homeless = a_record(a_session().id, 3);
  homeless.session_id = std::nullopt;
  app::Commit commit;
  commit.audit = {full, bare, homeless};
  must_commit(commit);
  EXPECT_EQ(dump(store->audit_of(a_session().id)), dump(std::vector{full, bare}));
}

TEST_P(StoreContract, AuditIsOldestFirstAndPerSession) {
  auto late = a_record(a_session().id, 1);
  late.timestamp = kNoon + base::Millis{2};
  auto early = a_record(a_session().id, 3);
  auto same_time = a_record(a_session().id, 2);
  auto elsewhere = a_record(a_session(2).id, 4);
  app::Commit commit;
  commit.audit = {late, early, same_time, elsewhere};
  must_commit(commit);
  EXPECT_EQ(ids(store->audit_of(a_session().id)), ids(std::vector{same_time, early, late}));
  EXPECT_EQ(ids(store->audit_of(a_session(2).id)), ids(std::vector{elsewhere}));
}

TEST_P(StoreContract, PresenceIsReplacedById) {
  const auto session = a_session().id;
  auto stay = a_stay(session);
  must_commit(commit_of(stay));
  stay.last_seen = kNoon + base::Seconds{15};
  stay.reconnections = 2;
  must_commit(commit_of(stay));
  EXPECT_EQ(dump(store->presence(session)), dump(std::vector{stay}));
  stay.left_at = kNoon + base::Seconds{16};
  must_commit(commit_of(stay));
  EXPECT_EQ(dump(store->presence(session)), dump(std::vector{stay}));
}

TEST_P(StoreContract, PresenceIsInTheOrderOfJoiningAndPerSession) {
  auto second = a_stay(a_session().id, 1);
  second.joined_at = kNoon + base::Seconds{1};
  auto first_b = a_stay(a_session().id, 3);
  auto first_a = a_stay(a_session().id, 2);
  auto elsewhere = a_stay(a_session(2).id, 4);
  app::Commit commit;
  commit.presence = {second, first_b, first_a, elsewhere};
  must_commit(commit);
  EXPECT_EQ(ids(store->presence(a_session().id)), ids(std::vector{first_a, first_b, second}));
}

TEST_P(StoreContract, OpenStaysAreFoundUntilTheyEnd) {
  auto left = a_stay(a_session(1).id, 1);
  left.left_at = kNoon;
  auto open_a = a_stay(a_session(3).id, 2);
  auto open_b = a_stay(a_session(3).id, 3);
  auto open_c = a_stay(a_session(2).id, 4);
  app::Commit commit;
  commit.presence = {left, open_a, open_b, open_c};
  must_commit(commit);
  EXPECT_EQ(store->sessions_with_open_stays(), (std::vector{a_session(2).id, a_session(3).id}));
  open_c.left_at = kNoon;
  must_commit(commit_of(open_c));
  EXPECT_EQ(store->sessions_with_open_stays(), (std::vector{a_session(3).id}));
}

TEST_P(StoreContract, RunningCallsAreInProgressStartedAndNotEnded) {
  const auto session = [](std::uint64_t number, domain::SessionStatus status) {
    auto made = a_session(number);
    made.status = status;
    return made;
  };
  auto running_late = session(1, domain::SessionStatus::kInProgress);
  running_late.call_started = kNoon;
  running_late.session_date = kNoon + base::Minutes{1};
  auto running = session(2, domain::SessionStatus::kInProgress);
  running.call_started = kNoon;
  auto not_started = session(3, domain::SessionStatus::kInProgress);
  auto ended = session(4, domain::SessionStatus::kInProgress);
  ended.call_started = ended.call_ended = kNoon;
  auto completed = session(5, domain::SessionStatus::kCompleted);
  completed.call_started = kNoon;
  app::Commit commit;
  commit.new_sessions = {running_late, running, not_started, ended, completed};
  must_commit(commit);
  EXPECT_EQ(ids(store->running_calls()), ids(std::vector{running, running_late}));
}

}  // namespace
}  // namespace callroom::store::test
