#pragma once

#include "base/clock.hpp"
#include "session/machine.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace engineio::session {

inline const char* name_of(Action action) {
  switch (action) {
    case Action::kHoldPoll:
      return "HoldPoll";
    case Action::kRefuse:
      return "Refuse";
    case Action::kAnswerPoll:
      return "AnswerPoll";
    case Action::kAnswerNoop:
      return "AnswerNoop";
    case Action::kAnswerClose:
      return "AnswerClose";
    case Action::kRefusePoll:
      return "RefusePoll";
    case Action::kHoldProbe:
      return "HoldProbe";
    case Action::kRefuseSocket:
      return "RefuseSocket";
    case Action::kReplyProbe:
      return "ReplyProbe";
    case Action::kDropProbe:
      return "DropProbe";
    case Action::kAdoptProbe:
      return "AdoptProbe";
    case Action::kWriteSocket:
      return "WriteSocket";
    case Action::kCloseSocket:
      return "CloseSocket";
    case Action::kAbortSocket:
      return "AbortSocket";
    case Action::kDeliver:
      return "Deliver";
    case Action::kEnd:
      return "End";
  }
  return "?";
}
inline void PrintTo(Action action, std::ostream* out) { *out << name_of(action); }

using List = std::vector<Action>;

/// A machine, a clock that stands still, and no I/O.
class MachineTest : public testing::Test {
 protected:
  static constexpr std::chrono::milliseconds kInterval{25'000};
  static constexpr std::chrono::milliseconds kTimeout{20'000};
  static constexpr std::chrono::milliseconds kUpgradeTimeout{10'000};
  static constexpr std::size_t kBound = 4'096;

  List on(Event event) { return list(machine_->on(event, clock_.steady_now())); }
  List on(Event event, protocol::PacketType type, std::string_view data = {}) {
    return list(machine_->on(event, clock_.steady_now(), {type, protocol::FrameKind::kText, data}));
  }
  List packet(protocol::PacketType type, std::string_view data = {}) { return on(Event::kPacket, type, data); }
  List probe(protocol::PacketType type, std::string_view data = {}) { return on(Event::kProbePacket, type, data); }
  List send_unit(const std::vector<std::string>& texts, Delivery delivery = Delivery::kReliable) {
    std::vector<OutPacket> unit;
    for (const auto& text : texts) {
      unit.push_back(
          {protocol::PacketType::kMessage, protocol::FrameKind::kText, std::make_shared<const std::string>(text)});
    }
    return list(machine_->send(unit, delivery));
  }
  List send(const std::string& text, Delivery delivery = Delivery::kReliable) {
    return send_unit(std::vector<std::string>{text}, delivery);
  }
  /// Moves the clock to the machine's own deadline.
  List pass_deadline() {
    const auto left = machine_->deadline() - clock_.steady_now();
    clock_.advance(std::chrono::duration_cast<base::Millis>(left));
    return on(Event::kTick);
  }
  List advance(base::Millis by) {
    clock_.advance(by);
    return on(Event::kTick);
  }
  std::string payload() { return machine_->take_payload(); }
  /// What the WebSocket was given, a frame after another.
  std::vector<std::string> frames() {
    std::vector<std::string> out;
    for (const auto& each : machine_->take_batch()) {
      out.push_back(protocol::type_digit(each.type) + std::string{each.bytes()});
    }
    return out;
  }
  [[nodiscard]] State state() const { return machine_->state(); }
  [[nodiscard]] CloseReason reason() const { return machine_->reason(); }

  void start(Transport transport) { machine_ = std::make_unique<Machine>(limits_, transport, clock_.steady_now()); }
  void reach(State wanted) {
    start(wanted == State::kWebSocket || wanted == State::kWebSocketClosing ? Transport::kWebSocket
                                                                            : Transport::kPolling);
    if (wanted == State::kProbing || wanted == State::kProbed) on(Event::kSocketOffered);
    if (wanted == State::kProbed) probe(protocol::PacketType::kPing, "probe");
    if (wanted == State::kPollingClosing || wanted == State::kWebSocketClosing) on(Event::kClose);
    if (wanted == State::kClosed) on(Event::kBadPacket);
    ASSERT_EQ(state(), wanted);
  }

  base::ManualClock clock_;
  Limits limits_{kInterval, kTimeout, kUpgradeTimeout, kBound, 1'000};
  std::unique_ptr<Machine> machine_;

 private:
  static List list(const Actions& actions) { return {actions.begin(), actions.end()}; }
};

}  // namespace engineio::session
