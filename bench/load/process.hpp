#pragma once

#include <sys/types.h>
#include <cstdint>

namespace load {

/// What a process has cost so far, from /proc. Throws std::runtime_error when it is gone.
struct ProcessCost {
  double cpu_seconds = 0;  ///< User and system time of all its threads (proc(5), stat fields 14 and 15), to a tick.
  std::uint64_t rss_bytes = 0;  ///< Resident, from smaps_rollup: exact, where VmRSS may lag by pages kept per thread.
};

[[nodiscard]] ProcessCost cost_of(pid_t process);

/// What all processes together and the hypervisor took so far, in seconds of one core (proc(5), /proc/stat). Time spent
/// in interrupts is in neither: on the loopback it is the measured traffic's own.
struct MachineCost {
  double processes = 0;
  double stolen = 0;
};

[[nodiscard]] MachineCost cost_of_all();

/// User and system time of this process, to the microsecond.
[[nodiscard]] double own_cpu_seconds();

}  // namespace load
