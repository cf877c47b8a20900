#include "load/crowd.hpp"
#include "load/measurement.hpp"
#include "load/open_loop.hpp"
#include "load/workloads.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace load {
namespace {

/// The sizes at which memory is looked at: the first, and as many steps of the same width up to all.
constexpr std::size_t kFirstStep = 1000;
constexpr std::size_t kSteps = 7;

void wait(Loop& loop, Clock::duration time) {
  loop.run_until([] { return false; }, Clock::now() + time);
}

}  // namespace

std::string idle(const Settings& settings) {
  Loop loop;
  Measurement connecting(settings.server_process);
  Crowd crowd(loop, settings, 0, Crowd::Loss::kEndsTheRun, [&](std::uint64_t took) { connecting.done(took); });
  const auto before = rss_bytes_of(settings.server_process);
  connecting.begin();
  crowd.grow_to(settings.connections);
  connecting.finish();

  wait(loop, seconds_of(settings.settle));
  const auto held = cost_of(settings.server_process);
  wait(loop, seconds_of(settings.seconds));
  const auto after = cost_of(settings.server_process);
  const auto growth = [&](const ProcessCost& now) {
    return (static_cast<double>(now.rss_bytes) - static_cast<double>(before)) /
           static_cast<double>(settings.connections);
  };
  return connecting.to_json(
      "idle",
      fmt::format(
          R"(,"connections":{},"bytesEach":{:.0f},"bytesEachAfterHold":{:.0f},"heldSeconds":{},"heldCpuShare":{:.5f})",
          settings.connections, growth(held), growth(after), settings.seconds,
          (after.cpu_seconds - held.cpu_seconds) / settings.seconds));
}

std::string memory(const Settings& settings) {
  Loop loop;
  Measurement connecting(settings.server_process);
  Crowd crowd(loop, settings, 0, Crowd::Loss::kEndsTheRun, [&](std::uint64_t took) { connecting.done(took); });
  connecting.begin();
  std::string steps;
  const auto first = std::min(kFirstStep, settings.connections);
  for (std::size_t step = 0; step < kSteps; ++step) {
    const auto size = first + (settings.connections - first) * step / (kSteps - 1);
    crowd.grow_to(size);
    wait(loop, seconds_of(settings.settle));
    steps += fmt::format("{}[{},{}]", steps.empty() ? "" : ",", size, rss_bytes_of(settings.server_process));
  }
  connecting.finish();
  return connecting.to_json("memory", fmt::format(R"(,"connections":{},"steps":[{}])", settings.connections, steps));
}

}  // namespace load
