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

/// User and system time of this process, to the microsecond.
[[nodiscard]] double own_cpu_seconds();

}  // namespace load
