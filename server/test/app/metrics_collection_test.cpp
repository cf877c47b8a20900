#include "app/metrics_collection.hpp"

#include "app/ports/audit_log.hpp"
#include "app/ports/metrics_book.hpp"
#include "world.hpp"

#include <rapidcheck/gtest.h>
#include <map>

// Counting as calls happen, counting anew, and being cut off in between: always the same figures.
namespace callroom::app::test {
namespace {

using domain::MetricsBucket;
using domain::MetricsKey;
using domain::MetricsPeriod;
using domain::MetricsTally;
using Figures = std::map<MetricsKey, MetricsTally>;

constexpr base::WallTime kAllSamples{};

/// A store that has no transactions and dies between two writes.
class TornBook final : public MetricsBook {
 public:
  explicit TornBook(MetricsBook& inner) : inner_(inner) {}
  /// After so many more single writes the next one is not made.
  void dies_after(int writes) { left_ = writes; }
  void lives() { left_.reset(); }

  std::vector<CountedEvent> events(std::int64_t after, std::size_t limit) override {
    return inner_.events(after, limit);
  }
  MetricsPosition position() override { return inner_.position(); }
  std::optional<MetricsBucket> bucket(const MetricsKey& key) override { return inner_.bucket(key); }
  std::vector<MetricsBucket> buckets(MetricsPeriod period, base::WallTime from, base::WallTime until) override {
    return inner_.buckets(period, from, until);
  }
  CommitOutcome write(const MetricsChange& change) override {
    for (const auto& bucket : change.buckets) {
      spend();
      const auto here = inner_.position();
      if (const auto outcome = inner_.write({{bucket}, here, here}); outcome != CommitOutcome::kDone) return outcome;
    }
    spend();
    return inner_.write({{}, change.expected, change.next});
  }
  void remove_older(std::int64_t epoch, base::WallTime swept_before) override {
    spend();
    inner_.remove_older(epoch, swept_before);
  }

