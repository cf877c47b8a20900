#include "machine_fixture.hpp"

namespace engineio::session {
namespace {

using protocol::PacketType;

class Upgrade : public MachineTest {};

TEST_F(Upgrade, WholeWayWithAPollWaiting) {
  start(Transport::kPolling);
  on(Event::kPoll);
  EXPECT_EQ(on(Event::kSocketOffered), List{Action::kHoldProbe});
  EXPECT_EQ(state(), State::kProbing);
  EXPECT_EQ(probe(PacketType::kPing, "probe"), List{Action::kReplyProbe});
  EXPECT_EQ(state(), State::kProbed);
  EXPECT_EQ(advance(kPollRelease - base::Millis{1}), List{});
  EXPECT_EQ(pass_deadline(), List{Action::kAnswerNoop});
  EXPECT_EQ(probe(PacketType::kUpgrade), List{Action::kAdoptProbe});
  EXPECT_EQ(state(), State::kWebSocket);
  EXPECT_EQ(machine_->transport(), Transport::kWebSocket);
}

TEST_F(Upgrade, APollAfterTheProbeIsReleasedSoon) {
  reach(State::kProbed);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(on(Event::kPoll), List{Action::kHoldPoll});
    EXPECT_EQ(advance(kPollRelease), List{Action::kAnswerNoop});
  }
  EXPECT_EQ(probe(PacketType::kUpgrade), List{Action::kAdoptProbe});
}

TEST_F(Upgrade, MessagesAreNeitherLostNorReorderedNorDoubled) {
  start(Transport::kPolling);
  send("a");
  on(Event::kSocketOffered);
  send("b");
  probe(PacketType::kPing, "probe");
  send("c");
  EXPECT_EQ(on(Event::kPoll), (List{Action::kHoldPoll, Action::kAnswerPoll}));  // the client's last poll
  EXPECT_EQ(payload(),
            "4a\x1e"
            "4b\x1e"
            "4c");
  send("d");
  EXPECT_EQ(probe(PacketType::kUpgrade), (List{Action::kAdoptProbe, Action::kWriteSocket}));
  EXPECT_EQ(frames(), std::vector<std::string>{"4d"});
  EXPECT_EQ(send("e"), List{});  // the socket is writing
  EXPECT_EQ(on(Event::kSocketDrained), List{Action::kWriteSocket});
  EXPECT_EQ(frames(), std::vector<std::string>{"4e"});
}

TEST_F(Upgrade, PostsAreTakenUntilItIsDone) {
  for (const State each : {State::kPolling, State::kProbing, State::kProbed}) {
    reach(each);
    EXPECT_EQ(on(Event::kPush), List{});
    EXPECT_EQ(packet(PacketType::kMessage, "x"), List{Action::kDeliver});
  }
  probe(PacketType::kUpgrade);
  EXPECT_EQ(on(Event::kPush), List{Action::kRefuse});
  EXPECT_EQ(state(), State::kWebSocket);
}

TEST_F(Upgrade, AProbeThatBreaksTheRulesIsDroppedAndPollingGoesOn) {
  struct Bad {
    State state;
    PacketType type;
    const char* data;
  };
  for (const Bad& bad :
       {Bad{State::kProbing, PacketType::kUpgrade, ""}, Bad{State::kProbing, PacketType::kPing, ""},
        Bad{State::kProbing, PacketType::kPing, "other"}, Bad{State::kProbing, PacketType::kMessage, "x"},
        Bad{State::kProbed, PacketType::kPing, "probe"}, Bad{State::kProbed, PacketType::kMessage, "x"},
        Bad{State::kProbed, PacketType::kClose, ""}}) {
    reach(bad.state);
    EXPECT_EQ(probe(bad.type, bad.data), List{Action::kDropProbe});
    EXPECT_EQ(state(), State::kPolling);
    on(Event::kPoll);
    EXPECT_EQ(send("on"), List{Action::kAnswerPoll});
    EXPECT_EQ(payload(), "4on");
    EXPECT_EQ(on(Event::kSocketOffered), List{Action::kHoldProbe});  // another try is welcome
  }
}

TEST_F(Upgrade, AProbeThatGoesLeavesPolling) {
  for (const State each : {State::kProbing, State::kProbed}) {
    reach(each);
    EXPECT_EQ(on(Event::kProbeGone), List{Action::kDropProbe});
    EXPECT_EQ(state(), State::kPolling);
  }
}

TEST_F(Upgrade, TakesNoLongerThanItsTimeout) {
  for (const State each : {State::kProbing, State::kProbed}) {
    reach(each);
    EXPECT_EQ(advance(kUpgradeTimeout - base::Millis{1}), List{});
    EXPECT_EQ(advance(base::Millis{1}), List{Action::kDropProbe});
    EXPECT_EQ(state(), State::kPolling);
    EXPECT_EQ(machine_->deadline() - clock_.steady_now(), kInterval - kUpgradeTimeout);
  }
}

TEST_F(Upgrade, ASecondSocketLeavesTheSessionUnharmed) {
  for (const State each : {State::kProbing, State::kProbed, State::kWebSocket, State::kPollingClosing,
                           State::kWebSocketClosing, State::kClosed}) {
    reach(each);
    EXPECT_EQ(on(Event::kSocketOffered), List{Action::kRefuseSocket});
    EXPECT_EQ(state(), each);
  }
}

TEST_F(Upgrade, RequestsAfterItLeaveTheSessionUnharmed) {
  reach(State::kWebSocket);
  EXPECT_EQ(on(Event::kPoll), List{Action::kRefuse});
  EXPECT_EQ(on(Event::kPush), List{Action::kRefuse});
  EXPECT_EQ(on(Event::kPushOverlap), List{Action::kRefuse});
  EXPECT_EQ(on(Event::kPollGone), List{});
  EXPECT_EQ(state(), State::kWebSocket);
}

TEST_F(Upgrade, APollFromBeforeTheProbeIsReleasedByAnUpgradeThatDidNotWaitForIt) {
  start(Transport::kPolling);
  on(Event::kPoll);
  on(Event::kSocketOffered);
  probe(PacketType::kPing, "probe");
  EXPECT_EQ(probe(PacketType::kUpgrade), (List{Action::kAnswerNoop, Action::kAdoptProbe}));
}

// The client sent probe and upgrade before the poll, by another connection; we happen to see the poll first.
TEST_F(Upgrade, APollThatOvertookTheUpgradeIsRefusedAsOneThatCameAfterIt) {
  for (const State seen_first : {State::kProbing, State::kProbed}) {
    reach(seen_first);
    EXPECT_EQ(on(Event::kPoll), List{Action::kHoldPoll});
    if (seen_first == State::kProbing) {
      EXPECT_EQ(probe(PacketType::kPing, "probe"), List{Action::kReplyProbe});
    }
    EXPECT_EQ(probe(PacketType::kUpgrade), (List{Action::kRefusePoll, Action::kAdoptProbe}));
    EXPECT_EQ(state(), State::kWebSocket);
  }
}

}  // namespace
}  // namespace engineio::session
