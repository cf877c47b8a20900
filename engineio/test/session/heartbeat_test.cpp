#include "machine_fixture.hpp"

namespace engineio::session {
namespace {

using protocol::PacketType;

class Heartbeat : public MachineTest {};

TEST_F(Heartbeat, PingsAfterTheIntervalAndNotBefore) {
  start(Transport::kWebSocket);
  EXPECT_EQ(advance(kInterval - base::Millis{1}), List{});
  EXPECT_EQ(advance(base::Millis{1}), List{Action::kWriteSocket});
  EXPECT_EQ(frames(), std::vector<std::string>{"2"});
}

TEST_F(Heartbeat, APongBeginsTheNextInterval) {
  start(Transport::kWebSocket);
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(pass_deadline(), List{Action::kWriteSocket});
    EXPECT_EQ(frames(), std::vector<std::string>{"2"});
    on(Event::kSocketDrained);
    clock_.advance(kTimeout - base::Millis{1});
    EXPECT_EQ(packet(PacketType::kPong), List{});
    EXPECT_EQ(machine_->deadline() - clock_.steady_now(), kInterval);
  }
}

TEST_F(Heartbeat, NoPongInTimeEndsTheSession) {
  start(Transport::kWebSocket);
  pass_deadline();
  on(Event::kSocketDrained);
  EXPECT_EQ(advance(kTimeout - base::Millis{1}), List{});
  EXPECT_EQ(advance(base::Millis{1}), (List{Action::kCloseSocket, Action::kEnd}));
  EXPECT_EQ(reason(), CloseReason::kPingTimeout);
}

// The timer has not fired yet, but the time is over: the request must not find a session.
TEST_F(Heartbeat, WhatComesAfterTheDeadlineComesTooLate) {
  start(Transport::kPolling);
  advance(kInterval);
  clock_.advance(kTimeout);
  EXPECT_EQ(on(Event::kPoll), (List{Action::kRefuse, Action::kEnd}));
  EXPECT_EQ(reason(), CloseReason::kPingTimeout);
}

TEST_F(Heartbeat, ALateTimerGivesThePeerNoMoreTimeUnlessItIsVeryLate) {
  start(Transport::kWebSocket);
  advance(kInterval + base::Millis{3});
  EXPECT_EQ(machine_->deadline() - clock_.steady_now(), kTimeout - base::Millis{3});
  start(Transport::kWebSocket);
  advance(kInterval + 2 * kTimeout);
  EXPECT_EQ(machine_->deadline() - clock_.steady_now(), kTimeout / 2);
}

TEST_F(Heartbeat, AStuckWriteIsCutOff) {
  start(Transport::kWebSocket);
  pass_deadline();
  EXPECT_EQ(frames(), std::vector<std::string>{"2"});  // and no word of its being written
  EXPECT_EQ(advance(kTimeout), (List{Action::kAbortSocket, Action::kEnd}));
  EXPECT_EQ(reason(), CloseReason::kPingTimeout);
}

TEST_F(Heartbeat, APollerThatDoesNotComeForItsPingIsGoneAllTheSame) {
  start(Transport::kPolling);
  EXPECT_EQ(advance(kInterval), List{});
  EXPECT_EQ(advance(kTimeout), List{Action::kEnd});
  EXPECT_EQ(reason(), CloseReason::kPingTimeout);
}

TEST_F(Heartbeat, GoesByTheWaitingPoll) {
  start(Transport::kPolling);
  EXPECT_EQ(on(Event::kPoll), List{Action::kHoldPoll});
  EXPECT_EQ(pass_deadline(), List{Action::kAnswerPoll});
  EXPECT_EQ(payload(), "2");
  EXPECT_EQ(on(Event::kPush), List{});
  EXPECT_EQ(packet(PacketType::kPong), List{});
  EXPECT_EQ(machine_->deadline() - clock_.steady_now(), kInterval);
}

TEST_F(Heartbeat, MessagesAreNoPong) {
  start(Transport::kWebSocket);
  pass_deadline();
  on(Event::kSocketDrained);
  packet(PacketType::kMessage, "alive");
  EXPECT_EQ(advance(kTimeout), (List{Action::kCloseSocket, Action::kEnd}));
}

TEST_F(Heartbeat, AnUnaskedPongChangesNothing) {
  start(Transport::kWebSocket);
  const auto before = machine_->deadline();
  clock_.advance(base::Millis{1'000});
  EXPECT_EQ(packet(PacketType::kPong), List{});
  EXPECT_EQ(machine_->deadline(), before);
}

TEST_F(Heartbeat, APingOfTheClientIsAgainstTheProtocol) {
  start(Transport::kWebSocket);
  EXPECT_EQ(packet(PacketType::kPing), (List{Action::kCloseSocket, Action::kEnd}));
  EXPECT_EQ(reason(), CloseReason::kParseError);
}

TEST_F(Heartbeat, SurvivesTheUpgrade) {
  start(Transport::kPolling);
  pass_deadline();  // queued: nobody polls
  on(Event::kSocketOffered);
  probe(PacketType::kPing, "probe");
  EXPECT_EQ(probe(PacketType::kUpgrade), (List{Action::kAdoptProbe, Action::kWriteSocket}));
  EXPECT_EQ(frames(), std::vector<std::string>{"2"});
  on(Event::kSocketDrained);
  EXPECT_EQ(advance(kTimeout), (List{Action::kCloseSocket, Action::kEnd}));
}

}  // namespace
}  // namespace engineio::session
