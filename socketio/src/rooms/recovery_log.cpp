#include "rooms/recovery_log.hpp"

#include <utility>

namespace socketio::rooms {

void RecoveryLog::append(SharedEvent event, base::SteadyTime now, Peer peer) {
  bytes_ += event->bytes;
  if (entries_.size() == entries_.capacity()) compact();
  entries_.push_back(Entry{std::move(event), now});
  while (packets() != 0) {
    const bool too_old = peer == Peer::kConnected && now - entries_[first_].sent > limits_.window;
    if (!too_old && packets() <= limits_.max_packets && bytes_ <= limits_.max_bytes) break;
    drop_oldest();
  }
}

std::optional<std::vector<SharedEvent>> RecoveryLog::since(std::optional<std::string_view> offset) const {
  std::size_t begin = first_;
  if (!offset) {
    if (!last_dropped_.empty()) return std::nullopt;
  } else if (last_dropped_.empty() || *offset != last_dropped_) {
    while (begin < entries_.size() && entries_[begin].event->offset != *offset) ++begin;
    if (begin == entries_.size()) return std::nullopt;
    ++begin;
  }
  std::vector<SharedEvent> missed;
  missed.reserve(entries_.size() - begin);
  for (; begin < entries_.size(); ++begin) missed.push_back(entries_[begin].event);
  return missed;
}

void RecoveryLog::forget_until(std::string_view offset) {
  if (offset == last_dropped_) return;
  while (packets() != 0) {
    const bool found = entries_[first_].event->offset == offset;
    drop_oldest();
    if (found) return;
  }
}

void RecoveryLog::drop_oldest() {
  Entry& oldest = entries_[first_++];
  bytes_ -= oldest.event->bytes;
  last_dropped_ = oldest.event->offset;
  oldest.event.reset();
}

void RecoveryLog::compact() {
  // Half of the room at least is won, or none is: each entry is moved once on average.
  if (first_ < entries_.size() / 2) return;
  entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(first_));
  first_ = 0;
}

}  // namespace socketio::rooms
