#include "machine_fixture.hpp"

namespace engineio::session {
namespace {

using protocol::PacketType;

class Close : public MachineTest {};

constexpr State kOpenStates[] = {State::kPolling, State::kProbing, State::kProbed, State::kWebSocket};

TEST_F(Close, OfTheServerGoesBehindWhatIsQueued) {
  start(Transport::kPolling);
  send("last words");
  EXPECT_EQ(on(Event::kClose), List{});
  EXPECT_EQ(on(Event::kPoll), (List{Action::kHoldPoll, Action::kAnswerPoll, Action::kEnd}));
  EXPECT_EQ(payload(),
            "4last words\x1e"
            "1");
  EXPECT_EQ(reason(), CloseReason::kServerClose);
}

TEST_F(Close, OfTheServerByTheWaitingPoll) {
  start(Transport::kPolling);
  on(Event::kPoll);
  EXPECT_EQ(on(Event::kClose), (List{Action::kAnswerPoll, Action::kEnd}));
  EXPECT_EQ(payload(), "1");
}

TEST_F(Close, OfTheServerDrainsTheSocketFirst) {
  start(Transport::kWebSocket);
  EXPECT_EQ(send("a"), List{Action::kWriteSocket});
  EXPECT_EQ(frames(), std::vector<std::string>{"4a"});
  EXPECT_EQ(on(Event::kClose), List{});
  EXPECT_EQ(send("too late"), List{});
  EXPECT_EQ(on(Event::kSocketDrained), List{Action::kWriteSocket});
  EXPECT_EQ(frames(), std::vector<std::string>{"1"});
  EXPECT_EQ(on(Event::kSocketDrained), (List{Action::kCloseSocket, Action::kEnd}));
  EXPECT_EQ(reason(), CloseReason::kServerClose);
}

TEST_F(Close, APayloadThatIsFullLeavesTheCloseForTheNextPoll) {
  start(Transport::kPolling);
  send(std::string(900, 'a'));
  send(std::string(900, 'b'));
  on(Event::kClose);
  EXPECT_EQ(on(Event::kPoll), (List{Action::kHoldPoll, Action::kAnswerPoll}));
  EXPECT_EQ(payload(), "4" + std::string(900, 'a'));
  EXPECT_EQ(on(Event::kPoll), (List{Action::kHoldPoll, Action::kAnswerPoll, Action::kEnd}));
  EXPECT_EQ(payload(), "4" + std::string(900, 'b') +
                           "\x1e"
                           "1");
}

TEST_F(Close, OfTheServerDoesNotWaitForever) {
  for (const State each : {State::kPollingClosing, State::kWebSocketClosing}) {
    reach(each);
    EXPECT_EQ(advance(kCloseGrace - base::Millis{1}), List{});
    EXPECT_EQ(advance(base::Millis{1}).back(), Action::kEnd);
    EXPECT_EQ(reason(), CloseReason::kServerClose);
  }
}

TEST_F(Close, OfTheServerWhileProbingDropsTheProbe) {
  for (const State each : {State::kProbing, State::kProbed}) {
    reach(each);
    EXPECT_EQ(on(Event::kClose), List{Action::kDropProbe});
    EXPECT_EQ(state(), State::kPollingClosing);
  }
}

TEST_F(Close, ShutdownIsACloseWithItsOwnReason) {
  reach(State::kWebSocket);
  EXPECT_EQ(on(Event::kShutdown), List{Action::kWriteSocket});
  EXPECT_EQ(frames(), std::vector<std::string>{"1"});
  EXPECT_EQ(on(Event::kClose), List{});  // a later close changes nothing
  on(Event::kSocketDrained);
  EXPECT_EQ(reason(), CloseReason::kServerShutdown);
}

TEST_F(Close, OfTheClientReleasesItsPollWithANoop) {
  start(Transport::kPolling);
  on(Event::kPoll);
  on(Event::kPush);
  EXPECT_EQ(packet(PacketType::kClose), (List{Action::kAnswerNoop, Action::kEnd}));
  EXPECT_EQ(reason(), CloseReason::kClientClose);
}

TEST_F(Close, OfTheClientBySocket) {
  start(Transport::kWebSocket);
  EXPECT_EQ(packet(PacketType::kClose), (List{Action::kCloseSocket, Action::kEnd}));
  EXPECT_EQ(reason(), CloseReason::kClientClose);
}

TEST_F(Close, TwoPollsAtOnce) {
  for (const State each : {State::kPolling, State::kProbing}) {
    reach(each);
    on(Event::kPoll);
    const auto actions = on(Event::kPoll);
    EXPECT_EQ(actions[0], Action::kRefuse);
    EXPECT_EQ(actions[1], Action::kAnswerClose);
    EXPECT_EQ(actions.back(), Action::kEnd);
    EXPECT_EQ(reason(), CloseReason::kParseError);
  }
}

TEST_F(Close, TwoPostsAtOnce) {
  start(Transport::kPolling);
  on(Event::kPush);
  EXPECT_EQ(on(Event::kPushOverlap), (List{Action::kRefuse, Action::kEnd}));
  EXPECT_EQ(reason(), CloseReason::kParseError);
}

TEST_F(Close, ACancelledPoll) {
  for (const State each : {State::kPolling, State::kProbing, State::kProbed}) {
    reach(each);
    on(Event::kPoll);
    EXPECT_EQ(on(Event::kPollGone).back(), Action::kEnd);
    EXPECT_EQ(reason(), CloseReason::kTransportClose);
  }
}

TEST_F(Close, EveryReasonFromEveryOpenState) {
  const std::pair<Event, CloseReason> table[] = {{Event::kBadPacket, CloseReason::kParseError},
                                                 {Event::kSocketClosed, CloseReason::kTransportClose},
                                                 {Event::kSocketFailed, CloseReason::kTransportError}};
  for (const State each : kOpenStates) {
    for (const auto& [event, wanted] : table) {
      reach(each);
      const auto actions = on(event);
      EXPECT_EQ(actions.back(), Action::kEnd);
      EXPECT_EQ(reason(), wanted);
      const bool probing = each == State::kProbing || each == State::kProbed;
      EXPECT_EQ(actions.front() == Action::kDropProbe, probing);
      EXPECT_EQ(actions.front() == Action::kCloseSocket, each == State::kWebSocket);
    }
  }
}

TEST_F(Close, PacketsThatOnlyAServerSendsAreAgainstTheProtocol) {
  for (const PacketType type : {PacketType::kOpen, PacketType::kPing, PacketType::kUpgrade}) {
    for (const State each : kOpenStates) {
      reach(each);
      EXPECT_EQ(packet(type).back(), Action::kEnd);
      EXPECT_EQ(reason(), CloseReason::kParseError);
    }
  }
}

TEST_F(Close, TheReasonOfAClosingSessionStays) {
  for (const State each : {State::kPollingClosing, State::kWebSocketClosing}) {
    reach(each);
    EXPECT_EQ(on(Event::kSocketFailed).back(), Action::kEnd);
    EXPECT_EQ(reason(), CloseReason::kServerClose);
  }
}

TEST_F(Close, MessagesToAClosingSessionAreIgnored) {
  reach(State::kWebSocketClosing);
  EXPECT_EQ(packet(PacketType::kMessage, "late"), List{});
}

TEST_F(Close, HappensOnce) {
  reach(State::kClosed);
  for (int event = 0; event <= static_cast<int>(Event::kShutdown); ++event) {
    for (const Action action : on(static_cast<Event>(event))) {
      EXPECT_TRUE(action == Action::kRefuse || action == Action::kRefuseSocket) << name_of(action);
    }
  }
  EXPECT_EQ(send("x"), List{});
  EXPECT_EQ(machine_->deadline(), kNever);
  EXPECT_EQ(machine_->held_cost(), 0U);
}

// The POST that closes may be seen before the GET that was sent first, by another connection.
TEST_F(Close, APollThatWasOnItsWayWhenTheClientClosedIsReleased) {
  start(Transport::kPolling);
  EXPECT_EQ(packet(PacketType::kClose), List{});
  EXPECT_EQ(on(Event::kPoll), (List{Action::kHoldPoll, Action::kAnswerNoop, Action::kEnd}));
  EXPECT_EQ(reason(), CloseReason::kClientClose);
}

TEST_F(Close, AClientThatClosedAndDoesNotPollIsNotWaitedForLong) {
  start(Transport::kPolling);
  packet(PacketType::kClose);
  EXPECT_EQ(send("too late"), List{});
  EXPECT_EQ(advance(kCloseLinger - base::Millis{1}), List{});
  EXPECT_EQ(pass_deadline(), List{Action::kEnd});
  EXPECT_EQ(reason(), CloseReason::kClientClose);
}

}  // namespace
}  // namespace engineio::session
