#include "load/process.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
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

}  // namespace

ProcessCost cost_of(pid_t process) {
  const auto folder = "/proc/" + std::to_string(process);
  const auto stat = slurp(folder + "/stat");
  // The second field is the name in brackets, which may hold spaces and brackets of its own.
  std::istringstream after_name(stat.substr(stat.rfind(')') + 1));
  std::string skipped;
  constexpr int kFieldsBeforeTimes = 11;
  for (int i = 0; i < kFieldsBeforeTimes; ++i) after_name >> skipped;
  double user = 0;
  double system = 0;
  if (!(after_name >> user >> system)) throw std::runtime_error("cannot make sense of " + folder + "/stat");

  ProcessCost cost;
  cost.cpu_seconds = (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  const auto rollup = slurp(folder + "/smaps_rollup");
  const auto rss = rollup.find("Rss:");
  if (rss == std::string::npos) throw std::runtime_error("no Rss in " + folder + "/smaps_rollup");
  cost.rss_bytes = std::stoull(rollup.substr(rss + 4)) * 1024;
  return cost;
}

MachineCost cost_of_all() {
  std::istringstream line(slurp("/proc/stat"));
  std::string name;
  double user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, stolen = 0;
  if (!(line >> name >> user >> nice >> system >> idle >> iowait >> irq >> softirq >> stolen)) {
    throw std::runtime_error("cannot make sense of /proc/stat");
  }
  const auto tick = 1.0 / static_cast<double>(::sysconf(_SC_CLK_TCK));
  return {(user + nice + system) * tick, stolen * tick};
}

double own_cpu_seconds() {
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) != 0) throw std::runtime_error("getrusage failed");
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace load
