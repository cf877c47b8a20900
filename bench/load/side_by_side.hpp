#pragma once

#include "load/histogram.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace load {

/// What others' messages took in turns of two kinds, of which the second has a nuisance in it. A percentile of a kind
/// is the median of its turns' percentiles: the machine's own hiccups, which fall into one turn or another, then say
/// little of the nuisance.
class SideBySide {
 public:
  enum class Kind { kWithout, kWith };

  /// `turn`: the same number for all that is recorded in one turn.
  void record(Kind kind, std::uint64_t turn, std::uint64_t nanoseconds);

  /// Nanoseconds. 0 when nothing was recorded of that kind.
  [[nodiscard]] double at(Kind kind, double quantile) const;
  /// The 99th percentile with it to that without it. 0 when there is none without it.
  [[nodiscard]] double rise() const;
  /// Members for a Measurement's JSON, with a comma before each: `rise`; `p50Without`, `p50With`, `p99Without`,
  /// `p99With` in microseconds; `turns` of each kind.
  [[nodiscard]] std::string to_json() const;

 private:
  using Turns = std::map<std::uint64_t, Histogram>;
  [[nodiscard]] const Turns& of(Kind kind) const noexcept { return kind == Kind::kWith ? with_ : without_; }

  Turns without_;
  Turns with_;
};

}  // namespace load
