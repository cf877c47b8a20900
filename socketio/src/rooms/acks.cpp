#include "rooms/acks.hpp"

#include <utility>

namespace socketio::rooms {

std::optional<std::uint64_t> Acks::add(AckReceiver& receiver,
                                       const std::function<std::unique_ptr<Timer>(std::uint64_t)>& start_timer) {
  auto inner = inner_.lock();
  if (inner->closed) return std::nullopt;
  const std::uint64_t id = inner->next_id++;
  if (!inner->pending) inner->pending = std::make_unique<AllPending>();
  inner->pending->emplace(id, Pending{std::move(receiver), start_timer(id)});
  return id;
}

void Acks::answer(std::uint64_t id, std::optional<Payload> payload) {
  AllPending::node_type taken;
  {
    auto inner = inner_.lock();
    if (inner->pending) taken = inner->pending->extract(id);
  }
  if (taken) taken.mapped().receiver(std::move(payload));
}

void Acks::close_all() {
  std::unique_ptr<AllPending> taken;
  {
    auto inner = inner_.lock();
    inner->closed = true;
    taken = std::move(inner->pending);
  }
  if (!taken) return;
  for (auto& [id, pending] : *taken) pending.receiver(std::nullopt);
}

}  // namespace socketio::rooms
