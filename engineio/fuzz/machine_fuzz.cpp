// A session's whole life: a byte is an event (low bits) and, for packets, their type (high bits). After the end nothing
// may happen any more, and nothing may be held beyond the bound.
#include "base/clock.hpp"
#include "session/machine.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace engineio;
  using session::Action;
  constexpr unsigned kEvents = static_cast<unsigned>(session::Event::kShutdown) + 1;
  const session::Limits limits{base::Millis{9}, base::Millis{8}, base::Millis{7}, 1'000, 200};
  base::ManualClock clock;
  session::Machine machine(limits, size % 2 == 0 ? Transport::kPolling : Transport::kWebSocket, clock.steady_now());
  const session::OutPacket message{protocol::PacketType::kMessage, protocol::FrameKind::kText,
                                   std::make_shared<const std::string>("hello")};
  bool ended = false;
  for (std::size_t i = 0; i < size; ++i) {
    clock.advance(base::Millis{data[i] & 1});
    const unsigned which = (data[i] & 31U) % (kEvents + 1);
    const protocol::Packet packet{static_cast<protocol::PacketType>((data[i] >> 5) % 7), protocol::FrameKind::kText,
                                  (data[i] & 1) != 0 ? "probe" : ""};
    const auto actions = which == kEvents ? machine.send({&message, 1}, Delivery::kReliable)
                                          : machine.on(static_cast<session::Event>(which), clock.steady_now(), packet);
    for (const Action action : actions) {
      if (ended && action != Action::kRefuse && action != Action::kRefuseSocket) std::abort();
      if (action == Action::kAnswerPoll && machine.take_payload().empty()) std::abort();
      if (action == Action::kWriteSocket && machine.take_batch().empty()) std::abort();
      ended = ended || action == Action::kEnd;
    }
    if (machine.held_cost() > limits.max_queue_cost + 200) std::abort();  // a ping or a close may be on top
  }
  return 0;
}
