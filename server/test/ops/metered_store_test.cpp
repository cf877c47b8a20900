#include "ops/metered_store.hpp"

#include "store/memory/memory_store.hpp"
#include "test/ops/exposition_parser.hpp"

#include <gtest/gtest.h>

namespace callroom::ops::test {
namespace {

class SlowStore final : public store::MemoryStore {
 public:
  explicit SlowStore(base::ManualClock& clock) : clock_(clock) {}
  bool away = false;
  app::CommitOutcome outcome = app::CommitOutcome::kDone;
  app::CommitOutcome commit(const app::Commit&) override {
    if (away) throw app::StoreUnavailable("away");
    clock_.advance(base::Millis{30});
    return outcome;
  }
  void check() override {
    if (away) throw app::StoreUnavailable("away");
  }

 private:
  base::ManualClock& clock_;
};

class MeteredStoreTest : public ::testing::Test {
 protected:
  std::map<std::string, Family> figures() {
    Exposition page;
    metered.write(page);
    return ExpositionParser::parse(page.take());
  }
  double commits(const std::string& outcome) {
    const auto all = figures();  // outlives the loop
    for (const auto& sample : all.at("callroom_commits_total").samples) {
      if (sample.labels.at("outcome") == outcome) return sample.value;
    }
    return -1;
  }
  double one(const std::string& name) { return figures().at(name).samples.at(0).value; }

  base::ManualClock clock;
  SlowStore store{clock};
  MeteredStore metered{store, clock};
};

TEST_F(MeteredStoreTest, CountsHowCommitsEndAndHowLongTheyTake) {
  app::Commit commit;
  commit.audit.resize(2, {domain::AuditId::generate(clock.now())});
  EXPECT_EQ(metered.commit(commit), app::CommitOutcome::kDone);
  store.outcome = app::CommitOutcome::kConflict;
  EXPECT_EQ(metered.commit(commit), app::CommitOutcome::kConflict);
  store.away = true;
  EXPECT_THROW(metered.commit(commit), app::StoreUnavailable);
  EXPECT_EQ(commits("done"), 1);
  EXPECT_EQ(commits("refused"), 1);
  EXPECT_EQ(commits("failed"), 1);
  EXPECT_EQ(one("callroom_audit_records_total"), 2) << "of the commit that was done";
  double seconds = 0;
  const auto all = figures();
  for (const auto& sample : all.at("callroom_commit_duration_seconds").samples) {
    if (sample.name.ends_with("_count")) {
      EXPECT_EQ(sample.value, 1) << sample.labels.at("outcome");
    }
    if (sample.name.ends_with("_sum")) seconds += sample.value;
  }
  EXPECT_NEAR(seconds, 0.06, 1e-9);
}

TEST_F(MeteredStoreTest, CountsUpdatesAsCommits) {
  int told = 0;
  const auto done = [&](const std::exception_ptr&) { ++told; };
  const auto two_records = [&](const std::optional<domain::Session>&) {
    app::Commit commit;
    commit.audit.resize(2, {domain::AuditId::generate(clock.now())});
    return commit;
  };
  metered.update({std::nullopt, two_records}, done);
  metered.update({std::nullopt, [](const auto&) -> app::Commit { throw std::runtime_error("undecided"); }}, done);
  EXPECT_EQ(one("callroom_store_up"), 1) << "that was not the store's fault";
  store.away = true;
  metered.update({std::nullopt, two_records}, done);
  EXPECT_EQ(told, 3);
  EXPECT_EQ(commits("done"), 1);
  EXPECT_EQ(commits("failed"), 2);
  EXPECT_EQ(one("callroom_store_up"), 0);
  EXPECT_EQ(one("callroom_audit_records_total"), 2) << "of the one that was done";
}

TEST_F(MeteredStoreTest, KnowsWhetherTheStoreAnswers) {
  EXPECT_EQ(one("callroom_store_up"), 1);
  store.away = true;
  EXPECT_THROW(metered.check(), app::StoreUnavailable);
  EXPECT_EQ(one("callroom_store_up"), 0);
  EXPECT_EQ(one("callroom_store_unavailable_total"), 1);
  store.away = false;
  metered.check();
  EXPECT_EQ(one("callroom_store_up"), 1);
}

}  // namespace
}  // namespace callroom::ops::test
