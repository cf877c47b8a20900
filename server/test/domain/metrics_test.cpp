#include "domain/metrics.hpp"

#include "base/iso_time.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <algorithm>
#include <cmath>

namespace callroom::domain {
namespace {

base::WallTime iso(std::string_view text) { return base::from_iso(text).value(); }

TEST(MetricsPeriods, BeginWhereTheCalendarSaysByUtc) {
  const auto time = iso("2026-11-22T09:30:00.123Z");  // a Sunday
  EXPECT_EQ(start_of(MetricsPeriod::kHourly, time), iso("2026-11-22T09:00:00Z"));
  EXPECT_EQ(start_of(MetricsPeriod::kDaily, time), iso("2026-11-22T00:00:00Z"));
  EXPECT_EQ(start_of(MetricsPeriod::kWeekly, time), iso("2026-11-16T00:00:00Z"));
  EXPECT_EQ(start_of(MetricsPeriod::kMonthly, time), iso("2026-11-01T00:00:00Z"));
}

TEST(MetricsPeriods, AWeekMayBeginInTheYearBefore) {
  EXPECT_EQ(start_of(MetricsPeriod::kWeekly, iso("2027-01-01T00:00:00Z")), iso("2026-12-28T00:00:00Z"));
  EXPECT_EQ(end_of(MetricsPeriod::kMonthly, iso("2026-12-01T00:00:00Z")), iso("2027-01-01T00:00:00Z"));
  EXPECT_EQ(end_of(MetricsPeriod::kMonthly, iso("2028-02-01T00:00:00Z")), iso("2028-03-01T00:00:00Z"));
}

RC_GTEST_PROP(MetricsPeriods, EveryTimeLiesInItsSpanAndSpansMeet, ()) {
  const base::WallTime time{base::Millis{*rc::gen::inRange<std::int64_t>(0, 4'102'444'800'000)}};
  for (const auto period : kMetricsPeriods) {
    const auto start = start_of(period, time);
    const auto end = end_of(period, start);
    RC_ASSERT(start <= time);
    RC_ASSERT(time < end);
    RC_ASSERT(start_of(period, start) == start);
    RC_ASSERT(start_of(period, end) == end);
    RC_ASSERT(parse_metrics_period(to_string(period)) == period);
  }
}

TEST(HistogramOf, NothingHasNoPercentile) { EXPECT_FALSE(Histogram{}.percentile(0.5)); }

TEST(HistogramOf, SmallValuesAreExact) {
  Histogram histogram;
  for (int value = 1; value <= 20; ++value) histogram.add(value);
  EXPECT_EQ(histogram.percentile(0.5), 10);
  EXPECT_EQ(histogram.percentile(0.95), 19);
  EXPECT_EQ(histogram.percentile(0.0), 1);
  EXPECT_EQ(histogram.percentile(1.0), 20);
}

TEST(HistogramOf, WeighsWhatItIsGiven) {
  Histogram histogram;
  histogram.add(5, 1000);
  histogram.add(50, 1);
  histogram.add(60, 0);
  EXPECT_EQ(histogram.percentile(0.95), 5);
  EXPECT_EQ(histogram.percentile(1.0), 50);
}

RC_GTEST_PROP(HistogramOf, PercentilesAreWithinAThirtySecondOfTheTruth, ()) {
  auto values = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(
      rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 300), rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000))));
  const double share = *rc::gen::element(0.0, 0.1, 0.5, 0.9, 0.95, 1.0);
  Histogram histogram;
  for (const auto value : values) histogram.add(value);
  std::sort(values.begin(), values.end());
  const auto rank = std::max<double>(1, std::ceil(share * static_cast<double>(values.size())));
  const auto truth = static_cast<double>(values[static_cast<std::size_t>(rank) - 1]);
  RC_ASSERT(std::abs(histogram.percentile(share).value() - truth) <= truth / 32 + 0.5);
}

AuditRecord record(AuditAction action, std::string via = "join-room") {
  AuditRecord made{.id = AuditId::generate({}), .action = action};
  if (!via.empty()) made.metadata["via"] = std::move(via);
  return made;
}

