#include "load/side_by_side.hpp"

#include <gtest/gtest.h>

namespace load {
namespace {

using Kind = SideBySide::Kind;

TEST(SideBySide, RisesByTheMedianOfItsTurns) {
  SideBySide latency;
  for (std::uint64_t turn = 0; turn < 6; ++turn) {
    const bool with = turn % 2 == 1;
    for (int i = 0; i < 100; ++i) latency.record(with ? Kind::kWith : Kind::kWithout, turn, with ? 60 : 50);
  }
  EXPECT_DOUBLE_EQ(latency.rise(), 1.2);
}

TEST(SideBySide, AHiccupInOneTurnSaysLittle) {
  SideBySide latency;
  for (std::uint64_t turn = 0; turn < 6; ++turn) {
    for (int i = 0; i < 100; ++i) latency.record(turn % 2 == 1 ? Kind::kWith : Kind::kWithout, turn, 50);
  }
  for (int i = 0; i < 50; ++i) latency.record(Kind::kWith, 3, 5000);
  EXPECT_DOUBLE_EQ(latency.rise(), 1.0);
}

TEST(SideBySide, HasNoRiseWithoutAnythingToCompare) {
  SideBySide latency;
  latency.record(Kind::kWith, 1, 50);
  EXPECT_DOUBLE_EQ(latency.rise(), 0.0);
  EXPECT_DOUBLE_EQ(latency.at(Kind::kWithout, 0.99), 0.0);
}

}  // namespace
}  // namespace load
