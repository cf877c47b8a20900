#include "base/iso_time.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace base {
namespace {

TEST(IsoTime, WritesUtcWithMilliseconds) {
  EXPECT_EQ(to_iso(WallTime{Millis{0}}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_iso(WallTime{Millis{1'700'000'000'123}}), "2023-11-14T22:13:20.123Z");
}

TEST(IsoTime, ReadsOffsetsAndFractions) {
  const WallTime expected{Millis{1'700'000'000'500}};
  for (const auto* text : {"2023-11-14T22:13:20.5Z", "2023-11-14T22:13:20.500Z", "2023-11-15T01:13:20.500999999+03:00",
                           "2023-11-14t18:43:20.5-03:30"}) {
    EXPECT_EQ(from_iso(text), expected) << text;
  }
  EXPECT_EQ(from_iso("2024-02-29T00:00:00Z"), WallTime{Millis{1'709'164'800'000}});
}

TEST(IsoTime, RefusesWhatIsNoDateTime) {
  for (const auto* text :
       {"", "2023-11-14", "2023-11-14T22:13Z", "2023-11-14T22:13:20", "2023-02-29T00:00:00Z", "2023-13-01T00:00:00Z",
        "2023-11-14T24:00:00Z", "2023-11-14T22:60:00Z", "1969-12-31T23:59:59Z", "2023-11-14T22:13:20.Z",
        "2023-11-14T22:13:20.1234567890Z", "2023-11-14T22:13:20+24:00", "2023-11-14T22:13:20Zx", "1700000000000"}) {
    EXPECT_FALSE(from_iso(text)) << text;
  }
}

RC_GTEST_PROP(IsoTime, RoundTripsEveryMillisecond, ()) {
  // Up to the end of the year 9999, where four digits end.
  const auto millis = *rc::gen::inRange<long long>(0, 253'402'300'800'000LL);
  const WallTime time{Millis{millis}};
  RC_ASSERT(from_iso(to_iso(time)) == time);
}

RC_GTEST_PROP(IsoTime, ArbitraryTextNeverCrashes, (const std::string& text)) {
  const auto time = from_iso(text);
  if (time) RC_ASSERT(from_iso(to_iso(*time)) == time);
}

}  // namespace
}  // namespace base
