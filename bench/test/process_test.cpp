#include "load/process.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <vector>

namespace load {
namespace {

constexpr std::size_t kBytes = 32 * 1024 * 1024;

TEST(Process, CpuTimeGrowsWithWork) {
  const auto before = cpu_seconds_of(::getpid());
  const auto own_before = own_cpu_seconds();
  const auto all_before = cost_of_all();
  while (own_cpu_seconds() - own_before < 0.2) {
  }
  EXPECT_NEAR(cpu_seconds_of(::getpid()) - before, 0.2, 0.05);
  // Idling is told in hundredths of a second for each core, and others may work too.
  EXPECT_GT(cost_of_all().busy - all_before.busy, 0.15);
}

TEST(Process, MemoryGrowsWithWhatIsTouched) {
  const auto before = rss_bytes_of(::getpid());
  const auto rough_before = rough_rss_bytes_of(::getpid());
  const std::vector<char> touched(kBytes, 'x');
  EXPECT_GE(rss_bytes_of(::getpid()), before + touched.size());
  EXPECT_GE(rough_rss_bytes_of(::getpid()) + kBytes / 8, rough_before + touched.size());
}

TEST(Process, ThatIsGoneCostsNothingThatCouldBeTold) {
  const auto child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  EXPECT_THROW((void)cpu_seconds_of(child), std::runtime_error);
  EXPECT_THROW((void)rss_bytes_of(child), std::runtime_error);
  EXPECT_THROW((void)rough_rss_bytes_of(child), std::runtime_error);
}

}  // namespace
}  // namespace load
