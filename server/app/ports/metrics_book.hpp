#pragma once

#include "app/ports/store.hpp"
#include "domain/metrics.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace callroom::app {

/// How far the audit log has been counted.
struct MetricsPosition {
  std::int64_t epoch = 1;    ///< A rebuild begins a new one: buckets of earlier epochs are counted anew.
  std::int64_t events = 0;   ///< Places in the audit log, as AuditLog numbers them: all up to here are counted,
  std::int64_t quality = 0;  ///< and the samples of all calls that ended up to here.
  /// Records before this time have been swept from the log: buckets that start earlier cannot be counted anew, and keep
  /// what they have whatever their epoch.
  base::WallTime swept_before = {};
  bool operator==(const MetricsPosition&) const = default;
};

/// An audit record with its place in the log.
struct CountedEvent {
  std::int64_t seq = 0;  ///< 1, 2, 3, …; what is missing has been swept.
  domain::AuditRecord record;
};

/// Written in this order: what is cut off by a crash leaves buckets that know (events_through, quality_through) that
/// they are ahead of the position, so that going on from it counts nothing twice.
struct MetricsChange {
  std::vector<domain::MetricsBucket> buckets;  ///< `revision`: the stored one that it replaces, 0: none.
  MetricsPosition expected;
  MetricsPosition next;
};

/// The `videocallmetrics` records and how far they reach. A part of the Store, by the same rules: thread-safe,
/// blocking, throws StoreUnavailable.
class MetricsBook {
 public:
  virtual ~MetricsBook() = default;

  /// The audit records after this place, readable, in the order of their places.
  [[nodiscard]] virtual std::vector<CountedEvent> events(std::int64_t after, std::size_t limit) = 0;

  /// A default one where nothing was ever counted.
  [[nodiscard]] virtual MetricsPosition position() = 0;
  [[nodiscard]] virtual std::optional<domain::MetricsBucket> bucket(const domain::MetricsKey& key) = 0;
  /// Those that start within [from, until), ascending.
  [[nodiscard]] virtual std::vector<domain::MetricsBucket> buckets(domain::MetricsPeriod period, base::WallTime from,
                                                                   base::WallTime until) = 0;

  /// Each bucket is replaced, and its revision made one more, only where the stored revision is the one it has; the
  /// position only where it is still `expected`. kConflict: somebody else was first with one of them; a store that has
  /// transactions has written nothing then, another one perhaps some of the buckets. Never kDuplicate.
  virtual CommitOutcome write(const MetricsChange& change) = 0;
  /// Removes buckets of epochs before `epoch`, but for those that start before `swept_before`.
  virtual void remove_older(std::int64_t epoch, base::WallTime swept_before) = 0;
};

}  // namespace callroom::app
