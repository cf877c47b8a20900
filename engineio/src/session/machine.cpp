#include "session/machine.hpp"

#include <algorithm>
#include <utility>

namespace engineio::session {

using protocol::PacketType;

namespace {

constexpr std::string_view kProbeText = "probe";

}  // namespace

bool Actions::has(Action action) const noexcept { return std::find(begin(), end(), action) != end(); }

Machine::Machine(const Limits& limits, Transport transport, base::SteadyTime now)
    : limits_(limits),
      state_(transport == Transport::kPolling ? State::kPolling : State::kWebSocket),
      ping_at_(now + limits.ping_interval) {}

Actions Machine::on(Event event, base::SteadyTime now, const protocol::Packet& incoming) {
  if (now >= pong_by_) return too_late(event);
  Actions out;
  switch (event) {
    case Event::kPoll:
      poll(now, out);
      break;
    case Event::kPollGone:
      // Whatever its answer held is lost. After the upgrade that was a noop at most.
      if (is_polling()) end(CloseReason::kTransportClose, out);
      break;
    case Event::kPush:
      if (!is_polling()) out.add(Action::kRefuse);
      break;
    case Event::kPushOverlap:
      out.add(Action::kRefuse);
      if (is_polling()) end(CloseReason::kParseError, out);
      break;
    case Event::kPacket:
      packet(incoming, now, out);
      break;
    case Event::kBadPacket:
      end(CloseReason::kParseError, out);
      break;
    case Event::kSocketOffered:
      offer(now, out);
      break;
    case Event::kProbePacket:
      probe_packet(incoming, now, out);
      break;
    case Event::kProbeGone:
      if (is_probing()) drop_probe(out);
      break;
    case Event::kSocketDrained:
      drained(out);
      break;
    case Event::kSocketClosed:
      end(CloseReason::kTransportClose, out);
      break;
    case Event::kSocketFailed:
      end(CloseReason::kTransportError, out);
      break;
    case Event::kTick:
      tick(now, out);
      break;
    case Event::kClose:
      begin_close(CloseReason::kServerClose, now, out);
      break;
    case Event::kShutdown:
      begin_close(CloseReason::kServerShutdown, now, out);
      break;
  }
  return out;
}

// What comes after the deadline comes too late, whether the timer has fired or not.
Actions Machine::too_late(Event event) {
  Actions out;
  if (event == Event::kPoll || event == Event::kPush || event == Event::kPushOverlap) out.add(Action::kRefuse);
  if (event == Event::kSocketOffered) out.add(Action::kRefuseSocket);
  end(CloseReason::kPingTimeout, out);
  return out;
}

Actions Machine::send(std::span<const OutPacket> unit, Delivery delivery) {
  Actions out;
  if (!is_open()) {
    return out;
  }
  const bool ready = is_polling() ? poll_waits_ : in_flight_ == 0;
  if (delivery == Delivery::kVolatile && !ready) {
    return out;
  }
  for (const OutPacket& each : unit) queue_.push(each);
  if (held_cost() > limits_.max_queue_cost) {
    end(CloseReason::kSlowConsumer, out);
  } else {
    flush(out);
  }
  return out;
}

Transport Machine::transport() const noexcept {
  return state_ == State::kWebSocket || state_ == State::kWebSocketClosing ? Transport::kWebSocket
                                                                           : Transport::kPolling;
}

base::SteadyTime Machine::deadline() const noexcept {
  return std::min({ping_at_, pong_by_, upgrade_by_, release_at_, close_by_});
}

bool Machine::is_polling() const noexcept {
  return state_ == State::kPolling || is_probing() || state_ == State::kPollingClosing;
}

bool Machine::is_open() const noexcept {
  return state_ == State::kPolling || is_probing() || state_ == State::kWebSocket;
}

void Machine::poll(base::SteadyTime now, Actions& out) {
  if (!is_polling()) {
    out.add(Action::kRefuse);
    return;
  }
  if (poll_waits_) {  // "the client must not send more than one": which of the two would get the next packet?
    out.add(Action::kRefuse);
    end(CloseReason::kParseError, out);
    return;
  }
  out.add(Action::kHoldPoll);
  poll_waits_ = true;
  poll_came_probing_ = is_probing();
  flush(out);
  if (!poll_waits_) return;
  if (state_ == State::kProbed) release_at_ = now + kPollRelease;
  if (state_ == State::kPollingClosing && reason_ == CloseReason::kClientClose) end(reason_, out);
}

void Machine::packet(const protocol::Packet& incoming, base::SteadyTime now, Actions& out) {
  if (state_ == State::kClosed) {
    return;
  }
  switch (incoming.type) {
    case PacketType::kPong:
      pong(now);
      break;
    case PacketType::kMessage:
      if (is_open()) out.add(Action::kDeliver);
      break;
    case PacketType::kClose:
      client_close(now, out);
      break;
    case PacketType::kNoop:
      break;
    // Only the server pings in protocol 4, only the server opens, and an upgrade belongs on a probe.
    case PacketType::kPing:
    case PacketType::kOpen:
    case PacketType::kUpgrade:
      end(CloseReason::kParseError, out);
      break;
  }
}

void Machine::offer(base::SteadyTime now, Actions& out) {
  if (state_ != State::kPolling) {  // Upgraded, upgrading or closing: the running session is left alone.
    out.add(Action::kRefuseSocket);
    return;
  }
  state_ = State::kProbing;
  upgrade_by_ = now + limits_.upgrade_timeout;
  out.add(Action::kHoldProbe);
}

void Machine::probe_packet(const protocol::Packet& incoming, base::SteadyTime now, Actions& out) {
  if (state_ == State::kProbing && incoming.type == PacketType::kPing && incoming.data == kProbeText) {
    state_ = State::kProbed;
    out.add(Action::kReplyProbe);
    // The client stops polling now, and waits for the answer to its last GET to do so.
    if (poll_waits_) release_at_ = now + kPollRelease;
    return;
  }
  if (state_ == State::kProbed && incoming.type == PacketType::kUpgrade) {
    state_ = State::kWebSocket;
    upgrade_by_ = release_at_ = kNever;
    // One that came before the upgrade began is released; a later one is a GET of an upgraded session.
    if (std::exchange(poll_waits_, false)) out.add(poll_came_probing_ ? Action::kRefusePoll : Action::kAnswerNoop);
    out.add(Action::kAdoptProbe);
    flush(out);
    return;
  }
  if (is_probing()) drop_probe(out);
}

void Machine::drop_probe(Actions& out) {
  state_ = State::kPolling;
  upgrade_by_ = release_at_ = kNever;
  out.add(Action::kDropProbe);
}

void Machine::drained(Actions& out) {
  in_flight_ = 0;
  if (state_ == State::kWebSocketClosing && queue_.empty()) {
    end(reason_, out);
    return;
  }
  flush(out);
}

void Machine::tick(base::SteadyTime now, Actions& out) {
  if (now >= close_by_) {
    end(reason_, out);
    return;
  }
  if (now >= release_at_) {
    release_at_ = kNever;
    if (std::exchange(poll_waits_, false)) out.add(Action::kAnswerNoop);
  }
  if (now >= upgrade_by_) drop_probe(out);
  if (now >= ping_at_) {
    // Also when the ping cannot leave: a peer that takes nothing is gone too. Counted from when it was due, so that a
    // late timer gives nobody more time; but if we are very late, that is our fault and not the peer's.
    pong_by_ = std::max(ping_at_, now - limits_.ping_timeout / 2) + limits_.ping_timeout;
    ping_at_ = kNever;
    queue_.push({PacketType::kPing, protocol::FrameKind::kText, nullptr});
    flush(out);
  }
}

void Machine::pong(base::SteadyTime now) {
  if (pong_by_ == kNever) {
    return;
  }
  pong_by_ = kNever;
  ping_at_ = now + limits_.ping_interval;
}

// Moves what is queued on to the carrier, if that can take it.
void Machine::flush(Actions& out) {
  if (queue_.empty() || state_ == State::kClosed) {
    return;
  }
  if (!is_polling()) {
    if (in_flight_ == 0 && !std::exchange(write_asked_, true)) out.add(Action::kWriteSocket);
    return;
  }
  if (std::exchange(poll_waits_, false)) {
    payload_ = queue_.take_payload(limits_.max_poll_payload);
    out.add(Action::kAnswerPoll);
    if (state_ == State::kPollingClosing && queue_.empty()) end(reason_, out);
  }
}

std::vector<OutPacket> Machine::take_batch() {
  write_asked_ = false;
  in_flight_ = queue_.cost();
  return queue_.take_all();
}

void Machine::client_close(base::SteadyTime now, Actions& out) {
  if (!is_open() || !is_polling() || poll_waits_) {
    end(CloseReason::kClientClose, out);
    return;
  }
  if (is_probing()) drop_probe(out);
  state_ = State::kPollingClosing;
  reason_ = CloseReason::kClientClose;
  ping_at_ = pong_by_ = kNever;
  close_by_ = now + kCloseLinger;
  queue_.clear();
}

void Machine::begin_close(CloseReason reason, base::SteadyTime now, Actions& out) {
  if (!is_open()) {
    return;
  }
  if (is_probing()) drop_probe(out);
  state_ = state_ == State::kPolling ? State::kPollingClosing : State::kWebSocketClosing;
  reason_ = reason;
  ping_at_ = kNever;
  pong_by_ = kNever;
  close_by_ = now + kCloseGrace;
  queue_.push({PacketType::kClose, protocol::FrameKind::kText, nullptr});
  flush(out);
}

// The one door.
void Machine::end(CloseReason reason, Actions& out) {
  if (state_ == State::kClosed) {
    return;
  }
  const bool closing = state_ == State::kPollingClosing || state_ == State::kWebSocketClosing;
  reason_ = closing ? reason_ : reason;
  // A peer that closed by POST has its GET released with a noop, any other is told to stop polling.
  if (std::exchange(poll_waits_, false)) {
    out.add(reason == CloseReason::kClientClose ? Action::kAnswerNoop : Action::kAnswerClose);
  }
  if (is_probing()) out.add(Action::kDropProbe);
  if (!is_polling()) out.add(in_flight_ == 0 ? Action::kCloseSocket : Action::kAbortSocket);
  state_ = State::kClosed;
  queue_.clear();
  ping_at_ = pong_by_ = upgrade_by_ = release_at_ = close_by_ = kNever;
  out.add(Action::kEnd);
}

}  // namespace engineio::session
