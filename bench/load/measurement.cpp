#include "load/measurement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace load {
namespace {

/// Where the plotted curve has its points.
constexpr std::array kCurve{0.0,  0.1,   0.25,  0.5,    0.75,   0.9,     0.95, 0.975,
                            0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99999, 1.0};

}  // namespace

void Measurement::begin() {
  count_ = 0;
  latency_.clear();
  cost_at_start_ = cost_of(server_);
  machine_at_start_ = cost_of_all();
  own_cpu_at_start_ = own_cpu_seconds();
  began_ = Clock::now();
}

void Measurement::finish() {
  seconds_ = std::chrono::duration<double>(Clock::now() - began_).count();
  own_cpu_ = own_cpu_seconds() - own_cpu_at_start_;
  const auto cost = cost_of(server_);
  server_cpu_ = cost.cpu_seconds - cost_at_start_.cpu_seconds;
  rss_ = cost.rss_bytes;
  const auto machine = cost_of_all();
  others_cpu_ = machine.busy - machine_at_start_.busy - server_cpu_ - own_cpu_;
  stolen_ = machine.stolen - machine_at_start_.stolen;
}

std::string Measurement::to_json(const std::string& workload, const std::string& more) const {
  const auto each = [&](double cpu) { return 1e6 * cpu / static_cast<double>(std::max<std::uint64_t>(count_, 1)); };
  const auto us = [&](double quantile) { return static_cast<double>(latency_.at(quantile)) / 1e3; };
  std::string curve;
  for (const auto quantile : kCurve)
    curve += fmt::format("{}[{},{:.1f}]", curve.empty() ? "" : ",", quantile, us(quantile));
  return fmt::format(
      R"({{"workload":"{}","seconds":{:.3f},"count":{},"rate":{:.1f},"serverCpuEach":{:.3f},"serverCpuShare":{:.3f},)"
      R"("loadCpuEach":{:.3f},"loadCpuShare":{:.3f},"othersShare":{:.3f},"stolenShare":{:.3f},"rss":{},"p50":{:.1f},"p90":{:.1f},"p99":{:.1f},"p999":{:.1f},)"
      R"("max":{:.1f},"curve":[{}]{}}})",
      workload, seconds_, count_, static_cast<double>(count_) / seconds_, each(server_cpu_), server_cpu_ / seconds_,
      each(own_cpu_), own_cpu_ / seconds_, others_cpu_ / seconds_, stolen_ / seconds_, rss_, us(0.5), us(0.9), us(0.99),
      us(0.999), static_cast<double>(latency_.max()) / 1e3, curve, more);
}

}  // namespace load
