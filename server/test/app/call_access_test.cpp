#include "app/call_access.hpp"

#include "world.hpp"

#include <gtest/gtest.h>

namespace callroom::app {
namespace {

using namespace test;
using base::Minutes;
using base::Seconds;

TEST(CanJoin, AnswersWithTheWindowAndTheTime) {
  World world;
  world.change([](auto& session) { session.session_date = kDate + Seconds{61}; });
  const auto answer = can_join(world.env, world.id, kAna, world.origin);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->denial, std::nullopt);
  EXPECT_EQ(answer->window.from, kDate + Seconds{61} - Minutes{15});
  EXPECT_EQ(answer->window.until, kDate + Seconds{61} + Minutes{120});
  EXPECT_EQ(answer->now, kDate);
  EXPECT_EQ(answer->minutes_until_session, 2) << "rounded up";
  world.clock.advance(Minutes{5});
  EXPECT_EQ(can_join(world.env, world.id, kAna, world.origin)->minutes_until_session, 0);
}

TEST(CanJoin, ADenialIsAnAnswerAndIsAudited) {
  World world;
  world.change([](auto& session) { session.status = SessionStatus::kCancelled; });
  const auto answer = can_join(world.env, world.id, kAna, world.origin);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->denial, Denial::kSessionCancelled);
  EXPECT_EQ(world.audit(AuditAction::kJoinAttempt).size(), 1u);
  const auto denied = world.audit(AuditAction::kJoinDenied);
  ASSERT_EQ(denied.size(), 1u);
  EXPECT_EQ(denied[0].error_code, "SESSION_CANCELLED");
  EXPECT_EQ(denied[0].user_id, kAna.id);
  EXPECT_EQ(denied[0].timestamp, kDate);
  EXPECT_EQ(denied[0].ip_address, "192.0.2.7");
  EXPECT_EQ(denied[0].user_agent, "a browser");
  EXPECT_EQ(denied[0].metadata.at("requestId"), "request-1");
  EXPECT_EQ(denied[0].metadata.at("via"), "test");
}

TEST(CanJoin, RefusesOnlyTheUnknownAndTheStrangers) {
  World world;
  const auto nowhere = domain::test::session_id(99);
  EXPECT_EQ(can_join(world.env, nowhere, kAna, world.origin).error(), Denial::kSessionNotFound);
  EXPECT_EQ(can_join(world.env, world.id, kStranger, world.origin).error(), Denial::kNotAParticipant);
  EXPECT_EQ(world.audit(AuditAction::kJoinDenied).at(0).error_code, "NOT_A_PARTICIPANT");
  const auto records = world.store.audit_of(nowhere);
  ASSERT_EQ(records.size(), 2u) << "attempts at what does not exist are recorded, too";
  EXPECT_EQ(records[1].error_code, "SESSION_NOT_FOUND");
}

TEST(CanJoin, WithoutAuditNothingIsWritten) {
  World world;
  world.env.audit = AuditMode::kOff;
  const auto before = world.store.commits().size();
  ASSERT_TRUE(can_join(world.env, world.id, kAna, world.origin));
  EXPECT_EQ(world.store.commits().size(), before);
}

TEST(CanJoin, NoAnswerWhenTheAuditCannotBeWritten) {
  World world;
  world.store.go_down();
  EXPECT_THROW((void)can_join(world.env, world.id, kAna, world.origin), StoreUnavailable);
}

TEST(GenerateRoom, TheSameRoomEveryTime) {
  World world;
  const auto first = generate_room(world.env, world.id, kAna, world.origin);
  world.clock.advance(Seconds{5});
  const auto second = generate_room(world.env, world.id, kBen, world.origin);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->session.meeting_link, second->session.meeting_link);
  EXPECT_EQ(first->session.meeting_link->str().size(), std::string{"room-"}.size() + 36);
  EXPECT_TRUE(first->session.meeting_link->str().starts_with("room-"));
  EXPECT_EQ(world.stored().access_count, 2);
  EXPECT_EQ(world.stored().last_accessed, kDate + Seconds{5});
  EXPECT_EQ(second->session, world.stored()) << "the answer is what is stored";
  EXPECT_EQ(first->people.client.name, "Ana");
  EXPECT_EQ(first->people.psychologist.email, "ben@example.org");
  EXPECT_EQ(world.audit(AuditAction::kJoinAttempt).size(), 2u);
  EXPECT_EQ(world.audit(AuditAction::kJoinAttempt)[0].room_id, first->session.meeting_link);
}

