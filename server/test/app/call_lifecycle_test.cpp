#include "app/call_lifecycle.hpp"

#include "domain/metrics.hpp"
#include "world.hpp"

#include <gtest/gtest.h>
#include <thread>
#include <vector>

namespace callroom::app {
namespace {

using namespace test;
using base::Minutes;
using base::Seconds;

TEST(StartCall, OnceAndTheSameAnswerAgain) {
  World world;
  const auto first = start_call(world.env, world.id, kAna, world.origin);
  world.clock.advance(Minutes{1});
  const auto second = start_call(world.env, world.id, kBen, world.origin);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->status, SessionStatus::kInProgress);
  EXPECT_EQ(first->call_started, kDate);
  EXPECT_EQ(*first, *second);
  EXPECT_EQ(*first, world.stored());
  EXPECT_TRUE(first->meeting_link.has_value()) << "a call in progress can be entered";
  const auto starts = world.audit(AuditAction::kCallStart);
  ASSERT_EQ(starts.size(), 1u);
  EXPECT_EQ(starts[0].user_id, kAna.id);
  EXPECT_EQ(starts[0].room_id, first->meeting_link);
}

TEST(StartCall, WhatTheClientSaysOfTheTimeIsRecordedOnly) {
  World world;
  world.origin.facts.emplace("clientStartTime", "2020-01-01T00:00:00.000Z");
  EXPECT_EQ(start_call(world.env, world.id, kAna, world.origin)->call_started, kDate);
  EXPECT_EQ(world.audit(AuditAction::kCallStart).at(0).metadata.at("clientStartTime"), "2020-01-01T00:00:00.000Z");
}

TEST(StartCall, ARefusalIsAuditedAndChangesNothing) {
  World world;
  world.clock.advance(Minutes{-16});
  const auto before = world.stored();
  EXPECT_EQ(start_call(world.env, world.id, kAna, world.origin).error(), Denial::kTooEarly);
  EXPECT_EQ(start_call(world.env, world.id, kStranger, world.origin).error(), Denial::kNotAParticipant);
  EXPECT_EQ(start_call(world.env, domain::test::session_id(9), kAna, world.origin).error(), Denial::kSessionNotFound);
  EXPECT_EQ(world.stored(), before);
  const auto refused = world.audit(AuditAction::kPermissionDenied);
  ASSERT_EQ(refused.size(), 2u);
  EXPECT_EQ(refused[0].error_code, "TOO_EARLY");
  EXPECT_EQ(refused[1].error_code, "NOT_A_PARTICIPANT");
}

TEST(StartCall, SomebodyElseWasFirst) {
  World world;
  world.store.before_next_commit([&](const Commit&) {
    world.change([](auto& session) { EXPECT_TRUE(domain::mark_call_started(session, kDate - Seconds{1})); });
    return std::nullopt;
  });
  EXPECT_EQ(start_call(world.env, world.id, kAna, world.origin)->call_started, kDate - Seconds{1});
  EXPECT_TRUE(world.audit(AuditAction::kCallStart).empty()) << "the one who was first records it";
}

TEST(EndCall, OnceAndTheSameAnswerAgain) {
  World world;
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  world.clock.advance(Minutes{50} + Seconds{31});
  const auto first = end_call(world.env, world.id, kBen, world.origin);
  world.clock.advance(Minutes{1});
  const auto second = end_call(world.env, world.id, kAna, world.origin);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->status, SessionStatus::kCompleted);
  EXPECT_EQ(first->call_ended, kDate + Minutes{50} + Seconds{31});
  EXPECT_EQ(*first, *second);
  const auto ends = world.audit(AuditAction::kCallEnd);
  ASSERT_EQ(ends.size(), 1u);
  EXPECT_EQ(ends[0].duration_seconds, 50 * 60 + 31);
  EXPECT_EQ(ends[0].user_id, kBen.id);
  EXPECT_EQ(ends[0].metadata.at("reason"), "ended");
}

TEST(CallCommands, WhatIsRepeatedIsRecordedAndCountsNothing) {
  World world;
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  ASSERT_TRUE(start_call(world.env, world.id, kBen, world.origin));
  ASSERT_TRUE(end_call(world.env, world.id, kAna, world.origin));
  ASSERT_TRUE(end_call(world.env, world.id, kBen, world.origin));
  const auto repeated = world.audit(AuditAction::kCallRepeated);
  ASSERT_EQ(repeated.size(), 2u);
  domain::MetricsTally tally;
  for (const auto& record : repeated) {
    EXPECT_EQ(record.user_id, kBen.id);
    EXPECT_EQ(record.metadata.at("via"), world.origin.via);
    tally.add(record);
  }
  EXPECT_EQ(tally, domain::MetricsTally{});
}

