#include "app/bookings.hpp"

#include "world.hpp"

#include <gtest/gtest.h>

namespace callroom::app {
namespace {

using namespace test;
using base::Minutes;
using base::Secret;

/// "Hashes" by a prefix, and counts how often it was asked to verify.
class PlainPasswords final : public Passwords {
 public:
  Secret hash(const Secret& password) override { return Secret{"hash of " + password.reveal()}; }
  bool verify(const Secret& password, const Secret& hash) override {
    ++verified;
    return !hash.empty() && hash.reveal() == "hash of " + password.reveal();
  }
  int verified = 0;
};

struct Users : World {
  PlainPasswords passwords{};
};

TEST(CreateUser, StoresTheAddressInLowerCase) {
  Users world;
  const auto user =
      create_user(world.env, world.passwords, {"Cem", "Cem@Example.ORG", domain::Role::kClient, Secret{"long enough"}});
  ASSERT_TRUE(user);
  EXPECT_EQ(user->email, "cem@example.org");
  EXPECT_EQ(world.store.user(user->id)->password_hash.reveal(), "hash of long enough");
  EXPECT_EQ(user->created_at, kDate);
}

TEST(CreateUser, AnAddressIsTakenOnceInAnyCase) {
  Users world;
  EXPECT_EQ(create_user(world.env, world.passwords, {"Ana 2", "ANA@example.org", domain::Role::kClient, {}}).error(),
            BookingError::kEmailTaken);
}

TEST(ChangeUser, ChangesWhatIsNamedAndNothingElse) {
  Users world;
  world.clock.advance(Minutes{1});
  UserChange change;
  change.email = "Ana.New@example.org";
  const auto user = change_user(world.env, world.passwords, kAna.id, change);
  ASSERT_TRUE(user);
  EXPECT_EQ(user->email, "ana.new@example.org");
  EXPECT_EQ(user->name, "Ana");
  EXPECT_EQ(user->updated_at, kDate + Minutes{1});
  EXPECT_EQ(world.store.user(kAna.id)->email, "ana.new@example.org");
  change.email = "ben@example.org";
  EXPECT_EQ(change_user(world.env, world.passwords, kAna.id, change).error(), BookingError::kEmailTaken);
  EXPECT_EQ(change_user(world.env, world.passwords, kStranger.id, change).error(), BookingError::kUserNotFound);
}

TEST(SignIn, OnlyWithTheRightPassword) {
  Users world;
  UserChange change;
  change.password = Secret{"right"};
  ASSERT_TRUE(change_user(world.env, world.passwords, kAna.id, change));
  EXPECT_EQ(sign_in(world.env, world.passwords, "ANA@example.org", Secret{"right"})->id, kAna.id);
  EXPECT_EQ(sign_in(world.env, world.passwords, "ana@example.org", Secret{"wrong"}), std::nullopt);
}

TEST(SignIn, TheWorkIsTheSameForEveryKindOfNo) {
  Users world;
  EXPECT_EQ(sign_in(world.env, world.passwords, "nobody@example.org", Secret{"x"}), std::nullopt);
  EXPECT_EQ(world.passwords.verified, 1);
  EXPECT_EQ(sign_in(world.env, world.passwords, "ben@example.org", Secret{""}), std::nullopt) << "no password is set";
  EXPECT_EQ(world.passwords.verified, 2);
}

NewSession booking() { return {kAna.id, kBen.id, kDate + Minutes{60}}; }

TEST(CreateSession, OfAClientAndAPsychologist) {
  World world;
  const auto session = create_session(world.env, booking());
  ASSERT_TRUE(session);
  EXPECT_EQ(world.store.session(session->id), *session);
  EXPECT_EQ(session->status, SessionStatus::kPending);
  EXPECT_EQ(session->meeting_link, std::nullopt);
  EXPECT_EQ(session->created_at, kDate);
}

TEST(CreateSession, OfNobodyElse) {
  World world;
  auto swapped = booking();
  std::swap(swapped.client_id, swapped.psychologist_id);
  EXPECT_EQ(create_session(world.env, swapped).error(), BookingError::kClientNotFound);
  auto without = booking();
  without.psychologist_id = kStranger.id;
  EXPECT_EQ(create_session(world.env, without).error(), BookingError::kPsychologistNotFound);
}

TEST(ChangeSession, ChangesWhatIsNamed) {
  World world;
  SessionChange change;
  change.session_date = kDate + Minutes{30};
  change.payment = domain::PaymentStatus::kRefunded;
  const auto session = change_session(world.env, world.id, change);
  ASSERT_TRUE(session);
  EXPECT_EQ(*session, world.stored());
  EXPECT_EQ(session->session_date, kDate + Minutes{30});
  EXPECT_EQ(session->payment, domain::PaymentStatus::kRefunded);
  EXPECT_EQ(session->status, SessionStatus::kConfirmed);
  const auto revision = session->revision;
  EXPECT_EQ(change_session(world.env, world.id, change)->revision, revision) << "nothing changed, nothing is written";
}

TEST(ChangeSession, OnlyLegalMoves) {
  World world;
  SessionChange change;
  change.status = SessionStatus::kPending;
  EXPECT_EQ(change_session(world.env, world.id, change).error(), BookingError::kIllegalStatusMove);
  change.status = SessionStatus::kCancelled;
  EXPECT_TRUE(change_session(world.env, world.id, change));
  EXPECT_TRUE(change_session(world.env, world.id, change)) << "to itself";
  EXPECT_EQ(change_session(world.env, domain::test::session_id(9), change).error(), BookingError::kSessionNotFound);
}

TEST(ChangeSession, ALegalMoveMayHaveBecomeIllegal) {
  World world;
  world.store.before_next_commit([&](const Commit&) {
    world.change([](auto& session) { session.status = SessionStatus::kCompleted; });
    return std::nullopt;
  });
  SessionChange change;
  change.status = SessionStatus::kCancelled;
  EXPECT_EQ(change_session(world.env, world.id, change).error(), BookingError::kIllegalStatusMove);
}

TEST(ChangeSession, GivesUpWhenOthersAreAlwaysFirst) {
  World world;
  std::function<std::optional<CommitOutcome>(const Commit&)> always = [&](const Commit&) {
    world.store.before_next_commit(always);
    return CommitOutcome::kConflict;
  };
  world.store.before_next_commit(always);
  SessionChange change;
  change.type = domain::SessionType::kGroup;
  EXPECT_EQ(change_session(world.env, world.id, change).error(), BookingError::kConflict);
}

TEST(ChangeSession, CompletingARunningCallEndsIt) {
  World world;
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  world.clock.advance(Minutes{45});
  SessionChange change;
  change.status = SessionStatus::kCompleted;
  EXPECT_EQ(change_session(world.env, world.id, change)->call_ended, kDate + Minutes{45});
  EXPECT_EQ(world.audit(AuditAction::kCallEnd).at(0).duration_seconds, 45 * 60);
}

TEST(ChangeSession, CompletingWithoutACallRecordsNone) {
  World world;
  SessionChange change;
  change.status = SessionStatus::kCompleted;
  EXPECT_EQ(change_session(world.env, world.id, change)->call_ended, std::nullopt);
  EXPECT_TRUE(world.audit(AuditAction::kCallEnd).empty());
}

TEST(ListSessions, OwnOnesWithTheRulesAnswer) {
  World world;
  auto other = confirmed_session();
  other.id = domain::test::session_id(2);
  other.client_id = kStranger.id;
  world.put(other);
  const auto own = list_sessions(world.env, kAna, {}, {});
  ASSERT_EQ(own.items.size(), 1u);
  EXPECT_EQ(own.items[0].session.id, world.id);
  EXPECT_EQ(own.items[0].denial, std::nullopt);
  EXPECT_EQ(own.items[0].people.psychologist.name, "Ben");
  EXPECT_EQ(own.items[0].window.until, kDate + Minutes{120});
  SessionFilter somebody_elses;
  somebody_elses.participant = kStranger.id;
  EXPECT_EQ(list_sessions(world.env, kAna, somebody_elses, {}).items.at(0).session.id, world.id)
      << "a filter opens nothing";
  EXPECT_EQ(list_sessions(world.env, kAdmin, {}, {}).items.size(), 2u);
  EXPECT_EQ(list_sessions(world.env, kAdmin, somebody_elses, {}).items.size(), 1u);
}

TEST(ViewSession, ForParticipantsAndAdmins) {
  World world;
  EXPECT_EQ(view_session(world.env, world.id, kAna)->people.client.email, "ana@example.org");
  EXPECT_TRUE(view_session(world.env, world.id, kAdmin));
  EXPECT_EQ(view_session(world.env, world.id, kStranger).error(), BookingError::kNotAParticipant);
  EXPECT_EQ(view_session(world.env, domain::test::session_id(9), kAna).error(), BookingError::kSessionNotFound);
}

TEST(BookingErrors, HaveCodes) {
  EXPECT_EQ(to_string(BookingError::kUserNotFound), "USER_NOT_FOUND");
  EXPECT_EQ(to_string(BookingError::kSessionNotFound), "SESSION_NOT_FOUND");
  EXPECT_EQ(to_string(BookingError::kNotAParticipant), "NOT_A_PARTICIPANT");
  EXPECT_EQ(to_string(BookingError::kEmailTaken), "EMAIL_TAKEN");
  EXPECT_EQ(to_string(BookingError::kClientNotFound), "CLIENT_NOT_FOUND");
  EXPECT_EQ(to_string(BookingError::kPsychologistNotFound), "PSYCHOLOGIST_NOT_FOUND");
  EXPECT_EQ(to_string(BookingError::kIllegalStatusMove), "ILLEGAL_STATUS_MOVE");
  EXPECT_EQ(to_string(BookingError::kConflict), "CONFLICT");
}

}  // namespace
}  // namespace callroom::app
