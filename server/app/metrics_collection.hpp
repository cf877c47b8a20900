#pragma once

#include "app/context.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>

// Counts the audit log, and the quality samples of ended calls, into the MetricsBook. Blocking, worker threads only;
// throws StoreUnavailable. Any number may run at the same time, in several processes: each write says what it expects,
// and whoever comes second counts on from there.
namespace callroom::app {

/// Samples of a call are counted so long after its end, when none can come any more, and then all at once.
[[nodiscard]] base::Millis quality_settles_after();

/// How many records one step reads: its memory, and how much is counted again when somebody else was first.
inline constexpr std::size_t kCountedAtOnce = 1000;

enum class Counted : std::uint8_t { kAll, kMore };
/// One step from the book's position. kMore: there is more to count (or somebody else has just counted it).
Counted collect_metrics(const Environment& env, std::size_t limit = kCountedAtOnce);

/// Counts everything anew, while the server may run. Buckets that begin before what is left of a swept log keep their
/// figures; so do those that begin before `samples_since`, as quality samples from before may have been swept.
/// `progress`: how far in the log. May be cut off at any point: whoever collects next goes on with it.
void rebuild_metrics(const Environment& env, base::WallTime samples_since,
                     const std::function<void(std::int64_t seq)>& progress);

}  // namespace callroom::app
