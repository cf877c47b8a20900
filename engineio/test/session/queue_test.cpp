#include "machine_fixture.hpp"

#include "engineio/protocol/payload.hpp"

#include <rapidcheck/gtest.h>

namespace engineio::session {
namespace {

using protocol::PacketType;

class Queue : public MachineTest {};

TEST_F(Queue, WaitsForThePoll) {
  start(Transport::kPolling);
  EXPECT_EQ(send("a"), List{});
  EXPECT_EQ(send_unit({"b", "c"}), List{});
  EXPECT_EQ(on(Event::kPoll), (List{Action::kHoldPoll, Action::kAnswerPoll}));
  EXPECT_EQ(payload(),
            "4a\x1e"
            "4b\x1e"
            "4c");
  EXPECT_EQ(on(Event::kPoll), List{Action::kHoldPoll});
}

TEST_F(Queue, AUnitAnswersTheWaitingPollWhole) {
  start(Transport::kPolling);
  on(Event::kPoll);
  EXPECT_EQ(send_unit({"a", "b"}), List{Action::kAnswerPoll});
  EXPECT_EQ(payload(),
            "4a\x1e"
            "4b");
}

TEST_F(Queue, TheSocketGetsOneBatchAtATime) {
  start(Transport::kWebSocket);
  EXPECT_EQ(send("a"), List{Action::kWriteSocket});
  frames();
  EXPECT_EQ(send_unit({"b", "c"}), List{});
  EXPECT_EQ(send("d"), List{});
  EXPECT_EQ(on(Event::kSocketDrained), List{Action::kWriteSocket});
  EXPECT_EQ(frames(), (std::vector<std::string>{"4b", "4c", "4d"}));
  EXPECT_EQ(on(Event::kSocketDrained), List{});
}

TEST_F(Queue, WhatComesBeforeTheBatchIsTakenIsPartOfIt) {
  start(Transport::kWebSocket);
  EXPECT_EQ(send("a"), List{Action::kWriteSocket});
  EXPECT_EQ(send("b"), List{});
  EXPECT_EQ(send("v", Delivery::kVolatile), List{}) << "nothing is being written yet";
  EXPECT_EQ(frames(), (std::vector<std::string>{"4a", "4b", "4v"}));
  EXPECT_EQ(send("w", Delivery::kVolatile), List{});
  EXPECT_EQ(on(Event::kSocketDrained), List{}) << "the last one was dropped";
}

TEST_F(Queue, ABatchThatIsNotTakenIsForgottenAtTheEnd) {
  start(Transport::kWebSocket);
  EXPECT_EQ(send("a"), List{Action::kWriteSocket});
  EXPECT_EQ(on(Event::kSocketClosed), (List{Action::kCloseSocket, Action::kEnd}));
  EXPECT_EQ(frames(), std::vector<std::string>{});
  EXPECT_EQ(machine_->held_cost(), 0U);
}

TEST_F(Queue, ASlowPollerIsClosed) {
  start(Transport::kPolling);
  while (state() == State::kPolling) {
    ASSERT_LE(machine_->held_cost(), kBound);
    send(std::string(100, 'x'));
  }
  EXPECT_EQ(reason(), CloseReason::kSlowConsumer);
  EXPECT_EQ(machine_->held_cost(), 0U);
}

TEST_F(Queue, WhatIsBeingWrittenCounts) {
  start(Transport::kWebSocket);
  send(std::string(kBound / 2, 'x'));
  frames();
  send(std::string(kBound / 2 - 200, 'x'));
  EXPECT_EQ(state(), State::kWebSocket);
  EXPECT_EQ(send(std::string(200, 'x')), (List{Action::kAbortSocket, Action::kEnd}));
  EXPECT_EQ(reason(), CloseReason::kSlowConsumer);
}

TEST_F(Queue, EmptyMessagesAreNotFree) {
  start(Transport::kPolling);
  for (std::size_t i = 0; i < kBound && state() == State::kPolling; ++i) send("");
  EXPECT_EQ(reason(), CloseReason::kSlowConsumer);
}

TEST_F(Queue, AConsumerThatKeepsUpIsNeverClosed) {
  start(Transport::kWebSocket);
  for (int i = 0; i < 1'000; ++i) {
    send(std::string(1'000, 'x'));
    frames();
    on(Event::kSocketDrained);
  }
  EXPECT_EQ(state(), State::kWebSocket);
}

TEST_F(Queue, VolatileIsDroppedUnlessItCanGoNow) {
  start(Transport::kPolling);
  EXPECT_EQ(send("v", Delivery::kVolatile), List{});
  EXPECT_EQ(machine_->held_cost(), 0U);
  on(Event::kPoll);
  EXPECT_EQ(send_unit({"v", "w"}, Delivery::kVolatile), List{Action::kAnswerPoll});
  EXPECT_EQ(payload(),
            "4v\x1e"
            "4w");

  start(Transport::kWebSocket);
  EXPECT_EQ(send("v", Delivery::kVolatile), List{Action::kWriteSocket});
  frames();
  EXPECT_EQ(send("w", Delivery::kVolatile), List{});
  EXPECT_EQ(on(Event::kSocketDrained), List{});
}

TEST_F(Queue, APayloadHasItsLimitButAlwaysOnePacket) {
  start(Transport::kPolling);
  send(std::string(1'500, 'a'));
  send(std::string(400, 'b'));
  send(std::string(400, 'c'));
  send(std::string(400, 'd'));
  on(Event::kPoll);
  EXPECT_EQ(payload(), "4" + std::string(1'500, 'a'));
  on(Event::kPoll);
  EXPECT_EQ(payload(), "4" + std::string(400, 'b') +
                           "\x1e"
                           "4" +
                           std::string(400, 'c'));
  on(Event::kPoll);
  EXPECT_EQ(payload(), "4" + std::string(400, 'd'));
  EXPECT_EQ(machine_->held_cost(), 0U);
}

// Whatever happens, in whatever order: one end at most, nothing held beyond the bound, and every message that left,
// left once and in order.
RC_GTEST_PROP(MachineProperty, AnyStoryKeepsTheRules, (const std::vector<std::uint8_t>& story)) {
  const Limits limits{base::Millis{25}, base::Millis{20}, base::Millis{10}, 2'000, 200};
  base::ManualClock clock;
  Machine machine(limits, Transport::kPolling, clock.steady_now());
  int sent = 0;
  int left = -1;
  int ends = 0;
  bool poll_waits = false;
  const auto saw = [&left](std::string_view number) {
    const int value = std::stoi(std::string{number});
    RC_ASSERT(value == left + 1);
    left = value;
  };
  const auto act = [&](const Actions& actions) {
    for (const Action action : actions) {
      RC_ASSERT(ends == 0);
      if (action == Action::kHoldPoll) poll_waits = true;
      if (action == Action::kAnswerNoop || action == Action::kAnswerClose || action == Action::kAnswerPoll ||
          action == Action::kRefusePoll) {
        RC_ASSERT(std::exchange(poll_waits, false));
      }
      if (action == Action::kAnswerPoll) {
        const std::string payload = machine.take_payload();
        protocol::PayloadReader reader(payload);
        while (const auto packet = reader.next()) {
          if ((*packet)->type == PacketType::kMessage) saw((*packet)->data);
        }
      }
      if (action == Action::kWriteSocket) {
        for (const auto& packet : machine.take_batch()) {
          if (packet.type == PacketType::kMessage) saw(packet.bytes());
        }
      }
      ends += action == Action::kEnd ? 1 : 0;
    }
  };
  for (const std::uint8_t step : story) {
    if (ends > 0) break;
    clock.advance(base::Millis{step % 4});
    const auto kind = static_cast<Event>(step % 17);
    const auto now = clock.steady_now();
    if (step % 17 > static_cast<int>(Event::kShutdown)) {
      const OutPacket out{PacketType::kMessage, protocol::FrameKind::kText,
                          std::make_shared<const std::string>(std::to_string(sent++))};
      act(machine.send({&out, 1}, Delivery::kReliable));
    } else if (kind == Event::kProbePacket) {
      const bool ping = machine.state() == State::kProbing;
      act(machine.on(kind, now,
                     {ping ? PacketType::kPing : PacketType::kUpgrade, protocol::FrameKind::kText, "probe"}));
    } else if (kind == Event::kPacket) {
      act(machine.on(kind, now, {PacketType::kPong, protocol::FrameKind::kText, ""}));
    } else if (kind < Event::kBadPacket || kind == Event::kSocketOffered || kind == Event::kProbeGone ||
               kind == Event::kTick ||
               (kind == Event::kSocketDrained && machine.transport() == Transport::kWebSocket)) {
      act(machine.on(kind, now));
    }
    RC_ASSERT(machine.held_cost() <= limits.max_queue_cost);
    RC_ASSERT((machine.state() == State::kClosed) == (ends == 1));
  }
}

}  // namespace
}  // namespace engineio::session