TEST(EndCall, NeedsAStartButNoWindow) {
  World world;
  EXPECT_EQ(end_call(world.env, world.id, kAna, world.origin).error(), EndError::kNotStarted);
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  world.clock.advance(Minutes{600});
  EXPECT_EQ(end_call(world.env, world.id, kStranger, world.origin).error(), EndError::kNotAParticipant);
  EXPECT_EQ(end_call(world.env, domain::test::session_id(9), kAna, world.origin).error(), EndError::kSessionNotFound);
  EXPECT_TRUE(end_call(world.env, world.id, kAdmin, world.origin));
}

TEST(EndCall, AClockSetBackGivesNoNegativeCall) {
  World world;
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  world.clock.advance(Minutes{-5});
  EXPECT_EQ(end_call(world.env, world.id, kAna, world.origin)->call_ended, kDate);
  EXPECT_EQ(world.audit(AuditAction::kCallEnd).at(0).duration_seconds, 0);
}

domain::PresenceInterval stay_of(const domain::SessionId& session, const domain::UserId& user) {
  return {domain::PresenceId::generate(kDate), session, user, domain::Role::kClient, kDate, kDate, std::nullopt};
}

CallStep empty_step(const World& world) { return {world.id, domain::RoomId{"room-1"}, {}, {}, {}, {}}; }

TEST(CallStepRecord, StartPresenceAndAuditAreOneCommit) {
  World world;
  auto step = empty_step(world);
  step.start = domain::StartCall{kDate - Seconds{2}, kBen.id};
  step.presence.push_back(stay_of(world.id, kBen.id));
  domain::AuditRecord success{.id = domain::AuditId::generate(kDate)};
  success.action = AuditAction::kJoinSuccess;
  success.session_id = world.id;
  success.metadata.emplace("requestId", "request-0");
  step.audit.push_back(success);
  const auto before = world.store.commits().size();
  const auto outcome = record_and_wait(world.env, step, world.origin);
  EXPECT_EQ(outcome.started_at, kDate - Seconds{2});
  EXPECT_EQ(outcome.ended_at, std::nullopt);
  EXPECT_EQ(world.stored().status, SessionStatus::kInProgress);
  ASSERT_EQ(world.store.commits().size(), before + 1);
  EXPECT_EQ(world.store.presence(world.id).size(), 1u);
  EXPECT_EQ(world.audit(AuditAction::kCallStart).at(0).user_id, kBen.id);
  const auto joined = world.audit(AuditAction::kJoinSuccess);
  ASSERT_EQ(joined.size(), 1u);
  EXPECT_EQ(joined[0].timestamp, kDate);
  EXPECT_EQ(joined[0].metadata.at("requestId"), "request-0");
  EXPECT_EQ(joined[0].user_agent, "") << "a step is of several people: none gets what is known of another";
  EXPECT_EQ(world.audit(AuditAction::kCallStart).at(0).metadata.at("requestId"), "request-1");
}

TEST(CallStepRecord, AStartByRestWasFirst) {
  World world;
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  world.clock.advance(Seconds{4});
  auto step = empty_step(world);
  step.start = domain::StartCall{world.clock.now(), kBen.id};
  step.presence.push_back(stay_of(world.id, kBen.id));
  EXPECT_EQ(record_and_wait(world.env, step, world.origin).started_at, kDate);
  EXPECT_EQ(world.audit(AuditAction::kCallStart).size(), 1u);
  EXPECT_EQ(world.store.presence(world.id).size(), 1u) << "the stay is written all the same";
}

TEST(CallStepRecord, ACancelledSessionDoesNotStart) {
  World world;
  world.change([](auto& session) { session.status = SessionStatus::kCancelled; });
  auto step = empty_step(world);
  step.start = domain::StartCall{kDate, kBen.id};
  EXPECT_EQ(record_and_wait(world.env, step, world.origin).started_at, std::nullopt);
  step.end = domain::EndCall{kDate, domain::EndReason::kEveryoneLeft, std::nullopt};
  EXPECT_EQ(record_and_wait(world.env, step, world.origin).ended_at, std::nullopt);
  EXPECT_EQ(world.stored().status, SessionStatus::kCancelled);
  EXPECT_TRUE(world.audit(AuditAction::kCallStart).empty());
  EXPECT_TRUE(world.audit(AuditAction::kCallEnd).empty());
}

