#include "test/store/samples.hpp"
#include "test/store/store_contract.hpp"

// All of a commit, or nothing of it.
namespace callroom::store::test {
namespace {

using app::CommitOutcome;

TEST_P(StoreContract, AChangeRaisesTheRevisionByOne) {
  must_commit(commit_of(a_session()));
  auto session = a_session();
  session.access_count = 1;
  must_commit(change_of(session));
  EXPECT_EQ(store->session(session.id)->revision, 1);
  session.revision = 1;
  session.access_count = 2;
  must_commit(change_of(session));
  EXPECT_EQ(store->session(session.id)->revision, 2);
  EXPECT_EQ(store->session(session.id)->access_count, 2);
}

TEST_P(StoreContract, TheStoredRevisionFollowsFromTheExpectedOneAlone) {
  must_commit(commit_of(a_session()));
  app::Commit commit;
  auto session = a_session();
  session.revision = 99;
  commit.sessions.push_back({session, 0});
  must_commit(commit);
  EXPECT_EQ(store->session(session.id)->revision, 1);
}

TEST_P(StoreContract, AChangeOfAnOldRevisionIsAConflict) {
  must_commit(commit_of(a_session()));
  auto mine = a_session();
  mine.access_count = 1;
  auto theirs = a_session();
  theirs.access_count = 2;
  must_commit(change_of(theirs));
  EXPECT_EQ(store->commit(change_of(mine)), CommitOutcome::kConflict);
  EXPECT_EQ(store->session(mine.id)->access_count, 2);
  EXPECT_EQ(store->session(mine.id)->revision, 1);
}

TEST_P(StoreContract, AChangeOfWhatIsNotThereIsAConflict) {
  EXPECT_EQ(store->commit(change_of(a_session())), CommitOutcome::kConflict);
  EXPECT_EQ(store->commit(change_of(a_user())), CommitOutcome::kConflict);
  EXPECT_FALSE(store->session(a_session().id));
  EXPECT_FALSE(store->user(a_user().id));
}

TEST_P(StoreContract, AnEmailAddressIsTakenOnce) {
  must_commit(commit_of(a_user(1)));
  auto second = a_user(2);
  second.email = a_user(1).email;
  EXPECT_EQ(store->commit(commit_of(second)), CommitOutcome::kDuplicate);
  EXPECT_FALSE(store->user(second.id));

  must_commit(commit_of(a_user(2)));
  EXPECT_EQ(store->commit(change_of(second)), CommitOutcome::kDuplicate);
  EXPECT_EQ(dump(store->user(second.id)), dump(a_user(2)));
  EXPECT_EQ(dump(store->user_by_email(a_user(1).email)), dump(a_user(1)));
}

TEST_P(StoreContract, AUserMayKeepTheAddress) {
  must_commit(commit_of(a_user()));
  auto user = a_user();
  user.name = "Renamed";
  EXPECT_EQ(store->commit(change_of(user)), CommitOutcome::kDone);
}

TEST_P(StoreContract, AMeetingLinkIsTakenOnce) {
  auto first = a_session(1);
  first.meeting_link = domain::RoomId{"room-1"};
  must_commit(commit_of(first));
  auto second = a_session(2);
  second.meeting_link = first.meeting_link;
  EXPECT_EQ(store->commit(commit_of(second)), CommitOutcome::kDuplicate);
  EXPECT_FALSE(store->session(second.id));

  must_commit(commit_of(a_session(2)));
  EXPECT_EQ(store->commit(change_of(second)), CommitOutcome::kDuplicate);
  EXPECT_EQ(dump(store->session(second.id)), dump(a_session(2)));
  EXPECT_EQ(dump(store->session_by_room(*first.meeting_link)), dump(first));
}

TEST_P(StoreContract, AnySessionsMayHaveNoMeetingLink) {
  must_commit(commit_of(a_session(1)));
  EXPECT_EQ(store->commit(commit_of(a_session(2))), CommitOutcome::kDone);
}

TEST_P(StoreContract, AnIdIsTakenOnce) {
  app::Commit commit;
  commit.new_users = {a_user()};
  commit.new_sessions = {a_session()};
  commit.audit = {a_record(a_session().id)};
  must_commit(commit);
  auto user = a_user();
  user.email = "other@example.org";
  EXPECT_EQ(store->commit(commit_of(user)), CommitOutcome::kDuplicate);
  EXPECT_EQ(store->commit(commit_of(a_session())), CommitOutcome::kDuplicate);
  EXPECT_EQ(store->commit(commit_of(a_record(a_session().id))), CommitOutcome::kDuplicate);
}

/// A commit with a part of every kind, all of them new; `number` keeps the ids of several apart.
app::Commit everything(std::uint64_t number) {
  app::Commit commit;
  commit.new_users = {a_user(number)};
  auto session = a_session(number);
  session.meeting_link = domain::RoomId{"room-" + std::to_string(number)};
  commit.new_sessions = {session};
  commit.presence = {a_stay(session.id, number)};
  commit.audit = {a_record(session.id, number)};
  return commit;
}

void expect_nothing_of_everything(app::Store& store, std::uint64_t number) {
  EXPECT_FALSE(store.user(a_user(number).id));
  EXPECT_FALSE(store.user_by_email(a_user(number).email));
  EXPECT_FALSE(store.session(a_session(number).id));
  EXPECT_FALSE(store.session_by_room(domain::RoomId{"room-" + std::to_string(number)}));
  EXPECT_TRUE(store.presence(a_session(number).id).empty());
  EXPECT_TRUE(store.audit_of(a_session(number).id).empty());
}

TEST_P(StoreContract, ACommitOfEveryKindIsWrittenAsAWhole) {
  must_commit(everything(1));
  EXPECT_TRUE(store->user(a_user().id));
  EXPECT_TRUE(store->session_by_room(domain::RoomId{"room-1"}));
  EXPECT_EQ(store->presence(a_session().id).size(), 1U);
  EXPECT_EQ(store->audit_of(a_session().id).size(), 1U);
}

TEST_P(StoreContract, OneConflictingPartLeavesNothingOfACommit) {
  must_commit(everything(1));
  const auto user_before = dump(store->user(a_user().id));
  auto commit = everything(2);
  auto renamed = a_user(1);
  renamed.email = "renamed@example.org";
  commit.changed_users = {renamed};
  auto changed = *store->session(a_session(1).id);
  changed.meeting_link = domain::RoomId{"room-new"};
  commit.sessions = {{changed, 0}, {a_session(3), 0}};  // the first is fine, the second is not there
  auto stay = a_stay(a_session(1).id, 1);
  stay.left_at = kNoon;
  commit.presence.push_back(stay);
  EXPECT_EQ(store->commit(commit), CommitOutcome::kConflict);

  expect_nothing_of_everything(*store, 2);
  EXPECT_EQ(dump(store->user(a_user().id)), user_before);
  EXPECT_EQ(dump(store->user_by_email(a_user().email)), user_before);
  EXPECT_FALSE(store->user_by_email("renamed@example.org"));
  EXPECT_EQ(store->session(a_session().id)->revision, 0);
  EXPECT_TRUE(store->session_by_room(domain::RoomId{"room-1"}));
  EXPECT_FALSE(store->session_by_room(domain::RoomId{"room-new"}));
  EXPECT_FALSE(store->presence(a_session().id)[0].left_at);
}

TEST_P(StoreContract, OneDuplicatePartLeavesNothingOfACommit) {
  must_commit(everything(1));
  auto commit = everything(2);
  auto stay = a_stay(a_session(1).id, 1);
  stay.left_at = kNoon;
  commit.presence.push_back(stay);
  commit.audit.push_back(a_record(a_session(1).id, 1));  // this id is taken, and it comes last
  EXPECT_EQ(store->commit(commit), CommitOutcome::kDuplicate);
  expect_nothing_of_everything(*store, 2);
  EXPECT_FALSE(store->presence(a_session().id)[0].left_at);
  EXPECT_EQ(store->audit_of(a_session(1).id).size(), 1U);
}

TEST_P(StoreContract, DuplicatesWithinOneCommitAreFound) {
  auto twin = a_user(2);
  twin.email = a_user(1).email;
  app::Commit commit;
  commit.new_users = {a_user(1), twin};
  EXPECT_EQ(store->commit(commit), CommitOutcome::kDuplicate);
  EXPECT_TRUE(store->users({}).items.empty());
}

TEST_P(StoreContract, PartsSeeTheOnesBeforeThemInTheSameCommit) {
  auto session = a_session();
  app::Commit commit;
  commit.new_sessions = {session};
  session.access_count = 1;
  commit.sessions.push_back({session, 0});
  session.access_count = 2;
  commit.sessions.push_back({session, 1});
  must_commit(commit);
  EXPECT_EQ(store->session(session.id)->access_count, 2);
  EXPECT_EQ(store->session(session.id)->revision, 2);
}

TEST_P(StoreContract, TheFirstRefusedPartGivesTheReason) {
  must_commit(commit_of(a_user(1)));
  auto taken = a_user(2);
  taken.email = a_user(1).email;
  auto commit = commit_of(taken);
  commit.sessions.push_back({a_session(), 0});
  EXPECT_EQ(store->commit(commit), CommitOutcome::kDuplicate) << "users come before sessions";
}

}  // namespace
}  // namespace callroom::store::test
