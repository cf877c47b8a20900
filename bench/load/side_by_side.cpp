#include "load/side_by_side.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace load {
namespace {

constexpr double kMedian = 0.5;
constexpr double kQuantile = 0.99;

}  // namespace

void SideBySide::record(Kind kind, std::uint64_t turn, std::uint64_t nanoseconds) {
  (kind == Kind::kWith ? with_ : without_)[turn].record(nanoseconds);
}

double SideBySide::at(Kind kind, double quantile) const {
  std::vector<double> each;
  for (const auto& [turn, histogram] : of(kind)) each.push_back(static_cast<double>(histogram.at(quantile)));
  if (each.empty()) return 0;
  std::sort(each.begin(), each.end());
  return (each[(each.size() - 1) / 2] + each[each.size() / 2]) / 2;
}

double SideBySide::rise() const {
  const auto base = at(Kind::kWithout, kQuantile);
  return base == 0 ? 0 : at(Kind::kWith, kQuantile) / base;
}

std::string SideBySide::to_json() const {
  const auto us = [this](Kind kind, double quantile) { return at(kind, quantile) / 1e3; };
  return fmt::format(
      R"(,"rise":{:.3f},"p50Without":{:.1f},"p50With":{:.1f},"p99Without":{:.1f},"p99With":{:.1f},"turns":[{},{}])",
      rise(), us(Kind::kWithout, kMedian), us(Kind::kWith, kMedian), us(Kind::kWithout, kQuantile), us(Kind::kWith, kQuantile),
      without_.size(), with_.size());
}

}  // namespace load