TEST(CallStepRecord, AnEndByItselfSaysWhyAndHowLong) {
  World world;
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  auto step = empty_step(world);
  step.end = domain::EndCall{kDate + Minutes{3}, domain::EndReason::kEveryoneLeft, std::nullopt};
  world.clock.advance(Minutes{8});
  EXPECT_EQ(record_and_wait(world.env, step, {}).ended_at, kDate + Minutes{3});
  const auto ends = world.audit(AuditAction::kCallEnd);
  ASSERT_EQ(ends.size(), 1u);
  EXPECT_EQ(ends[0].user_id, std::nullopt);
  EXPECT_EQ(ends[0].duration_seconds, 180);
  EXPECT_EQ(ends[0].metadata.at("reason"), "empty");
  EXPECT_EQ(ends[0].timestamp, kDate + Minutes{8}) << "when it was recorded";
}

TEST(CallStepRecord, AConflictIsTriedAnew) {
  World world;
  world.store.before_next_commit([&](const Commit&) {
    world.change([](auto& session) { ++session.access_count; });
    return std::nullopt;
  });
  auto step = empty_step(world);
  step.start = domain::StartCall{kDate, kBen.id};
  EXPECT_EQ(record_and_wait(world.env, step, world.origin).started_at, kDate);
  EXPECT_EQ(world.stored().access_count, 1) << "the other change is kept";
}

TEST(CallStepRecord, WithoutStartOrEndTheSessionIsNotWritten) {
  World world;
  auto step = empty_step(world);
  const auto revision = world.stored().revision;
  const auto before = world.store.commits().size();
  record_and_wait(world.env, step, world.origin);
  EXPECT_EQ(world.store.commits().size(), before) << "nothing to write";
  step.presence.push_back(stay_of(world.id, kAna.id));
  record_and_wait(world.env, step, world.origin);
  EXPECT_EQ(world.store.commits().size(), before + 1);
  EXPECT_EQ(world.stored().revision, revision);
}

TEST(CallStepRecord, TellsOfAnEndElsewhere) {
  World world;
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  ASSERT_TRUE(end_call(world.env, world.id, kAna, world.origin));
  EXPECT_EQ(record_and_wait(world.env, empty_step(world), world.origin).ended_at, kDate);
}

TEST(Presence, MarksOpenStaysAsSeenNow) {
  World world;
  auto open = stay_of(world.id, kAna.id);
  auto closed = stay_of(world.id, kBen.id);
  closed.left_at = kDate;
  world.clock.advance(Seconds{10});
  const auto before = world.store.commits().size();
  record_presence(world.env, {open, closed});
  EXPECT_EQ(world.store.commits().size(), before + 1);
  for (const auto& stay : world.store.presence(world.id)) {
    EXPECT_EQ(stay.last_seen, stay.left_at ? kDate : kDate + Seconds{10});
  }
  record_presence(world.env, {});
  EXPECT_EQ(world.store.commits().size(), before + 1);
}

TEST(CallsToResume, RunningOnesAndThoseWithOpenStays) {
  World world;
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  auto waiting = confirmed_session();
  waiting.id = domain::test::session_id(2);
  world.put(waiting);
  auto quiet = confirmed_session();
  quiet.id = domain::test::session_id(3);
  quiet.meeting_link.reset();
  world.put(quiet);
  auto left = stay_of(world.id, kBen.id);
  left.left_at = kDate;
  auto step = empty_step(world);
  step.presence = {stay_of(waiting.id, kAna.id), left};
  record_and_wait(world.env, step, world.origin);

  const auto calls = calls_to_resume(world.env);
  ASSERT_EQ(calls.size(), 2u);
  EXPECT_EQ(calls[0].session.id, world.id);
  EXPECT_EQ(calls[0].stays.size(), 1u);
  EXPECT_TRUE(calls[0].names.empty()) << "who left needs no name";
  EXPECT_EQ(calls[1].session.id, waiting.id);
  EXPECT_EQ(calls[1].names.at(kAna.id), "Ana");
}

