#include "call_actions.hpp"
#include "domain/call.hpp"
#include "fixtures.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <map>

namespace callroom::domain {
namespace {

using namespace test;
using base::Millis;
using base::Minutes;
using base::Seconds;

constexpr auto kWindowUntil = kDate + Minutes{120};

PresenceInterval stay_of(const UserId& user, base::WallTime joined, base::WallTime seen,
                         std::optional<base::WallTime> left = std::nullopt) {
  return {PresenceId::generate(joined), session_id(1), user, Role::kClient, joined, seen, left};
}

Session started_session() {
  auto session = confirmed_session();
  EXPECT_TRUE(mark_call_started(session, kDate));
  return session;
}

TEST(Resume, EveryoneIsReconnectingSinceLastSeen) {
  const auto now = kDate + Minutes{20};
  const auto call = resume_after_crash(
      started_session(), kWindowUntil,
      {stay_of(kPsychologist, kDate, kDate + Minutes{9}), stay_of(kClient, kDate - Minutes{1}, kDate + Minutes{10})},
      {{kClient, "Ana"}}, now, {});
  EXPECT_EQ(call.started_at, kDate);
  ASSERT_EQ(call.participants.size(), 2u);
  EXPECT_EQ(call.participants[0].stay.user_id, kClient) << "in the order of joining";
  EXPECT_EQ(call.participants[0].name, "Ana");
  EXPECT_EQ(call.participants[1].name, "");
  for (const auto& participant : call.participants) {
    EXPECT_EQ(participant.connection, Connection::kReconnecting);
    EXPECT_EQ(participant.socket, "");
    EXPECT_EQ(participant.lost_at, participant.stay.last_seen);
    EXPECT_EQ(participant.gone_at, now + Seconds{30});
  }
}

TEST(Resume, ReturningContinuesTheStay) {
  const auto stay = stay_of(kClient, kDate, kDate + Minutes{10});
  const auto now = kDate + Minutes{11};
  const auto call = resume_after_crash(started_session(), kWindowUntil, {stay}, {}, now, {});
  const auto decision = decide(call, Join{kClient, Role::kClient, "Ana", "new"}, now + Seconds{2}, {});
  ASSERT_EQ(decision.presence.size(), 1u);
  EXPECT_EQ(decision.presence[0].id, stay.id);
  EXPECT_TRUE(told<Supersede>(decision).empty());
  EXPECT_FALSE(decision.start);
}

TEST(Resume, NobodyReturnsTheEndIsWhereTheyWereLastSeen) {
  const auto seen = kDate + Minutes{10};
  const auto now = kDate + Minutes{60};
  const auto call = resume_after_crash(started_session(), kWindowUntil, {stay_of(kClient, kDate, seen)}, {}, now, {});
  EXPECT_EQ(next_deadline(call, {}), now + Seconds{30});
  const auto decision = decide(call, Tick{}, now + Seconds{30}, {});
  ASSERT_TRUE(decision.end) << "the room has been empty for longer than the grace time already";
  EXPECT_EQ(decision.end->at, seen);
}

TEST(Resume, AnEmptyRoomKnowsSinceWhen) {
  const auto left = kDate + Minutes{10};
  const auto call = resume_after_crash(
      started_session(), kWindowUntil,
      {stay_of(kPsychologist, kDate, left, left), stay_of(kClient, kDate, kDate + Minutes{8}, kDate + Minutes{8})}, {},
      kDate + Minutes{11}, {});
  EXPECT_EQ(call.empty_since, left);
  EXPECT_EQ(next_deadline(call, {}), left + Minutes{5});
}

TEST(Resume, StartedButNeverEnteredEndsWithTheWindow) {
  const auto call = resume_after_crash(started_session(), kWindowUntil, {}, {}, kDate + Minutes{1}, {});
  EXPECT_EQ(next_deadline(call, {}), kWindowUntil);
}

TEST(Resume, StaysLeftOpenByAnEndAreClosedAtOnceAndNotAfterIt) {
  auto session = started_session();
  const auto end = kDate + Minutes{50};
  ASSERT_TRUE(mark_call_ended(session, end));
  const auto now = kDate + Minutes{51};
  const auto call = resume_after_crash(session, kWindowUntil, {stay_of(kClient, kDate, end + Seconds{9})}, {}, now, {});
  EXPECT_EQ(next_deadline(call, {}), now);
  const auto decision = decide(call, Tick{}, now, {});
  EXPECT_EQ(decision.presence.at(0).left_at, end);
  EXPECT_FALSE(decision.end);
  EXPECT_EQ(next_deadline(decision.next, {}), std::nullopt);
}

TEST(Resume, AWaitingParticipantWhoReturnsStillWaits) {
  const auto now = kDate + Minutes{1};
  const auto call =
      resume_after_crash(confirmed_session(), kWindowUntil, {stay_of(kClient, kDate, kDate)}, {}, now, {});
  EXPECT_EQ(call.status(), CallStatus::kWaiting);
  const auto back = decide(call, Join{kClient, Role::kClient, "Ana", "c2"}, now, {});
  EXPECT_FALSE(back.start);
  EXPECT_TRUE(decide(back.next, Join{kPsychologist, Role::kPsychologist, "Ben", "p1"}, now, {}).start);
}

constexpr Millis kPresenceInterval = Seconds{15};

/// A server with its store: what of the call would survive a SIGKILL at any instant.
struct Server {
  CallPolicy policy{};
  Session session = confirmed_session();
  std::map<PresenceId, PresenceInterval> stays{};
  Call call = new_call(session, kWindowUntil);
  base::WallTime now = kDate;
  base::WallTime next_write = kDate + kPresenceInterval;