 private:
  void spend() {
    if (left_ && (*left_)-- == 0) throw StoreUnavailable("killed, says the test");
  }
  MetricsBook& inner_;
  std::optional<int> left_;
};

domain::AuditRecord any_record(base::WallTime now) {
  domain::AuditRecord record{.id = domain::AuditId::generate(now)};
  record.action = *rc::gen::element(AuditAction::kJoinAttempt, AuditAction::kJoinSuccess, AuditAction::kJoinDenied,
                                    AuditAction::kCallStart, AuditAction::kCallEnd, AuditAction::kConnectionEstablished,
                                    AuditAction::kConnectionFailed, AuditAction::kPermissionDenied);
  // Clocks of several servers: not quite in the order of the log.
  record.timestamp = now - base::Seconds{*rc::gen::inRange(0, 120)};
  record.session_id = domain::test::session_id(*rc::gen::inRange<std::uint64_t>(1, 4));
  record.user_id = domain::test::user_id(*rc::gen::inRange<std::uint64_t>(1, 5));
  if (*rc::gen::arbitrary<bool>()) record.error_code = *rc::gen::element<std::string>("TOO_EARLY", "ROOM_FULL");
  if (*rc::gen::arbitrary<bool>()) record.metadata["via"] = *rc::gen::element<std::string>("can-join", "join-room");
  if (record.action == AuditAction::kConnectionEstablished) record.metadata[domain::kConnectionMsFact] = "1200";
  if (record.action == AuditAction::kCallEnd) record.duration_seconds = *rc::gen::inRange(0, 5000);
  return record;
}

domain::QualitySample any_sample(base::WallTime now) {
  return {domain::test::session_id(*rc::gen::inRange<std::uint64_t>(1, 4)),
          domain::test::user_id(*rc::gen::inRange<std::uint64_t>(1, 5)), now,
          domain::QualityReading{.at = now,
                                 .seconds = static_cast<double>(*rc::gen::inRange(1, 11)),
                                 .rtt_ms = static_cast<double>(*rc::gen::inRange(0, 900)),
                                 .loss_in = *rc::gen::inRange(0, 100) / 100.0,
                                 .local_candidate = domain::CandidateType::kRelay}};
}

Figures figures(MetricsBook& book) {
  Figures found;
  for (const auto period : domain::kMetricsPeriods) {
    for (const auto& bucket : book.buckets(period, {}, base::WallTime::max())) found[bucket.key] = bucket.tally;
  }
  return found;
}

/// The oracle: every record once, straight into its buckets.
Figures counted_by_hand(World& world) {
  Figures wanted;
  const auto settled = world.clock.now() - quality_settles_after();
  for (const auto& event : world.store.metrics().events(0, 1'000'000)) {
    for (const auto period : domain::kMetricsPeriods) {
      auto& tally = wanted[{period, domain::start_of(period, event.record.timestamp)}];
      tally.add(event.record);
      if (event.record.action != AuditAction::kCallEnd || event.record.timestamp > settled) continue;
      for (const auto& sample : world.store.quality_of(*event.record.session_id)) tally.quality.add(sample.reading);
    }
  }
  return wanted;
}

void collect_all(World& world) {
  while (collect_metrics(world.env, 7) == Counted::kMore) {
  }
}

/// Samples come first, as they do: none is taken once a call's samples are counted.
void pick_samples(World& world) {
  Commit commit;
  for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
    commit.quality.push_back(any_sample(world.clock.now() + base::Seconds{i}));
  }
  RC_ASSERT(world.store.commit(commit) == CommitOutcome::kDone);
}

/// Something happens, then time passes.
void pick_events(World& world) {
  Commit commit;
  for (int i = *rc::gen::inRange(1, 9); i > 0; --i) commit.audit.push_back(any_record(world.clock.now()));
  RC_ASSERT(world.store.commit(commit) == CommitOutcome::kDone);
  world.clock.advance(base::Minutes{*rc::gen::element(0, 1, 15, 61, 60 * 24, 60 * 24 * 9)});
}

/// Everything is counted: until the samples of the last call are settled.
void settle(World& world) {
  world.clock.advance(quality_settles_after() + base::Minutes{1});
  collect_all(world);
}

RC_GTEST_PROP(MetricsCollection, CountingAsItHappensAndCountingAnewGiveTheSame, ()) {
  World world;
  pick_samples(world);
  for (int steps = *rc::gen::inRange(1, 12); steps > 0; --steps) {
    pick_events(world);
    if (*rc::gen::arbitrary<bool>()) {
      static_cast<void>(collect_metrics(world.env, *rc::gen::inRange<std::size_t>(1, 9)));
    }
  }
  settle(world);
  const auto as_it_happened = figures(world.store.metrics());
  RC_ASSERT(as_it_happened == counted_by_hand(world));
  rebuild_metrics(world.env, kAllSamples, [](std::int64_t) {});
  RC_ASSERT(figures(world.store.metrics()) == as_it_happened);
}

RC_GTEST_PROP(MetricsCollection, BeingKilledBetweenTwoWritesLosesAndDoublesNothing, ()) {
  World world;
  TornBook book{world.store.metrics()};
  world.store.use_book(book);
  pick_samples(world);
  for (int steps = *rc::gen::inRange(1, 12); steps > 0; --steps) {
    pick_events(world);
    book.dies_after(*rc::gen::inRange(0, 14));
    try {
      if (*rc::gen::inRange(0, 4) == 0) {
        rebuild_metrics(world.env, kAllSamples, [](std::int64_t) {});
      } else {
        static_cast<void>(collect_metrics(world.env, *rc::gen::inRange<std::size_t>(1, 20)));
      }
    } catch (const StoreUnavailable&) {
      // Killed: whoever comes next goes on.
    }
    book.lives();
  }
  settle(world);
  RC_ASSERT(figures(world.store.metrics()) == counted_by_hand(world));
}

class Metrics : public ::testing::Test {
 protected:
  World world;

