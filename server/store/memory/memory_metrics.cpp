#include "store/memory/memory_metrics.hpp"

namespace callroom::store {

app::MetricsPosition MemoryMetrics::position() { return state_.lock()->position; }

std::optional<domain::MetricsBucket> MemoryMetrics::bucket(const domain::MetricsKey& key) {
  auto state = state_.lock();
  const auto found = state->buckets.find(key);
  if (found == state->buckets.end()) return std::nullopt;
  return found->second;
}

std::vector<domain::MetricsBucket> MemoryMetrics::buckets(domain::MetricsPeriod period, base::WallTime from,
                                                          base::WallTime until) {
  std::vector<domain::MetricsBucket> found;
  auto state = state_.lock();
  const auto last = state->buckets.lower_bound({period, until});
  for (auto next = state->buckets.lower_bound({period, from}); next != last; ++next) found.push_back(next->second);
  return found;
}

app::CommitOutcome MemoryMetrics::write(const app::MetricsChange& change) {
  auto state = state_.lock();
  if (state->position != change.expected) return app::CommitOutcome::kConflict;
  for (const auto& bucket : change.buckets) {
    const auto stored = state->buckets.find(bucket.key);
    const auto revision = stored == state->buckets.end() ? 0 : stored->second.revision;
    if (revision != bucket.revision) return app::CommitOutcome::kConflict;
  }
  for (auto bucket : change.buckets) {
    ++bucket.revision;
    state->buckets.insert_or_assign(bucket.key, bucket);
  }
  state->position = change.next;
  return app::CommitOutcome::kDone;
}

void MemoryMetrics::remove_older(std::int64_t epoch, base::WallTime swept_before) {
  std::erase_if(state_.lock()->buckets, [&](const auto& entry) {
    return entry.second.epoch < epoch && entry.first.start >= swept_before;
  });
}

}  // namespace callroom::store