  void happens(const CallEvent& event) {
    const auto decision = decide(call, event, now, policy);
    for (const auto& stay : decision.presence) stays.insert_or_assign(stay.id, stay);
    if (decision.start) RC_ASSERT(mark_call_started(session, decision.start->at));
    if (decision.end) RC_ASSERT(mark_call_ended(session, decision.end->at));
    // What REST did was in the store before the call's owner heard of it.
    if (const auto* started = std::get_if<Started>(&event)) (void)mark_call_started(session, started->at);
    if (const auto* ended = std::get_if<Ended>(&event)) (void)mark_call_ended(session, ended->at);
    call = decision.next;
  }
  void run_until(base::WallTime until) {
    for (;;) {
      const auto due = next_deadline(call, policy);
      const auto next = due ? std::min(*due, next_write) : next_write;
      if (next > until) break;
      now = std::max(now, next);
      if (due && *due <= now) {
        happens(Tick{});
      } else {
        write_presence();
      }
    }
    now = until;
  }
  void write_presence() {
    for (auto& participant : call.participants) {
      if (participant.connection != Connection::kConnected) continue;
      participant.stay.last_seen = now;
      stays.insert_or_assign(participant.stay.id, participant.stay);
    }
    next_write = now + kPresenceInterval;
  }
  void run_out() {
    for (auto due = next_deadline(call, policy); due; due = next_deadline(call, policy)) {
      now = std::max(now, *due);
      happens(Tick{});
    }
  }
  [[nodiscard]] Call resumed_after(Millis down) const {
    std::vector<PresenceInterval> all;
    for (const auto& [id, stay] : stays) all.push_back(stay);
    return resume_after_crash(session, kWindowUntil, all, {}, now + down, policy);
  }
};

Server any_server_at_the_crash() {
  Server server;
  for (const Action& action : any_history()) {
    // An end by REST without a start is refused before any owner hears of it.
    if (action.deed == Deed::kEnded && !server.call.started_at) continue;
    server.run_until(server.now + action.pause);
    if (action.deed != Deed::kPass) server.happens(event_of(action, server.now));
  }
  server.run_until(server.now + *any_pause());
  return server;
}

RC_GTEST_PROP(ResumeProperty, LosesNeitherStartNorEndNorAStay, ()) {
  const Server server = any_server_at_the_crash();
  const Call resumed = server.resumed_after(*any_pause());
  RC_ASSERT(resumed.started_at == server.call.started_at);
  RC_ASSERT(resumed.ended_at == server.call.ended_at);
  RC_ASSERT(resumed.empty_since == server.call.empty_since);
  RC_ASSERT(resumed.participants.size() == server.call.participants.size());
  for (std::size_t i = 0; i < resumed.participants.size(); ++i) {
    RC_ASSERT(resumed.participants[i].stay == server.call.participants[i].stay);
  }
}

RC_GTEST_PROP(ResumeProperty, WhoeverReturnsGoesOnAsIfNothingHadHappened, ()) {
  Server server = any_server_at_the_crash();
  const auto down = *any_pause();
  const Call before = server.call;
  server.call = server.resumed_after(down);
  server.now += down;
  for (const auto& was : before.participants) {
    server.now += Millis{*rc::gen::inRange(0, 5'000)};
    server.happens(Join{was.stay.user_id, was.stay.role, was.name, "again-" + was.stay.user_id.str()});
  }
  RC_ASSERT(server.call.started_at == before.started_at);
  RC_ASSERT(server.call.participants.size() == before.participants.size());
  for (const auto& was : before.participants) {
    const auto* is = server.call.by_user(was.stay.user_id);
    RC_ASSERT(is->stay.id == was.stay.id);
    RC_ASSERT(is->stay.joined_at == was.stay.joined_at);
    RC_ASSERT(is->connection == Connection::kConnected);
  }
}

/// The same crash, once seen by a server that lives (it loses every socket at that instant), once by one that has to
/// read its store: the record differs by no more than the time since the last presence write.
RC_GTEST_PROP(ResumeProperty, CostsAtMostTheTimeSinceTheLastPresenceWrite, ()) {
  Server crashed = any_server_at_the_crash();
  Server lives = crashed;
  for (const auto& participant : crashed.call.participants) lives.happens(SocketLost{participant.socket, lives.now});
  lives.run_out();

  const auto down = *any_pause();
  crashed.call = crashed.resumed_after(down);
  crashed.now += down;
  crashed.run_out();

  RC_ASSERT(crashed.session.call_started == lives.session.call_started);
  RC_ASSERT(crashed.session.call_ended.has_value() == lives.session.call_ended.has_value());
  if (lives.session.call_ended) {
    RC_CLASSIFY(crashed.session.call_ended != lives.session.call_ended, "the crash cost something");
    RC_ASSERT(*crashed.session.call_ended <= *lives.session.call_ended);
    RC_ASSERT(*lives.session.call_ended - *crashed.session.call_ended <= kPresenceInterval);
  }
  for (const auto& [id, stay] : lives.stays) {
    const auto& read_back = crashed.stays.at(id);
    RC_ASSERT(read_back.left_at.has_value() && stay.left_at.has_value());
    RC_ASSERT(*read_back.left_at <= *stay.left_at);
    RC_ASSERT(*stay.left_at - *read_back.left_at <= kPresenceInterval);
  }
}

}  // namespace
}  // namespace callroom::domain
