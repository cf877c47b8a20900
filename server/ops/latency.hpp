#pragma once

#include "ops/exposition.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace callroom::ops {

/// How long things took: a histogram with the bounds that Prometheus' own libraries have, and two below for a store
/// that answers at once. Not thread-safe.
class Latency {
 public:
  void add(std::chrono::microseconds took);
  /// Its "_bucket", "_sum" and "_count" of the family that was begun last; `labels` without "le".
  void write(Exposition& page, std::string_view label, std::string_view value) const;

 private:
  static constexpr std::array<double, 13> kBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                  0.25,  0.5,    1,     2.5,  5,     10};  // seconds
  std::array<std::uint64_t, kBounds.size() + 1> counts_{};  // the last: longer than all
  std::chrono::microseconds sum_{0};
};

}  // namespace callroom::ops
