#include "domain/call.hpp"

#include "fixtures.hpp"

#include <gtest/gtest.h>

namespace callroom::domain {
namespace {

using namespace test;
using base::Minutes;
using base::Seconds;

constexpr auto kWindowUntil = kDate + Minutes{120};

/// One call, its time, and what a store would hold of it.
struct Story {
  CallPolicy policy{};
  Call call = new_call(confirmed_session(), kWindowUntil);
  base::WallTime now = kDate;

  Decision happens(const CallEvent& event) {
    auto decision = decide(call, event, now, policy);
    call = decision.next;
    return decision;
  }
  Decision join(const UserId& user, const SocketId& socket, Role role = Role::kClient) {
    return happens(Join{user, role, "name of " + socket, socket});
  }
  Decision lose(const SocketId& socket) { return happens(SocketLost{socket, now}); }
  void pass(base::Millis time) { now += time; }
  /// Both are in, since kDate.
  void begin() {
    join(kClient, "c1");
    join(kPsychologist, "p1", Role::kPsychologist);
  }
};

TEST(CallJoin, TheFirstWaits) {
  Story story;
  const auto decision = story.join(kClient, "c1");
  EXPECT_FALSE(decision.refusal);
  EXPECT_FALSE(decision.start);
  EXPECT_EQ(story.call.status(), CallStatus::kWaiting);
  ASSERT_EQ(decision.presence.size(), 1u);
  EXPECT_EQ(decision.presence[0].joined_at, kDate);
  EXPECT_EQ(decision.presence[0].last_seen, kDate);
  EXPECT_EQ(decision.presence[0].left_at, std::nullopt);
  ASSERT_EQ(told<TellRoomJoined>(decision).size(), 1u);
  EXPECT_EQ(told<TellRoomJoined>(decision)[0].to, "c1");
  EXPECT_EQ(next_deadline(story.call, story.policy), std::nullopt);
}

TEST(CallJoin, TheSecondStartsTheCall) {
  Story story;
  story.join(kClient, "c1");
  story.pass(Minutes{3});
  const auto decision = story.join(kPsychologist, "p1", Role::kPsychologist);
  ASSERT_TRUE(decision.start);
  EXPECT_EQ(decision.start->at, kDate + Minutes{3});
  EXPECT_EQ(decision.start->by, kPsychologist);
  EXPECT_EQ(story.call.started_at, kDate + Minutes{3});
  EXPECT_EQ(told<TellUserJoined>(decision).size(), 1u);
  EXPECT_EQ(told<TellCallStarted>(decision).size(), 1u);
}

TEST(CallJoin, AnAdminIsOneOfTwo) {
  Story story;
  story.join(kClient, "c1");
  EXPECT_TRUE(story.join(kAdmin, "a1", Role::kAdmin).start);
}

TEST(CallJoin, AThirdIsRefusedAndNothingChanges) {
  Story story;
  story.begin();
  const Call before = story.call;
  const auto decision = story.join(kStranger, "s1");
  EXPECT_EQ(decision.refusal, CallRefusal::kRoomFull);
  EXPECT_EQ(decision.next, before);
  EXPECT_TRUE(decision.tell.empty());
  EXPECT_TRUE(decision.presence.empty());
}

TEST(CallJoin, AnAdminHasAnOwnSeatButOnlyOne) {
  Story story;
  story.begin();
  EXPECT_FALSE(story.join(kAdmin, "a1", Role::kAdmin).refusal);
  EXPECT_EQ(story.join(kStranger, "a2", Role::kAdmin).refusal, CallRefusal::kRoomFull);
}

TEST(CallJoin, AnAdminTakesNoSeatOfTheOthers) {
  Story story;
  story.join(kAdmin, "a1", Role::kAdmin);
  EXPECT_FALSE(story.join(kClient, "c1").refusal);
  EXPECT_FALSE(story.join(kPsychologist, "p1", Role::kPsychologist).refusal);
}

TEST(CallJoin, ALostConnectionKeepsItsSeat) {
  Story story;
  story.begin();
  story.lose("c1");
  EXPECT_EQ(story.join(kStranger, "s1").refusal, CallRefusal::kRoomFull);
}

TEST(CallJoin, TheSameSocketAgainIsOnlyAnswered) {
  Story story;
  story.begin();
  const Call before = story.call;
  const auto decision = story.join(kClient, "c1");
  EXPECT_EQ(decision.next, before);
  EXPECT_TRUE(decision.presence.empty());
  ASSERT_EQ(decision.tell.size(), 1u);
  EXPECT_EQ(told<TellRoomJoined>(decision)[0].to, "c1");
}

TEST(CallJoin, ASecondSocketSupersedesTheFirst) {
  Story story;
  story.begin();
  story.pass(Seconds{10});
  const auto decision = story.join(kClient, "c2");
  EXPECT_EQ(story.call.participants.size(), 2u);
  EXPECT_EQ(story.call.participants[0].socket, "c2");
  EXPECT_EQ(story.call.participants[0].stay.reconnections, 1);
  EXPECT_EQ(story.call.participants[0].stay.joined_at, kDate);
  ASSERT_EQ(told<Supersede>(decision).size(), 1u);
  EXPECT_EQ(told<Supersede>(decision)[0].socket, "c1");
  EXPECT_EQ(told<TellRoomJoined>(decision)[0].to, "c2");
  EXPECT_TRUE(told<TellUserJoined>(decision).empty());
  ASSERT_EQ(told<TellReconnected>(decision).size(), 1u);
  EXPECT_EQ(told<TellReconnected>(decision)[0].socket, "c2");
}

TEST(CallJoin, ASupersededSocketHasNoVoiceAnyMore) {
  Story story;
  story.begin();
  story.join(kClient, "c2");
  const Call before = story.call;
  EXPECT_FALSE(story.lose("c1").refusal);
  EXPECT_EQ(story.call, before);
  EXPECT_EQ(story.happens(Leave{"c1"}).refusal, CallRefusal::kNotInRoom);
  EXPECT_EQ(story.happens(ChangeMedia{"c1", {}}).refusal, CallRefusal::kNotInRoom);
  EXPECT_EQ(story.happens(EndForAll{"c1"}).refusal, CallRefusal::kNotInRoom);
  EXPECT_EQ(story.call, before);
}

TEST(CallLoss, ReturningWithinTheGraceContinuesTheStay) {
  Story story;
  story.begin();
  const auto stay = story.call.participants[0].stay.id;
  story.pass(Minutes{5});
  const auto lost = story.happens(SocketLost{"c1", story.now - Seconds{40}});
  EXPECT_EQ(lost.presence.at(0).last_seen, story.now - Seconds{40});
  EXPECT_EQ(told<TellReconnecting>(lost).size(), 1u);
  story.pass(Seconds{29});
  const auto back = story.join(kClient, "c2");
  EXPECT_TRUE(told<Supersede>(back).empty()) << "there is no older socket to be told";
  EXPECT_EQ(back.presence.at(0).id, stay);
  EXPECT_EQ(back.presence.at(0).last_seen, story.now);
  EXPECT_EQ(back.presence.at(0).left_at, std::nullopt);
  EXPECT_EQ(story.call.participants[0].connection, Connection::kConnected);
  EXPECT_EQ(next_deadline(story.call, story.policy), std::nullopt);
}

TEST(CallLoss, TheSameSocketRecovers) {
  Story story;
  story.begin();
  story.lose("c1");
  story.pass(Seconds{3});
  const auto back = story.happens(SocketRecovered{"c1"});
  EXPECT_EQ(told<TellReconnected>(back).at(0).socket, "c1");
  EXPECT_TRUE(told<TellRoomJoined>(back).empty());
  EXPECT_EQ(story.call.participants[0].stay.reconnections, 1);
  const Call before = story.call;
  story.happens(SocketRecovered{"c1"});
  story.happens(SocketRecovered{"unknown"});
  EXPECT_EQ(story.call, before);
}

TEST(CallLoss, WhoDoesNotReturnLeftWhenLost) {
  Story story;
  story.begin();
  story.pass(Minutes{5});
  const auto heard = story.now - Seconds{20};
  story.happens(SocketLost{"c1", heard});
  EXPECT_EQ(next_deadline(story.call, story.policy), story.now + Seconds{30});
  story.pass(Seconds{30});
  const auto decision = story.happens(Tick{});
  EXPECT_EQ(decision.presence.at(0).left_at, heard);
  ASSERT_EQ(told<TellLeft>(decision).size(), 1u);
  EXPECT_EQ(told<TellLeft>(decision)[0].reason, LeaveReason::kTimeout);
  EXPECT_EQ(told<TellLeft>(decision)[0].user, kClient);
  EXPECT_EQ(story.call.participants.size(), 1u);
  EXPECT_EQ(story.call.empty_since, std::nullopt);
}

TEST(CallLoss, LastHeardIsNeitherInTheFutureNorBeforeTheStay) {
  Story story;
  story.begin();
  story.happens(SocketLost{"c1", story.now + Minutes{1}});
  EXPECT_EQ(story.call.participants[0].lost_at, story.now);
  story.happens(SocketLost{"p1", story.now - Minutes{60}});
  EXPECT_EQ(story.call.participants[1].lost_at, kDate);
}

TEST(CallEmpty, EndsAtTheMomentTheLastLeft) {
  Story story;
  story.begin();
  story.pass(Minutes{10});
  story.happens(Leave{"c1"});
  story.pass(Minutes{1});
  story.happens(Leave{"p1"});
  const auto left = story.now;
  EXPECT_EQ(story.call.empty_since, left);
  EXPECT_EQ(next_deadline(story.call, story.policy), left + Minutes{5});
  story.pass(Minutes{5});
  const auto decision = story.happens(Tick{});
  ASSERT_TRUE(decision.end);
  EXPECT_EQ(decision.end->at, left);
  EXPECT_EQ(decision.end->reason, EndReason::kEveryoneLeft);
  EXPECT_EQ(decision.end->by, std::nullopt);
  EXPECT_EQ(story.call.status(), CallStatus::kEnded);
  EXPECT_EQ(next_deadline(story.call, story.policy), std::nullopt);
}

TEST(CallEmpty, TheLastToBeFoundGoneNeedNotBeTheLastWhoLeft) {
  Story story;
  story.begin();
  story.pass(Minutes{10});
  const auto heard = story.now - Seconds{40};
  story.happens(SocketLost{"c1", heard});
  story.pass(Seconds{5});
  story.happens(Leave{"p1"});
  const auto left = story.now;
  story.pass(Seconds{25});
  story.happens(Tick{});
  EXPECT_EQ(story.call.empty_since, left);
}

TEST(CallEmpty, ComingBackWithinTheGraceContinuesTheCallWithANewStay) {
  Story story;
  story.begin();
  const auto first_stay = story.call.participants[0].stay.id;
  story.happens(Leave{"c1"});
  story.happens(Leave{"p1"});
  story.pass(Minutes{4});
  const auto decision = story.join(kClient, "c2");
  EXPECT_FALSE(decision.start);
  EXPECT_NE(decision.presence.at(0).id, first_stay);
  EXPECT_EQ(story.call.empty_since, std::nullopt);
  EXPECT_EQ(next_deadline(story.call, story.policy), std::nullopt);
}

TEST(CallEmpty, AWaitingCallJustHasNobody) {
  Story story;
  story.join(kClient, "c1");
  story.happens(Leave{"c1"});
  EXPECT_EQ(next_deadline(story.call, story.policy), std::nullopt);
  story.pass(Minutes{60});
  EXPECT_FALSE(story.happens(Tick{}).end);
}

TEST(CallEmpty, LossAndEmptyGraceMayRunOutTogether) {
  Story story;
  story.policy.empty_grace = Seconds{10};
  story.begin();
  story.happens(Leave{"p1"});
  story.lose("c1");
  story.pass(Seconds{30});
  const auto decision = story.happens(Tick{});
  EXPECT_EQ(told<TellLeft>(decision).size(), 1u);
  ASSERT_TRUE(decision.end);
  EXPECT_EQ(decision.end->at, kDate);
}

TEST(CallStartedByRest, NobodyEverEnteredEndsWithTheWindow) {
  Story story;
  const auto started = story.happens(Started{kDate});
  EXPECT_EQ(told<TellCallStarted>(started).size(), 1u);
  EXPECT_FALSE(started.start) << "the store has it already";
  EXPECT_EQ(next_deadline(story.call, story.policy), kWindowUntil);
  story.now = kWindowUntil;
  const auto decision = story.happens(Tick{});
  ASSERT_TRUE(decision.end);
  EXPECT_EQ(decision.end->at, kDate);
  EXPECT_EQ(decision.end->reason, EndReason::kWindowClosed);
}

TEST(CallStartedByRest, WhoLookedInBeforeWasNotInThisCall) {
  Story story;
  story.join(kClient, "c1");
  story.happens(Leave{"c1"});
  story.pass(Minutes{10});
  story.happens(Started{story.now});
  EXPECT_EQ(next_deadline(story.call, story.policy), kWindowUntil);
}

TEST(CallStartedByRest, OneParticipantIsEnoughAndTheSecondStartsNothing) {
  Story story;
  story.join(kClient, "c1");
  story.happens(Started{kDate});
  EXPECT_EQ(story.call.status(), CallStatus::kInProgress);
  story.pass(Seconds{1});
  EXPECT_FALSE(story.join(kPsychologist, "p1").start);
  const auto again = story.happens(Started{story.now});
  EXPECT_TRUE(again.tell.empty());
  EXPECT_EQ(story.call.started_at, kDate);
}

TEST(CallEnd, ForAllByOne) {
  Story story;
  story.begin();
  story.pass(Minutes{50});
  story.happens(SocketLost{"p1", story.now - Seconds{7}});
  const auto decision = story.happens(EndForAll{"c1"});
  ASSERT_TRUE(decision.end);
  EXPECT_EQ(decision.end->at, story.now);
  EXPECT_EQ(decision.end->reason, EndReason::kEndedByParticipant);
  EXPECT_EQ(decision.end->by, kClient);
  ASSERT_EQ(decision.presence.size(), 2u);
  EXPECT_EQ(decision.presence[0].left_at, story.now);
  EXPECT_EQ(decision.presence[1].left_at, story.now - Seconds{7});
  ASSERT_EQ(decision.tell.size(), 1u);
  EXPECT_EQ(told<TellCallEnded>(decision)[0].reason, EndReason::kEndedByParticipant);
  EXPECT_TRUE(story.call.participants.empty());
}

TEST(CallEnd, NothingToEndBeforeTheStartOnlyOneLeaves) {
  Story story;
  story.join(kClient, "c1");
  const auto decision = story.happens(EndForAll{"c1"});
  EXPECT_FALSE(decision.refusal);
  EXPECT_FALSE(decision.end);
  EXPECT_EQ(told<TellLeft>(decision).size(), 1u);
  EXPECT_TRUE(told<TellCallEnded>(decision).empty());
  EXPECT_EQ(story.call.status(), CallStatus::kWaiting);
  EXPECT_FALSE(story.join(kClient, "c2").refusal) << "may come again";
}

TEST(CallEnd, AfterTheEndNothingHappensAnyMore) {
  Story story;
  story.begin();
  story.happens(EndForAll{"c1"});
  const Call ended = story.call;
  EXPECT_EQ(story.join(kClient, "c2").refusal, CallRefusal::kCallEnded);
  EXPECT_EQ(story.happens(EndForAll{"p1"}).refusal, CallRefusal::kCallEnded);
  EXPECT_EQ(story.happens(Leave{"p1"}).refusal, CallRefusal::kNotInRoom);
  for (const CallEvent& event : {CallEvent{SocketLost{"p1", kDate}}, CallEvent{Started{kDate}}, CallEvent{Tick{}},
                                 CallEvent{Ended{kDate + Minutes{9}}}, CallEvent{SocketRecovered{"p1"}}}) {
    const auto decision = story.happens(event);
    EXPECT_FALSE(decision.refusal);
    EXPECT_TRUE(decision.tell.empty());
    EXPECT_EQ(story.call, ended);
  }
}

TEST(CallEnd, ByRestIsTakenOver) {
  Story story;
  story.begin();
  story.pass(Minutes{50});
  const auto end = story.now;
  story.pass(Seconds{2});
  const auto decision = story.happens(Ended{end});
  EXPECT_FALSE(decision.end) << "the store has it already";
  EXPECT_EQ(story.call.ended_at, end);
  EXPECT_EQ(decision.presence.at(0).left_at, end) << "no stay outlasts its call";
  EXPECT_EQ(told<TellCallEnded>(decision).size(), 1u);
}

TEST(CallMedia, IsKeptAndTold) {
  Story story;
  story.begin();
  const MediaState muted{false, true, true};
  const auto decision = story.happens(ChangeMedia{"c1", muted});
  EXPECT_EQ(story.call.participants[0].media, muted);
  ASSERT_EQ(told<TellMedia>(decision).size(), 1u);
  EXPECT_EQ(told<TellMedia>(decision)[0].media, muted);
  EXPECT_TRUE(decision.presence.empty());
  EXPECT_EQ(story.happens(ChangeMedia{"nobody", muted}).refusal, CallRefusal::kNotInRoom);
}

TEST(CallSockets, AnEmptyIdIsNobodys) {
  Story story;
  story.begin();
  story.call.participants[0].socket.clear();
  EXPECT_EQ(story.call.by_socket(""), nullptr);
  EXPECT_EQ(story.happens(Leave{""}).refusal, CallRefusal::kNotInRoom);
}

}  // namespace
}  // namespace callroom::domain
