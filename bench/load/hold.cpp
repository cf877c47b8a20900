#include "load/crowd.hpp"
#include "load/measurement.hpp"
#include "load/open_loop.hpp"
#include "load/workloads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace load {
namespace {

/// So many looks at the server in all, and none sooner after another than a second.
constexpr double kSamples = 60;

}  // namespace

std::string hold(const Settings& settings) {
  Loop loop;
  Rooms rooms(loop, settings);
  rooms.open();
  Crowd crowd(loop, settings, settings.rooms, Crowd::Loss::kIsCounted, nullptr);
  const auto before = rss_bytes_of(settings.server_process);
  crowd.grow_to(settings.connections);

  Measurement measured(settings.server_process);
  Histogram since_last;
  OpenLoop traffic(loop, rooms, settings.rooms, settings.rate, [&](std::uint64_t, std::uint64_t took) {
    measured.done(took);
    since_last.record(took);
  });
  traffic.run_until(nanoseconds(seconds_of(settings.warmup)));
  measured.begin();

  const auto began = traffic.now();
  const auto end = began + nanoseconds(seconds_of(settings.seconds));
  const auto step = nanoseconds(seconds_of(std::max(1.0, settings.seconds / kSamples)));
  const auto held = rss_bytes_of(settings.server_process);
  auto last = cpu_seconds_of(settings.server_process);
  std::string samples;
  for (auto next = began + step; next <= end; next += step) {
    since_last.clear();
    traffic.run_until(next);
    const auto now = cost_of(settings.server_process);
    const auto sample = fmt::format(
        R"({{"at":{:.1f},"rss":{},"cpuShare":{:.4f},"p50":{:.1f},"p99":{:.1f},"pongs":{},"lost":{}}})",
        static_cast<double>(next - began) / 1e9, now.rss_bytes,
        (now.cpu_seconds - last) / (static_cast<double>(step) / 1e9), static_cast<double>(since_last.at(0.5)) / 1e3,
        static_cast<double>(since_last.at(0.99)) / 1e3, crowd.pongs(), crowd.lost());
    last = now.cpu_seconds;
    std::fprintf(stderr, "%s\n", sample.c_str());
    samples += (samples.empty() ? "" : ",") + sample;
  }
  measured.finish();
  const auto undelivered = traffic.drain();
  return measured.to_json(
      "hold", fmt::format(R"(,"connections":{},"rooms":{},"asked":{},"lost":{},"fewestPongs":{},"pingInterval":{},)"
                          R"("undelivered":{},"bytesEach":{:.0f},"samples":[{}])",
                          settings.connections, settings.rooms, settings.rate, crowd.lost(), crowd.fewest_pongs(),
                          crowd.ping_interval(), undelivered,
                          (static_cast<double>(held) - static_cast<double>(before)) /
                              static_cast<double>(settings.connections),
                          samples));
}

}  // namespace load
