#include "rooms/channel.hpp"

#include <algorithm>
#include <utility>

namespace socketio::rooms {
namespace {

/// The same session, be it still alive or not.
bool same(const Channel::Session& a, const Channel::Session& b) { return !a.owner_before(b) && !b.owner_before(a); }

}  // namespace

Channel::Channel(Identity identity, RecoveryLimits limits, const base::Clock& clock, std::weak_ptr<Adapter> adapter)
    : identity_(std::move(identity)),
      limits_(limits),
      clock_(clock),
      adapter_(std::move(adapter)) {}

RecoveryLog& Channel::log_of(Inner& inner) const {
  if (!inner.log) inner.log = std::make_unique<RecoveryLog>(limits_);
  return *inner.log;
}

void Channel::open(const Session& session, const std::shared_ptr<Socket>& socket, const Unit& answer) {
  auto inner = inner_.lock();
  inner->state = State::kConnected;
  inner->session = session;
  inner->current = socket;
  send(*inner, answer);
  if (const auto adapter = adapter_.lock()) adapter->add(identity_.nsp, "", socket);
}

bool Channel::detach(const Session& session) {
  auto inner = inner_.lock();
  if (inner->state != State::kConnected || !same(inner->session, session)) return false;
  inner->session.reset();
  if (limits_.enabled()) {
    inner->state = State::kAway;
  } else {
    leave_all(*inner);
  }
  return true;
}

bool Channel::resume(const Session& session, const std::shared_ptr<Socket>& socket, const Unit& answer,
                     std::optional<std::string_view> offset) {
  auto inner = inner_.lock();
  if (inner->state != State::kAway) return false;
  const auto missed = log_of(*inner).since(offset);
  if (!missed) return false;
  if (offset) log_of(*inner).forget_until(*offset);
  inner->state = State::kConnected;
  inner->session = session;
  inner->current = socket;
  send(*inner, answer);
  for (const SharedEvent& event : *missed) send(*inner, to_unit(event));
  if (const auto adapter = adapter_.lock()) {
    adapter->add(identity_.nsp, "", socket);
    for (const std::string& room : inner->rooms) adapter->add(identity_.nsp, room, socket);
  }
  return true;
}

bool Channel::end(const Unit& farewell) {
  auto inner = inner_.lock();
  if (inner->state == State::kGone || inner->state == State::kNew) return false;
  if (inner->state == State::kConnected && !farewell.empty()) send(*inner, farewell);
  inner->session.reset();
  leave_all(*inner);
  return true;
}

void Channel::leave_all(Inner& inner) {
  inner.state = State::kGone;
  inner.log.reset();
  if (const auto adapter = adapter_.lock()) {
    for (const std::string& room : inner.rooms) adapter->remove(identity_.nsp, room, identity_.id);
    adapter->remove(identity_.nsp, "", identity_.id);
  }
  inner.rooms.clear();
}

void Channel::send(Inner& inner, const Unit& unit, engineio::Delivery delivery) {
  if (const auto session = inner.session.lock()) session->send(unit, delivery);
}

bool Channel::emit(const SharedEvent& event, engineio::Delivery delivery) {
  auto inner = inner_.lock();
  const bool connected = inner->state == State::kConnected;
  if (!connected && inner->state != State::kAway) return false;
  if (!event->offset.empty()) {
    const auto peer = connected ? RecoveryLog::Peer::kConnected : RecoveryLog::Peer::kAway;
    log_of(*inner).append(event, clock_.steady_now(), peer);
  }
  if (connected) send(*inner, to_unit(event), delivery);
  return true;
}

bool Channel::send_on(const Session& session, const Unit& unit) {
  auto inner = inner_.lock();
  if (!same(inner->session, session)) return false;
  send(*inner, unit);
  return true;
}

bool Channel::away() const { return inner_.lock()->state == State::kAway; }

std::shared_ptr<Socket> Channel::current() const {
  auto inner = inner_.lock();
  return inner->state == State::kGone ? nullptr : inner->current.lock();
}

void Channel::join(const std::string& room) {
  auto inner = inner_.lock();
  if (inner->state != State::kConnected && inner->state != State::kAway) return;
  const auto adapter = adapter_.lock();
  const auto socket = inner->current.lock();
  if (room.empty() || !adapter || !socket || std::count(inner->rooms.begin(), inner->rooms.end(), room) != 0) return;
  inner->rooms.push_back(room);
  adapter->add(identity_.nsp, room, socket);
}

void Channel::leave(const std::string& room) {
  auto inner = inner_.lock();
  if (std::erase(inner->rooms, room) == 0) return;
  if (const auto adapter = adapter_.lock()) adapter->remove(identity_.nsp, room, identity_.id);
}

}  // namespace socketio::rooms
