#include "app/ports/metrics_book.hpp"
#include "test/store/samples.hpp"
#include "test/store/store_contract.hpp"

// The book of figures: what is written is read, and who comes second is told so.
namespace callroom::store::test {
namespace {

using app::CommitOutcome;
using app::MetricsChange;
using app::MetricsPosition;
using domain::MetricsBucket;
using domain::MetricsPeriod;

domain::Histogram histogram(std::int64_t seed) {
  domain::Histogram made;
  made.add(seed, 3);
  made.add(seed * 1000, 4);
  return made;
}

/// With every field set, and different from every other.
MetricsBucket a_bucket(base::WallTime start, MetricsPeriod period = MetricsPeriod::kHourly) {
  MetricsBucket bucket{.key = {period, start}, .epoch = 1, .events_through = 30, .quality_through = 20};
  bucket.tally = {.attempts = 1,
                  .successes = 2,
                  .failures = 3,
                  .calls = 4,
                  .completed_calls = 5,
                  .duration_seconds = 6,
                  .drops = 7,
                  .connections = 8,
                  .connection_ms = 9,
                  .join_time = histogram(10),
                  .error_counts = {{"TOO_EARLY", 11}, {"quote \" and \xff", 12}},
                  .users = {id_of<domain::UserId>(1), id_of<domain::UserId>(2)},
                  .quality = {.samples = 13,
                              .rtt = histogram(14),
                              .loss = histogram(15),
                              .path_known_ms = 16,
                              .path_relayed_ms = 17,
                              .interruptions = 18}};
  return bucket;
}

MetricsChange change_of(std::vector<MetricsBucket> buckets, const MetricsPosition& expected,
                        const MetricsPosition& next) {
  return {std::move(buckets), expected, next};
}

const MetricsPosition kThere{.epoch = 2, .events = 30, .quality = 20, .swept_before = kNoon};

TEST_P(StoreContract, AnEmptyBookIsAtTheBeginning) {
  EXPECT_EQ(store->metrics().position(), MetricsPosition{});
  EXPECT_FALSE(store->metrics().bucket({MetricsPeriod::kHourly, kNoon}));
  EXPECT_TRUE(store->metrics().buckets(MetricsPeriod::kHourly, {}, kNoon).empty());
}

TEST_P(StoreContract, ABucketAndThePositionRoundTrip) {
  auto& book = store->metrics();
  ASSERT_EQ(book.write(change_of({a_bucket(kNoon)}, {}, kThere)), CommitOutcome::kDone);
  EXPECT_EQ(book.position(), kThere);
  auto expected = a_bucket(kNoon);
  expected.revision = 1;
  EXPECT_EQ(book.bucket(expected.key), expected);
}

TEST_P(StoreContract, BucketsAreListedByPeriodWithinTheirTimes) {
  auto& book = store->metrics();
  const auto hour = [](int number) { return a_bucket(kNoon + base::Minutes{60 * number}); };
  ASSERT_EQ(book.write(change_of({hour(2), hour(0), hour(1), a_bucket(kNoon, MetricsPeriod::kDaily)}, {}, kThere)),
            CommitOutcome::kDone);
  const auto found = book.buckets(MetricsPeriod::kHourly, hour(0).key.start, hour(2).key.start);
  ASSERT_EQ(found.size(), 2U) << "the end is not within";
  EXPECT_EQ(found[0].key, hour(0).key);
  EXPECT_EQ(found[1].key, hour(1).key);
}

TEST_P(StoreContract, ABucketIsReplacedAtItsRevisionOnly) {
  auto& book = store->metrics();
  ASSERT_EQ(book.write(change_of({a_bucket(kNoon)}, {}, {})), CommitOutcome::kDone);
  EXPECT_EQ(book.write(change_of({a_bucket(kNoon)}, {}, {})), CommitOutcome::kConflict) << "it is there already";
  auto next = *book.bucket(a_bucket(kNoon).key);
  next.tally.calls = 99;
  ASSERT_EQ(book.write(change_of({next}, {}, {})), CommitOutcome::kDone);
  EXPECT_EQ(book.write(change_of({next}, {}, {})), CommitOutcome::kConflict) << "somebody was first";
  EXPECT_EQ(book.bucket(next.key)->tally.calls, 99);
  EXPECT_EQ(book.bucket(next.key)->revision, 2);
}

TEST_P(StoreContract, ThePositionMovesFromWhereItIsOnly) {
  auto& book = store->metrics();
  ASSERT_EQ(book.write(change_of({}, {}, kThere)), CommitOutcome::kDone);
  auto further = kThere;
  further.events = 99;
  EXPECT_EQ(book.write(change_of({}, {}, further)), CommitOutcome::kConflict);
  EXPECT_EQ(book.position(), kThere);
  EXPECT_EQ(book.write(change_of({}, kThere, further)), CommitOutcome::kDone);
  EXPECT_EQ(book.position(), further);
}

TEST_P(StoreContract, BucketsOfEarlierEpochsGoUnlessTheLogIsSweptThere) {
  auto& book = store->metrics();
  auto swept = a_bucket(kNoon - base::Minutes{60});
  auto old = a_bucket(kNoon);
  auto fresh = a_bucket(kNoon + base::Minutes{60});
  fresh.epoch = 2;
  ASSERT_EQ(book.write(change_of({swept, old, fresh}, {}, kThere)), CommitOutcome::kDone);
  book.remove_older(2, kNoon);
  EXPECT_TRUE(book.bucket(swept.key));
  EXPECT_FALSE(book.bucket(old.key));
  EXPECT_TRUE(book.bucket(fresh.key));
}

}  // namespace
}  // namespace callroom::store::test