  void happen(AuditAction action, base::Millis ago = {}) {
    Commit commit;
    commit.audit.push_back({.id = domain::AuditId::generate(world.clock.now()),
                            .action = action,
                            .timestamp = world.clock.now() - ago,
                            .session_id = world.id});
    ASSERT_EQ(world.store.commit(commit), CommitOutcome::kDone);
  }
  MetricsTally hour() {
    const MetricsKey key{MetricsPeriod::kHourly, domain::start_of(MetricsPeriod::kHourly, world.clock.now())};
    const auto bucket = world.store.metrics().bucket(key);
    return bucket ? bucket->tally : MetricsTally{};
  }
};

TEST_F(Metrics, NothingNewWritesNothing) {
  happen(AuditAction::kCallStart);
  collect_all(world);
  const auto before = world.store.metrics().position();
  EXPECT_EQ(collect_metrics(world.env), Counted::kAll);
  EXPECT_EQ(world.store.metrics().position(), before);
}

TEST_F(Metrics, TheSamplesOfACallAreCountedOnceNoMoreCanCome) {
  Commit commit;
  commit.quality.push_back({world.id, domain::test::kClient, world.clock.now(), {.at = kDate, .seconds = 10}});
  ASSERT_EQ(world.store.commit(commit), CommitOutcome::kDone);
  happen(AuditAction::kCallEnd);
  collect_all(world);
  EXPECT_EQ(hour().completed_calls, 1);
  EXPECT_EQ(hour().quality.samples, 0);
  world.clock.advance(quality_settles_after());
  collect_all(world);
  EXPECT_EQ(hour().quality.samples, 1);
}

TEST_F(Metrics, CountingAnewKeepsWhatASweptLogCanNoLongerTell) {
  happen(AuditAction::kCallStart, base::Minutes{120});
  happen(AuditAction::kCallStart);
  collect_all(world);
  const auto before = figures(world.store.metrics());

  /// The same log without its first record.
  struct SweptBook final : MetricsBook {
    explicit SweptBook(MetricsBook& all) : inner(all) {}
    std::vector<CountedEvent> events(std::int64_t after, std::size_t limit) override {
      return inner.events(std::max<std::int64_t>(after, 1), limit);
    }
    MetricsPosition position() override { return inner.position(); }
    std::optional<MetricsBucket> bucket(const MetricsKey& key) override { return inner.bucket(key); }
    std::vector<MetricsBucket> buckets(MetricsPeriod period, base::WallTime from, base::WallTime until) override {
      return inner.buckets(period, from, until);
    }
    CommitOutcome write(const MetricsChange& change) override { return inner.write(change); }
    void remove_older(std::int64_t epoch, base::WallTime swept) override { inner.remove_older(epoch, swept); }
    MetricsBook& inner;
  } swept{world.store.metrics()};
  world.store.use_book(swept);
  rebuild_metrics(world.env, kAllSamples, [](std::int64_t) {});
  EXPECT_EQ(figures(swept), before);
  happen(AuditAction::kCallStart);
  collect_all(world);
  EXPECT_EQ(hour().calls, 2) << "and what comes is counted on";
}

TEST_F(Metrics, CountingAnewKeepsWhatALogSweptToItsEndCanNoLongerTell) {
  happen(AuditAction::kCallStart);
  happen(AuditAction::kCallEnd);
  collect_all(world);
  const auto before = figures(world.store.metrics());
  const auto tomorrow = world.clock.now() + base::Minutes{24 * 60};
  const SweepPlan everything{.before = {{AuditAction::kCallStart, tomorrow}, {AuditAction::kCallEnd, tomorrow}}};
  ASSERT_EQ(world.store.audit_log().sweep(everything, [](const Tombstone&) { return std::string{"{}"}; }), 2U);
  rebuild_metrics(world.env, kAllSamples, [](std::int64_t) {});
  EXPECT_EQ(figures(world.store.metrics()), before);
}

TEST_F(Metrics, CountingAnewKeepsFiguresOfSamplesThatWereSwept) {
  Commit commit;
  commit.quality.push_back({world.id, domain::test::kClient, world.clock.now(), {.at = kDate, .seconds = 10}});
  ASSERT_EQ(world.store.commit(commit), CommitOutcome::kDone);
  happen(AuditAction::kCallEnd);
  world.clock.advance(quality_settles_after());
  collect_all(world);
  const auto before = figures(world.store.metrics());
  const auto since = world.clock.now() + base::Minutes{60};
  ASSERT_EQ(world.store.audit_log().sweep_feedback(since), 1U);
  rebuild_metrics(world.env, since, [](std::int64_t) {});
  EXPECT_EQ(figures(world.store.metrics()), before);
  EXPECT_EQ(hour().quality.samples, 1);
}

}  // namespace
}  // namespace callroom::app::test
