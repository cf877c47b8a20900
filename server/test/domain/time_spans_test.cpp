#include "domain/time_spans.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

namespace callroom::domain {
namespace {

constexpr std::int64_t kHorizon = 60;  // milliseconds: small, so that spans overlap, touch and miss each other

base::WallTime at(std::int64_t millis) { return base::WallTime{base::Millis{millis}}; }

/// Also empty and backward ones.
std::vector<TimeSpan> pick_spans() {
  std::vector<TimeSpan> spans;
  for (int left = *rc::gen::inRange(0, 8); left > 0; --left) {
    spans.push_back(
        {at(*rc::gen::inRange<std::int64_t>(0, kHorizon)), at(*rc::gen::inRange<std::int64_t>(0, kHorizon))});
  }
  return spans;
}

/// The oracle: every millisecond by itself.
bool is_in(const std::vector<TimeSpan>& spans, base::WallTime time) {
  for (const auto& span : spans) {
    if (span.from <= time && time < span.until) return true;
  }
  return false;
}

void must_be_in_order(const TimeSpans& spans) {
  for (std::size_t i = 0; i < spans.size(); ++i) {
    RC_ASSERT(spans[i].from < spans[i].until);
    if (i > 0) RC_ASSERT(spans[i - 1].until < spans[i].from);
  }
}

RC_GTEST_PROP(TimeSpansOf, UnionAndIntersectionAreThoseOfEveryMillisecond, ()) {
  const auto one = pick_spans();
  const auto other = pick_spans();
  const auto merged = union_of(one);
  const auto both = intersection_of(merged, union_of(other));
  must_be_in_order(merged);
  must_be_in_order(both);
  std::int64_t length = 0;
  for (std::int64_t millis = 0; millis <= kHorizon; ++millis) {
    const bool in_both = is_in(one, at(millis)) && is_in(other, at(millis));
    RC_ASSERT(is_in(merged, at(millis)) == is_in(one, at(millis)));
    RC_ASSERT(is_in(both, at(millis)) == in_both);
    length += in_both ? 1 : 0;
  }
  RC_ASSERT(length_of(both) == base::Millis{length});
}

TEST(TimeSpansOf, SpansThatTouchAreOne) {
  EXPECT_EQ(union_of({{at(5), at(9)}, {at(1), at(5)}}), (TimeSpans{{at(1), at(9)}}));
  EXPECT_TRUE(intersection_of({{at(1), at(5)}}, {{at(5), at(9)}}).empty());
}

}  // namespace
}  // namespace callroom::domain
