#pragma once

#include "load/histogram.hpp"
#include "load/loop.hpp"
#include "load/process.hpp"

#include <string>

namespace load {

/// What a stretch of time cost: begin() at its start, finish() at its end; what was counted in between is its own.
class Measurement {
 public:
  explicit Measurement(pid_t server) : server_(server) {}

  void begin();
  void finish();

  /// One piece of work done. `nanoseconds`: how long it took whoever waited for it.
  void done(std::uint64_t nanoseconds) noexcept {
    ++count_;
    latency_.record(nanoseconds);
  }

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// One line of JSON: `workload`, count, rate, CPU of the server and of the load for each piece of work
  /// (microseconds), latencies (microseconds) with the curve that is plotted. `more`: further members, each with a
  /// comma before it.
  [[nodiscard]] std::string to_json(const std::string& workload, const std::string& more) const;

 private:
  pid_t server_;
  Clock::time_point began_;
  ProcessCost cost_at_start_;
  double own_cpu_at_start_ = 0;
  MachineCost machine_at_start_;
  double seconds_ = 0;
  double server_cpu_ = 0;
  double own_cpu_ = 0;
  double others_cpu_ = 0;
  double stolen_ = 0;
  std::uint64_t rss_ = 0;
  std::uint64_t count_ = 0;
  Histogram latency_;
};

}  // namespace load
