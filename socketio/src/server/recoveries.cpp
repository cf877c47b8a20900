#include "server/recoveries.hpp"

#include "server/socket_impl.hpp"

#include <utility>

namespace socketio::server {

Recoveries::Entries::node_type Recoveries::extract(Inner& inner, std::string_view pid) {
  const auto found = inner.by_pid.find(pid);
  if (found == inner.by_pid.end()) return {};
  auto taken = inner.by_pid.extract(found);
  if (taken && taken.mapped().status == Status::kParked) inner.order.erase(taken.mapped().place);
  return taken;
}

void Recoveries::end(Entries::node_type taken) {
  if (taken && taken.mapped().socket) taken.mapped().socket->channel().end({});
}

// In all of these the entry taken out (a socket's last owner, perhaps, and a timer) is destroyed without the lock.

void Recoveries::track(const std::shared_ptr<SocketImpl>& socket) {
  Entries::node_type replaced;
  auto inner = inner_.lock();
  replaced = extract(*inner, socket->channel().pid());
  inner->by_pid[socket->channel().pid()].socket = socket;
}

void Recoveries::park(const std::shared_ptr<SocketImpl>& socket) {
  const std::string& pid = socket->channel().pid();
  Entries::node_type replaced;
  Entries::node_type evicted;
  {
    auto inner = inner_.lock();
    replaced = extract(*inner, pid);
    Entry& entry = inner->by_pid[pid];
    entry.socket = socket;
    entry.status = Status::kParked;
    entry.deadline = clock_.steady_now() + window_;
    entry.place = inner->order.insert(inner->order.end(), pid);
    entry.timer = timers_->after(socket->executor(), window_, [weak = weak_from_this(), pid] {
      if (const auto self = weak.lock()) self->expire(pid);
    });
    if (inner->order.size() > max_parked_) evicted = extract(*inner, inner->order.front());
  }
  end(std::move(evicted));
}

void Recoveries::forget(const std::string& pid) {
  Entries::node_type taken;
  auto inner = inner_.lock();
  taken = extract(*inner, pid);
}

std::optional<Recoveries::Found> Recoveries::find(const std::string& pid) {
  {
    auto inner = inner_.lock();
    const auto found = inner->by_pid.find(pid);
    if (found == inner->by_pid.end()) return std::nullopt;
    const Entry& entry = found->second;
    if (entry.status == Status::kConnected || clock_.steady_now() < entry.deadline) {
      return Found{entry.socket, entry.status};
    }
  }
  expire(pid);  // its timer is late
  return std::nullopt;
}

void Recoveries::expire(const std::string& pid) {
  Entries::node_type taken;
  {
    auto inner = inner_.lock();
    const auto found = inner->by_pid.find(pid);
    // It may have come back, and even been lost again, since the timer was set.
    if (found == inner->by_pid.end() || found->second.status != Status::kParked) return;
    if (clock_.steady_now() < found->second.deadline) return;
    taken = extract(*inner, pid);
  }
  end(std::move(taken));
}

}  // namespace socketio::server
