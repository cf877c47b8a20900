#include "domain/time_spans.hpp"

#include <algorithm>

namespace callroom::domain {

TimeSpans union_of(std::vector<TimeSpan> spans) {
  std::erase_if(spans, [](const TimeSpan& span) { return span.until <= span.from; });
  std::ranges::sort(spans, {}, &TimeSpan::from);
  TimeSpans merged;
  for (const auto& span : spans) {
    if (!merged.empty() && span.from <= merged.back().until) {
      merged.back().until = std::max(merged.back().until, span.until);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

TimeSpans intersection_of(const TimeSpans& one, const TimeSpans& other) {
  TimeSpans both;
  auto a = one.begin();
  auto b = other.begin();
  while (a != one.end() && b != other.end()) {
    const TimeSpan span{std::max(a->from, b->from), std::min(a->until, b->until)};
    if (span.from < span.until) both.push_back(span);
    // The one that ends first can meet nothing later.
    if (a->until < b->until) {
      ++a;
    } else {
      ++b;
    }
  }
  return both;
}

base::Millis length_of(const TimeSpans& spans) {
  base::Millis length{0};
  for (const auto& span : spans) length += span.until - span.from;
  return length;
}

}  // namespace callroom::domain