TEST(MetricsTallyOf, CountsWhatHappened) {
  const auto user = UserId::generate({});
  MetricsTally tally;
  auto attempt = record(AuditAction::kJoinAttempt);
  attempt.user_id = user;
  tally.add(attempt);
  auto success = record(AuditAction::kJoinSuccess);
  success.user_id = user;
  tally.add(success);
  auto denied = record(AuditAction::kJoinDenied);
  denied.error_code = "TOO_LATE";
  tally.add(denied);
  tally.add(record(AuditAction::kCallStart));
  auto end = record(AuditAction::kCallEnd);
  end.duration_seconds = 90;
  tally.add(end);
  tally.add(record(AuditAction::kConnectionFailed));
  auto connected = record(AuditAction::kConnectionEstablished);
  connected.metadata[kConnectionMsFact] = "1500";
  tally.add(connected);
  EXPECT_EQ(tally.attempts, 1);
  EXPECT_EQ(tally.successes, 1);
  EXPECT_EQ(tally.failures, 1);
  EXPECT_EQ(tally.calls, 1);
  EXPECT_EQ(tally.completed_calls, 1);
  EXPECT_EQ(tally.duration_seconds, 90);
  EXPECT_EQ(tally.drops, 1);
  EXPECT_EQ(tally.connection_ms, 1500);
  EXPECT_EQ(tally.users, std::set{user});
  EXPECT_EQ(tally.error_counts, (std::map<std::string, std::int64_t>{{"TOO_LATE", 1}}));
  const auto figures = figures_of(tally);
  EXPECT_EQ(figures.success_rate, 0.5);
  EXPECT_EQ(figures.average_duration_seconds, 90);
  EXPECT_EQ(figures.drop_rate, 1);
}

TEST(MetricsTallyOf, AWaitingPagesQuestionsAreNoAttempts) {
  MetricsTally tally;
  for (const char* via : {"can-join", "generate-room"}) {
    tally.add(record(AuditAction::kJoinAttempt, via));
    auto denied = record(AuditAction::kJoinDenied, via);
    denied.error_code = "TOO_EARLY";
    tally.add(denied);
  }
  EXPECT_EQ(tally, MetricsTally{});
  tally.add(record(AuditAction::kJoinAttempt, ""));
  EXPECT_EQ(tally.attempts, 1) << "a record from before `via` was written";
}

TEST(MetricsTallyOf, AConnectionTimeThatIsNoNumberIsNone) {
  for (const char* text : {"", "-1", "12x", "99999999999999999999"}) {
    auto connected = record(AuditAction::kConnectionEstablished);
    connected.metadata[kConnectionMsFact] = text;
    MetricsTally tally;
    tally.add(connected);
    EXPECT_EQ(tally.connections, 0) << text;
  }
}

TEST(MetricsTallyOf, EveryUncleanLossCounts) {
  MetricsTally tally;
  tally.add(record(AuditAction::kJoinSuccess));
  for (int i = 0; i < 3; ++i) tally.add(record(AuditAction::kConnectionFailed));
  EXPECT_EQ(figures_of(tally).drop_rate, 3);
}

TEST(QualityTallyOf, SamplesWeighTheirTime) {
  QualityTally tally;
  tally.add({.seconds = 9, .rtt_ms = 20.0, .loss_in = 0.0, .local_candidate = CandidateType::kHost});
  tally.add({.seconds = 1,
             .rtt_ms = 900.0,
             .loss_in = 0.5,
             .local_candidate = CandidateType::kHost,
             .remote_candidate = CandidateType::kRelay,
             .interruptions = 2});
  MetricsTally whole;
  whole.quality = tally;
  const auto figures = figures_of(whole);
  EXPECT_NEAR(*figures.rtt_p50_ms, 20, 20.0 / 32);
  EXPECT_NEAR(*figures.rtt_p95_ms, 900, 900.0 / 32);
  EXPECT_EQ(figures.loss_p50, 0);
  EXPECT_NEAR(*figures.loss_p95, 0.5, 0.5 / 32);
  EXPECT_DOUBLE_EQ(*figures.relayed_share, 0.1);
  EXPECT_EQ(tally.interruptions, 2);
}

TEST(MetricsFiguresOf, NothingAreEmpty) {
  const auto figures = figures_of({});
  EXPECT_FALSE(figures.success_rate);
  EXPECT_FALSE(figures.average_duration_seconds);
  EXPECT_FALSE(figures.drop_rate);
  EXPECT_FALSE(figures.rtt_p95_ms);
  EXPECT_FALSE(figures.relayed_share);
}

}  // namespace
}  // namespace callroom::domain
