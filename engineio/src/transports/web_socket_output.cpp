// What a WebSocket writes and how it ends; web_socket.cpp has the rest.
#include "transports/web_socket.hpp"

#include <chrono>
#include <utility>

namespace engineio::transports {
namespace {

// Of the closing handshake: a round trip, with room for a bad network.
constexpr std::chrono::seconds kHandshakeTimeout{10};
// Each ping is answered, until so many answers are waiting; then the latest only (RFC 6455, section 5.5.3).
constexpr std::uint8_t kMaxPongs = 16;

}  // namespace

// --- writing ---

void WebSocket::write(std::vector<session::OutPacket> batch) {
  here([batch = std::move(batch)](WebSocket& self) mutable {
    if (self.state_ != State::kOpen) return;
    for (auto& packet : batch) self.outbox_.push(std::move(packet));
    self.owes_drained_ = true;
    if (!self.blocked_) self.flush();
  });
}

void WebSocket::flush() {
  while (!outbox_.empty()) {
    Outbox::Parts parts;  // NOLINT: filled as far as it is used
    const Wire::Moved sent = wire_.write(outbox_.gather(parts));
    switch (sent.outcome) {
      case Wire::Outcome::kMoved:
        outbox_.written(sent.bytes);
        break;
      case Wire::Outcome::kBlocked:
        blocked_ = true;
        return;
      case Wire::Outcome::kEnd:
      case Wire::Outcome::kFailed:
        lose(sent.outcome == Wire::Outcome::kEnd ? Gone::kClosed : Gone::kFailed);
        return;
    }
  }
  blocked_ = false;
  pongs_ = 0;
  if (const auto pong = std::exchange(pong_, nullptr)) {
    answer_ping(*pong);
    flush();
    return;
  }
  drained();
}

// Nothing can be written any more. What the peer said before it went may still be read, a close frame say; that, and
// the report, is of the next round: we may be within a call of the listener's.
void WebSocket::lose(Gone how) {
  outbox_.clear();
  if (state_ == State::kAnswering) {
    cut();
    return;
  }
  blocked_ = true;
  lost_ = how;
  loop_.again(*this);
}

void WebSocket::drained() {
  switch (state_) {
    case State::kOpen:
      if (std::exchange(owes_drained_, false)) {
        tell(listener_, [this](WebSocketListener& listener) { listener.on_drained(*this); });
      }
      break;
    case State::kAnswering:
      part();
      break;
    case State::kLingering:
      // Closing with bytes unread would reset the connection, and the reset could overtake the close frame: the peer
      // would not learn why. So the end of our side is told, and what the peer sends is read until its own.
      wire_.end_sending();
      break;
    case State::kOpening:
    case State::kClosing:
    case State::kGone:
      break;
  }
}

void WebSocket::answer_ping(std::string_view payload) {
  if (pongs_ == kMaxPongs) {
    pong_ = std::make_unique<std::string>(payload);
    return;
  }
  ++pongs_;
  outbox_.push_raw(websocket::pong_frame(payload));
}

// --- the end ---

void WebSocket::close() {
  here([](WebSocket& self) {
    if (self.reported_ || (self.state_ != State::kOpening && self.state_ != State::kOpen)) return;
    if (self.state_ == State::kOpening) self.watch();
    self.listener_.reset();
    self.say_goodbye(websocket::close_frame(websocket::CloseCode::kNormal), State::kClosing);
  });
}

void WebSocket::abort() {
  here([](WebSocket& self) {
    self.listener_.reset();
    self.cut();
  });
}

void WebSocket::say_goodbye(std::string frame, State next) {
  if (state_ == State::kGone) return;  // The listener cut it.
  pong_.reset();  // Nothing may follow a close frame.
  outbox_.push_raw(std::move(frame));
  state_ = next;
  loop_.set(*this, kHandshakeTimeout);
  if (!blocked_) flush();
}

// The connection is at its end, without a word or with an error.
void WebSocket::end(Gone how) {
  const bool open = state_ == State::kOpen;
  cut();
  if (open) report(how);
}

void WebSocket::report(Gone how) {
  reported_ = true;
  tell(listener_, [this, how](WebSocketListener& listener) { listener.on_gone(*this, how); });
  listener_.reset();
}

// Both sides have said that they close. It is ours to end the connection (section 7.1.1), but a TLS peer has its own
// close_notify still to send: closed at once, we would answer that with a reset.
void WebSocket::part() {
  if (!wire_.is_secure()) {
    cut();
    return;
  }
  state_ = State::kLingering;
  wire_.end_sending();
}

void WebSocket::cut() {
  if (std::exchange(state_, State::kGone) == State::kGone) return;
  Alarm::cancel();
  outbox_.clear();
  loop_.forget(*this);
  wire_.close();
  lease_.reset();
}

}  // namespace engineio::transports