TEST(Audit, RecordsOfTheirOwnAreWrittenOrDropped) {
  World world;
  domain::AuditRecord record{.id = domain::AuditId::generate(kDate)};
  record.action = AuditAction::kPermissionDenied;
  record.session_id = world.id;
  record.error_code = "PERMISSION_DENIED";
  record_audit(world.env, {record, record});
  EXPECT_EQ(world.audit(AuditAction::kPermissionDenied).size(), 2u) << "each gets its own id";
  world.env.audit = AuditMode::kOff;
  record_audit(world.env, {record});
  EXPECT_EQ(world.audit(AuditAction::kPermissionDenied).size(), 2u);
}

TEST(Audit, WithoutItTheChangesAreTheSame) {
  World world;
  world.env.audit = AuditMode::kOff;
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  world.clock.advance(Minutes{1});
  ASSERT_TRUE(end_call(world.env, world.id, kAna, world.origin));
  EXPECT_EQ(world.stored().call_ended, kDate + Minutes{1});
  EXPECT_TRUE(world.store.audit_of(world.id).empty());
}

TEST(CallRecordQuery, ForParticipantsAndAdmins) {
  World world;
  auto step = empty_step(world);
  step.presence = {stay_of(world.id, kAna.id)};
  record_and_wait(world.env, step, world.origin);
  const auto record = call_record(world.env, world.id, kBen);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->people.client.name, "Ana");
  EXPECT_EQ(record->stays.size(), 1u);
  EXPECT_TRUE(call_record(world.env, world.id, kAdmin));
  EXPECT_EQ(call_record(world.env, world.id, kStranger).error(), ReadError::kNotAParticipant);
  EXPECT_EQ(call_record(world.env, domain::test::session_id(9), kAna).error(), ReadError::kSessionNotFound);
}

TEST(CallHistory, OwnEndedCallsTheLatestFirst) {
  World world;
  for (int i = 2; i <= 4; ++i) {
    auto session = confirmed_session();
    session.id = domain::test::session_id(static_cast<std::uint64_t>(i));
    session.meeting_link.reset();
    if (i == 4) session.client_id = kStranger.id;
    EXPECT_TRUE(domain::mark_call_started(session, kDate));
    EXPECT_TRUE(domain::mark_call_ended(session, kDate + Minutes{i}));
    world.put(session);
  }
  const auto own = call_history(world.env, kAna, {});
  ASSERT_EQ(own.items.size(), 2u);
  EXPECT_EQ(own.items[0].session.id, domain::test::session_id(3));
  EXPECT_EQ(own.items[0].people.psychologist.name, "Ben");
  EXPECT_EQ(call_history(world.env, kAdmin, {}).items.size(), 3u);
  EXPECT_EQ(call_history(world.env, kAdmin, {.limit = 1, .cursor = std::nullopt}).items.size(), 1u);
}

/// Real threads over the real memory store: whatever their order, one start and one end.
TEST(CallRaces, ManyStartsAndEndsMakeOneOfEach) {
  World world;
  store::MemoryStore store;
  Commit seed;
  auto session = confirmed_session();
  seed.new_sessions.push_back(session);
  ASSERT_EQ(store.commit(seed), CommitOutcome::kDone);
  const Environment env{store, world.clock, {}, {}, AuditMode::kOn};
  constexpr int kThreads = 4;
  std::vector<std::jthread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&env, &world, i] {
      const CallStep step{world.id, domain::RoomId{"r"}, domain::StartCall{kDate, kBen.id}, {}, {}, {}};
      for (int round = 0; round < 20; ++round) {
        if (i % 2 == 0) {
          (void)start_call(env, world.id, kAna, world.origin);
        } else {
          record_and_wait(env, step, world.origin);
        }
      }
      (void)end_call(env, world.id, kAna, world.origin);
    });
  }
  threads.clear();
  int starts = 0;
  int ends = 0;
  for (const auto& record : store.audit_of(world.id)) {
    starts += record.action == AuditAction::kCallStart ? 1 : 0;
    ends += record.action == AuditAction::kCallEnd ? 1 : 0;
  }
  EXPECT_EQ(starts, 1);
  EXPECT_EQ(ends, 1);
  EXPECT_EQ(store.session(world.id)->status, SessionStatus::kCompleted);
}

}  // namespace
}  // namespace callroom::app
