#pragma once

#include "base/clock.hpp"

#include <vector>

namespace callroom::domain {

/// From `from` to before `until`.
struct TimeSpan {
  base::WallTime from = {};
  base::WallTime until = {};
  bool operator==(const TimeSpan&) const = default;
};

/// Spans in the order of time that neither overlap nor touch, none of them empty: one way only to say when something
/// was the case.
using TimeSpans = std::vector<TimeSpan>;

/// When any of these was: in any order, overlapping or not; one that does not end after its start is left out.
[[nodiscard]] TimeSpans union_of(std::vector<TimeSpan> spans);
/// When both were.
[[nodiscard]] TimeSpans intersection_of(const TimeSpans& one, const TimeSpans& other);
/// How long they are together.
[[nodiscard]] base::Millis length_of(const TimeSpans& spans);

}  // namespace callroom::domain
