#pragma once

#include <cstdint>
#include <map>
#include <optional>

namespace callroom::domain {

/// How often which value was measured, in cells that grow with the value, so that a percentile is off by less than
/// 1/32 of itself however many values there are. Whole numbers only: adding in any order, and adding up histograms,
/// gives the same cells, which floating-point sums would not. (The cells are those of an HdrHistogram with five bits.)
class Histogram {
 public:
  /// Cell by number, and how much lies in it.
  using Cells = std::map<std::int32_t, std::int64_t>;

  Histogram() = default;
  explicit Histogram(Cells cells) : cells_(std::move(cells)) {}

  /// A negative value counts as 0; a weight that is not positive adds nothing.
  void add(std::int64_t value, std::int64_t weight = 1);
  void merge(const Histogram& other);

  /// The middle of the cell in which the smallest value lies that `share` (0 to 1) of the weight does not exceed; empty
  /// when there is nothing in it.
  [[nodiscard]] std::optional<double> percentile(double share) const;
  [[nodiscard]] const Cells& cells() const noexcept { return cells_; }

  bool operator==(const Histogram&) const = default;

 private:
  Cells cells_;
};

}  // namespace callroom::domain
