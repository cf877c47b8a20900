#include "app/metrics_collection.hpp"

#include "app/call_feedback.hpp"
#include "app/ports/audit_log.hpp"
#include "app/ports/metrics_book.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace callroom::app {
namespace {

using domain::MetricsBucket;
using domain::MetricsKey;
using domain::MetricsPeriod;

/// The buckets that one step touches, each loaded when the first record of its span comes.
class Sheet {
 public:
  Sheet(MetricsBook& book, const MetricsPosition& position) : book_(book), position_(position) {}

  void count_event(const CountedEvent& event) {
    for (const auto period : domain::kMetricsPeriods) {
      auto& open = find({period, domain::start_of(period, event.record.timestamp)});
      if (event.seq > open.bucket.events_through) open.bucket.tally.add(event.record);
      open.events_through = event.seq;
    }
  }

  void count_quality(const CountedEvent& end, const std::vector<domain::QualitySample>& samples) {
    if (samples.empty()) return;
    domain::QualityTally tally;
    for (const auto& sample : samples) tally.add(sample.reading);
    for (const auto period : domain::kMetricsPeriods) {
      auto& open = find({period, domain::start_of(period, end.record.timestamp)});
      if (end.seq > open.bucket.quality_through) open.bucket.tally.quality.merge(tally);
      open.quality_through = end.seq;
    }
  }

  [[nodiscard]] std::vector<MetricsBucket> take() {
    std::vector<MetricsBucket> buckets;
    for (auto& [key, open] : open_) {
      // Only now: within the step several records go into one bucket.
      open.bucket.events_through = std::max(open.bucket.events_through, open.events_through);
      open.bucket.quality_through = std::max(open.bucket.quality_through, open.quality_through);
      buckets.push_back(std::move(open.bucket));
    }
    return buckets;
  }

 private:
  struct Open {
    MetricsBucket bucket;
    std::int64_t events_through = 0;
    std::int64_t quality_through = 0;
  };

  Open& find(const MetricsKey& key) {
    const auto found = open_.find(key);
    if (found != open_.end()) return found->second;
    auto bucket = book_.bucket(key).value_or(MetricsBucket{.key = key, .epoch = position_.epoch});
    if (bucket.epoch < position_.epoch && key.start >= position_.swept_before) {
      bucket = {.key = key, .epoch = position_.epoch, .revision = bucket.revision};
    }
    return open_.emplace(key, Open{std::move(bucket)}).first->second;
  }

  MetricsBook& book_;
  const MetricsPosition& position_;
  std::map<MetricsKey, Open> open_;
};

/// Where the log has been swept: the time of the first record behind its last gap; after now, when its end was swept.
base::WallTime swept_before(const Environment& env) {
  auto& book = env.store.metrics();
  base::WallTime swept = {};
  std::int64_t seq = 0;
  for (auto events = book.events(seq, kCountedAtOnce); !events.empty(); events = book.events(seq, kCountedAtOnce)) {
    for (const auto& event : events) {
      if (event.seq != seq + 1) swept = event.record.timestamp;
      seq = event.seq;
    }
  }
  const auto after_now = env.clock.now() + base::Millis{1};
  if (env.store.audit_log().tombstone_at(seq + 1)) return after_now;
  return swept;
}

}  // namespace

base::Millis quality_settles_after() { return kQualityAfterEnd + base::Minutes{1}; }

Counted collect_metrics(const Environment& env, std::size_t limit) {
  auto& book = env.store.metrics();
  const auto position = book.position();
  auto next = position;
  Sheet sheet{book, position};
  const auto events = book.events(position.events, limit);
  for (const auto& event : events) {
    sheet.count_event(event);
    next.events = event.seq;
  }
  const auto settled = env.clock.now() - quality_settles_after();
  const auto ended = book.events(position.quality, limit);
  std::size_t passed = 0;
  for (const auto& event : ended) {
    if (event.record.timestamp > settled) break;
    if (event.record.action == domain::AuditAction::kCallEnd && event.record.session_id) {
      sheet.count_quality(event, env.store.quality_of(*event.record.session_id));
    }
    next.quality = event.seq;
    ++passed;
  }
  if (next == position) return Counted::kAll;
  if (book.write({sheet.take(), position, next}) != CommitOutcome::kDone) return Counted::kMore;
  return events.size() == limit || passed == limit ? Counted::kMore : Counted::kAll;
}

void rebuild_metrics(const Environment& env, base::WallTime samples_since,
                     const std::function<void(std::int64_t)>& progress) {
  auto& book = env.store.metrics();
  MetricsPosition fresh;
  for (;;) {
    const auto before = book.position();
    fresh = {.epoch = before.epoch + 1,
             .swept_before = std::max({before.swept_before, samples_since, swept_before(env)})};
    if (book.write({{}, before, fresh}) == CommitOutcome::kDone) break;
  }
  while (collect_metrics(env) == Counted::kMore) progress(book.position().events);
  progress(book.position().events);
  book.remove_older(fresh.epoch, fresh.swept_before);
}

}  // namespace callroom::app
