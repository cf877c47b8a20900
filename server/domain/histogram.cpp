#include "domain/histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace callroom::domain {
namespace {

// Below 64 each value has a cell. Above, the five bits after the leading one choose among 32 cells of each octave:
//   cell = 64 + 32 · (octave − 6) + the five bits
constexpr int kBits = 5;
constexpr std::int64_t kCellsPerOctave = 1 << kBits;
constexpr std::int64_t kExact = 2 * kCellsPerOctave;

std::int32_t cell_of(std::int64_t value) {
  if (value < kExact) return static_cast<std::int32_t>(std::max<std::int64_t>(value, 0));
  const auto shift = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(value))) - 1 - kBits;
  return static_cast<std::int32_t>(shift * kCellsPerOctave + (value >> shift));
}

double middle_of(std::int32_t cell) {
  if (cell < kExact) return cell;
  const auto shift = cell / kCellsPerOctave - 1;
  const auto first = static_cast<double>(cell - shift * kCellsPerOctave);
  return std::ldexp(first + 0.5, static_cast<int>(shift)) - 0.5;
}

}  // namespace

void Histogram::add(std::int64_t value, std::int64_t weight) {
  if (weight > 0) cells_[cell_of(value)] += weight;
}

void Histogram::merge(const Histogram& other) {
  for (const auto& [cell, weight] : other.cells_) cells_[cell] += weight;
}

std::optional<double> Histogram::percentile(double share) const {
  std::int64_t total = 0;
  for (const auto& [cell, weight] : cells_) total += weight;
  if (total == 0) return std::nullopt;
  const auto wanted = std::max<double>(1.0, std::ceil(share * static_cast<double>(total)));
  std::int64_t passed = 0;
  for (const auto& [cell, weight] : cells_) {
    passed += weight;
    if (static_cast<double>(passed) >= wanted) return middle_of(cell);
  }
  return middle_of(cells_.rbegin()->first);
}

}  // namespace callroom::domain
