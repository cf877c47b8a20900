#include "rooms/recovery_log.hpp"

#include <utility>

namespace socketio::rooms {

void RecoveryLog::append(SharedEvent event, base::SteadyTime now, Peer peer) {
  bytes_ += event->bytes;
  entries_.push_back(Entry{std::move(event), now});
  while (!entries_.empty()) {
    const bool too_old = peer == Peer::kConnected && now - entries_.front().sent > limits_.window;
    if (!too_old && entries_.size() <= limits_.max_packets && bytes_ <= limits_.max_bytes) break;
    drop_oldest();
  }
}

std::optional<std::vector<SharedEvent>> RecoveryLog::since(std::optional<std::string_view> offset) const {
  std::size_t begin = 0;
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
  while (!entries_.empty()) {
    const bool found = entries_.front().event->offset == offset;
    drop_oldest();
    if (found) return;
  }
}

void RecoveryLog::drop_oldest() {
  bytes_ -= entries_.front().event->bytes;
  last_dropped_ = entries_.front().event->offset;
  entries_.pop_front();
}

void RecoveryLog::clear() {
  entries_.clear();
  bytes_ = 0;
}

}  // namespace socketio::rooms
