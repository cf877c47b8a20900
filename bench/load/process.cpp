#include "load/process.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>

namespace load {
namespace {

std::string slurp(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file || text.str().empty()) throw std::runtime_error("cannot read " + path);
  return text.str();
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double seconds_since_start() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

ProcessCost cost_of(pid_t process) { return {cpu_seconds_of(process), rss_bytes_of(process)}; }

double cpu_seconds_of(pid_t process) {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &time) != 0) {
    throw std::runtime_error("no CPU time of process " + std::to_string(process));
  }
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

std::uint64_t rss_bytes_of(pid_t process) {
  const auto path = "/proc/" + std::to_string(process) + "/smaps_rollup";
  const auto rollup = slurp(path);
  const auto rss = rollup.find("Rss:");
  if (rss == std::string::npos) throw std::runtime_error("no Rss in " + path);
  return std::stoull(rollup.substr(rss + 4)) * 1024;
}

std::uint64_t rough_rss_bytes_of(pid_t process) {
  const auto path = "/proc/" + std::to_string(process) + "/statm";
  std::istringstream fields(slurp(path));
  std::uint64_t size = 0;
  std::uint64_t resident = 0;
  if (!(fields >> size >> resident)) throw std::runtime_error("cannot make sense of " + path);
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

MachineCost cost_of_all() {
  std::istringstream lines(slurp("/proc/stat"));
  const auto tick = 1.0 / static_cast<double>(::sysconf(_SC_CLK_TCK));
  MachineCost cost;
  bool has_cores = false;
  for (std::string name; lines >> name && name.starts_with("cpu");) {
    double user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, stolen = 0;
    if (!(lines >> user >> nice >> system >> idle >> iowait >> irq >> softirq >> stolen)) break;
    lines.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    if (name == "cpu") continue;  // all of them together
    has_cores = true;
    cost.busy += seconds_since_start() - (idle + iowait + stolen) * tick;
    cost.stolen += stolen * tick;
  }
  if (!has_cores) throw std::runtime_error("cannot make sense of /proc/stat");
  return cost;
}

double own_cpu_seconds() {
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) != 0) throw std::runtime_error("getrusage failed");
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace load