TEST(GenerateRoom, RoomAndAuditAreOneCommit) {
  World world;
  ASSERT_TRUE(generate_room(world.env, world.id, kAna, world.origin));
  const auto& last = world.store.commits().back();
  EXPECT_EQ(last.sessions.size(), 1u);
  EXPECT_EQ(last.audit.size(), 1u);
}

TEST(GenerateRoom, WhoeverIsFirstDecidesTheRoom) {
  World world;
  const domain::RoomId theirs{"room-of-the-other-request"};
  world.store.before_next_commit([&](const Commit&) {
    world.change([&](auto& session) { session.meeting_link = theirs; });
    return std::nullopt;
  });
  const auto room = generate_room(world.env, world.id, kAna, world.origin);
  ASSERT_TRUE(room);
  EXPECT_EQ(room->session.meeting_link, theirs);
  EXPECT_EQ(world.audit(AuditAction::kJoinAttempt).size(), 1u) << "the lost attempt left nothing";
}

TEST(GenerateRoom, ATakenRoomIdIsMadeAnew) {
  World world;
  std::optional<domain::RoomId> refused;
  world.store.before_next_commit([&](const Commit& commit) {
    refused = commit.sessions.at(0).after.meeting_link;
    return CommitOutcome::kDuplicate;
  });
  const auto room = generate_room(world.env, world.id, kAna, world.origin);
  ASSERT_TRUE(room && refused);
  EXPECT_NE(room->session.meeting_link, refused);
}

TEST(GenerateRoom, ADenialMeanwhileIsSeen) {
  World world;
  world.store.before_next_commit([&](const Commit&) {
    world.change([](auto& session) { session.status = SessionStatus::kCancelled; });
    return std::nullopt;
  });
  EXPECT_EQ(generate_room(world.env, world.id, kAna, world.origin).error(), Denial::kSessionCancelled);
  EXPECT_EQ(world.stored().meeting_link, std::nullopt);
}

TEST(GenerateRoom, AnEndlessConflictIsTheStoresFault) {
  World world;
  std::function<std::optional<CommitOutcome>(const Commit&)> always = [&](const Commit&) {
    world.store.before_next_commit(always);
    return CommitOutcome::kConflict;
  };
  world.store.before_next_commit(always);
  EXPECT_THROW((void)generate_room(world.env, world.id, kAna, world.origin), StoreUnavailable);
}

TEST(Admit, GivesTheSessionAndTheRecordsName) {
  World world;
  const auto room = generate_room(world.env, world.id, kAna, world.origin)->session.meeting_link.value();
  const auto admitted = admit_and_wait(world.env, room, kAna, Entry::kNew, world.origin);
  ASSERT_TRUE(admitted);
  EXPECT_EQ(admitted->session.id, world.id);
  EXPECT_EQ(admitted->name, "Ana") << "the user record goes before the token";
}

TEST(Admit, WithoutAUserRecordTheTokensNameCounts) {
  World world;
  world.change([](auto& session) {
    session.client_id = kStranger.id;
    session.meeting_link = domain::RoomId{"room-1"};
  });
  EXPECT_EQ(admit_and_wait(world.env, domain::RoomId{"room-1"}, kStranger, Entry::kNew, world.origin)->name, "Stranger");
}

TEST(Admit, AnUnknownRoomIsAuditedWithItsName) {
  World world;
  const auto before = world.store.commits().size();
  EXPECT_EQ(admit_and_wait(world.env, domain::RoomId{"room-x"}, kAna, Entry::kNew, world.origin).error(),
            Denial::kSessionNotFound);
  ASSERT_EQ(world.store.commits().size(), before + 1);
  const auto& audit = world.store.commits().back().audit;
  ASSERT_EQ(audit.size(), 2u);
  EXPECT_EQ(audit[1].room_id, domain::RoomId{"room-x"});
  EXPECT_EQ(audit[1].error_code, "SESSION_NOT_FOUND");
}

TEST(Admit, AReturningOneIsNotCutOffByTheWindow) {
  World world;
  world.change([](auto& session) { session.meeting_link = domain::RoomId{"room-1"}; });
  world.clock.advance(Minutes{180});
  const domain::RoomId room{"room-1"};
  EXPECT_EQ(admit_and_wait(world.env, room, kAna, Entry::kNew, world.origin).error(), Denial::kTooLate);
  EXPECT_TRUE(admit_and_wait(world.env, room, kAna, Entry::kReturning, world.origin));
}

}  // namespace
}  // namespace callroom::app
