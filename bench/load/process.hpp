#pragma once

#include <sys/types.h>
#include <cstdint>

namespace load {

/// What a process has cost so far, from /proc. Throws std::runtime_error when it is gone.
struct ProcessCost {
  double cpu_seconds = 0;       ///< As of cpu_seconds_of().
  std::uint64_t rss_bytes = 0;  ///< As of rss_bytes_of().
};

[[nodiscard]] ProcessCost cost_of(pid_t process);
/// User and system time of all its threads (clock_getcpuclockid(3)), to the nanosecond.
[[nodiscard]] double cpu_seconds_of(pid_t process);
/// Resident, from smaps_rollup: exact, where VmRSS may lag by pages kept per thread.
[[nodiscard]] std::uint64_t rss_bytes_of(pid_t process);
/// Resident, from statm: cheap enough to be asked while latencies are measured, and off by a few hundred pages.
[[nodiscard]] std::uint64_t rough_rss_bytes_of(pid_t process);

/// What the machine did so far, in seconds of one core. `busy` is the time in which its cores neither idled nor waited for
/// a disk nor were away (proc(5), /proc/stat), interrupts included: most of those run in the time of the process that they
/// interrupt, and are in its CPU time too. Idling is measured; what `/proc/stat` says of the rest is sampled at a timer's
/// ticks, which short bursts of work between two ticks escape.
struct MachineCost {
  double busy = 0;
  double stolen = 0;
};

[[nodiscard]] MachineCost cost_of_all();

/// User and system time of this process, to the microsecond.
[[nodiscard]] double own_cpu_seconds();

}  // namespace load
