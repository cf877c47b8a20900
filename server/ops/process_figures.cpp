#include "ops/process_figures.hpp"

#include <sys/resource.h>
#include <unistd.h>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace callroom::ops {
namespace {

double seconds(const timeval& time) {
  constexpr double kMicrosPerSecond = 1e6;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / kMicrosPerSecond;
}

/// proc(5), /proc/[pid]/statm: sizes in pages; the second is what is in memory.
double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double total = 0;
  double resident = 0;
  statm >> total >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double open_files() {
  std::error_code unreadable;
  const std::filesystem::directory_iterator files("/proc/self/fd", unreadable);
  if (unreadable) return 0;
  return static_cast<double>(std::distance(begin(files), end(files)) - 1);  // one is the directory's own
}

const auto kStarted = std::chrono::system_clock::now();

}  // namespace

void write_process(Exposition& page) {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto cpu = seconds(used.ru_utime) + seconds(used.ru_stime);
  page.counter("process_cpu_seconds_total", "User and system CPU time.", cpu);
  page.gauge("process_resident_memory_bytes", "Memory in use.", resident_bytes());
  page.gauge("process_open_fds", "Open files and sockets.", open_files());
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  page.gauge("process_max_fds", "How many may be open.", static_cast<double>(files.rlim_cur));
  page.gauge("process_start_time_seconds", "Unix time of the start.",
             std::chrono::duration<double>(kStarted.time_since_epoch()).count());
}

}  // namespace callroom::ops
