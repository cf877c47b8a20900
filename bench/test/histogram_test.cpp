#include "load/histogram.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace load {
namespace {

TEST(Histogram, IsEmptyAtFirst) {
  const Histogram histogram;
  EXPECT_EQ(histogram.count(), 0U);
  EXPECT_EQ(histogram.at(0.5), 0U);
  EXPECT_EQ(histogram.max(), 0U);
}

TEST(Histogram, KeepsSmallValuesExactly) {
  Histogram histogram;
  for (std::uint64_t value = 1; value <= 100; ++value) histogram.record(value);
  EXPECT_EQ(histogram.at(0.5), 50U);
  EXPECT_EQ(histogram.at(0.99), 99U);
  EXPECT_EQ(histogram.at(1.0), 100U);
  EXPECT_EQ(histogram.at(0.0), 1U);
}

TEST(Histogram, CountsWhatIsTooLargeAndRemembersIt) {
  Histogram histogram;
  histogram.record(~std::uint64_t{0});
  EXPECT_EQ(histogram.count(), 1U);
  EXPECT_EQ(histogram.max(), ~std::uint64_t{0});
}

TEST(Histogram, ClearForgets) {
  Histogram histogram;
  histogram.record(7);
  histogram.clear();
  EXPECT_EQ(histogram.count(), 0U);
  EXPECT_EQ(histogram.at(1.0), 0U);
}

RC_GTEST_PROP(Histogram, QuantilesAreWithinAnHundredAndTwentyEighthAndNeverTooLow, ()) {
  auto values = *rc::gen::nonEmpty<std::vector<std::uint64_t>>(
      rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 41)));
  const double quantile = *rc::gen::inRange(0, 1001) / 1000.0;
  Histogram histogram;
  for (const auto value : values) histogram.record(value);
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(std::ceil(quantile * static_cast<double>(values.size())));
  const auto exact = values[rank == 0 ? 0 : rank - 1];
  RC_ASSERT(histogram.at(quantile) >= exact);
  RC_ASSERT(histogram.at(quantile) <= exact + exact / 128 + 1);
}

RC_GTEST_PROP(Histogram, AddingIsTheSameAsRecordingBoth,
              (std::vector<std::uint32_t> one, std::vector<std::uint32_t> two)) {
  Histogram first;
  Histogram second;
  Histogram both;
  for (const auto value : one) first.record(value), both.record(value);
  for (const auto value : two) second.record(value), both.record(value);
  first.add(second);
  RC_ASSERT(first.count() == both.count());
  RC_ASSERT(first.max() == both.max());
  for (const double quantile : {0.0, 0.1, 0.5, 0.9, 0.99, 1.0}) RC_ASSERT(first.at(quantile) == both.at(quantile));
}

}  // namespace
}  // namespace load
