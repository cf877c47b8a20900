#pragma once

#include <cstdint>
#include <vector>

namespace load {

/// Counts of values in buckets whose width grows with the value (as HdrHistogram does): any value up to 2^42 is kept to
/// within 1/128 of itself, in 36 KiB, and recording costs a few instructions. Values are nanoseconds everywhere here.
class Histogram {
 public:
  Histogram();

  void record(std::uint64_t value) noexcept;
  void add(const Histogram& other) noexcept;
  void clear() noexcept;

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// The largest value as recorded, exactly. 0 when there is none.
  [[nodiscard]] std::uint64_t max() const noexcept { return max_; }
  /// The value that a share `quantile` (0 to 1) of all values does not exceed: the upper end of its bucket, so that a
  /// latency is never told better than it was. 0 when there is none.
  [[nodiscard]] std::uint64_t at(double quantile) const noexcept;

 private:
  std::vector<std::uint64_t> buckets_;
  std::uint64_t count_ = 0;
  std::uint64_t max_ = 0;
};

}  // namespace load
