#include "integrity/retention.hpp"

#include "integrity/chain_verifier.hpp"
#include "integrity/checkpointer.hpp"
#include "integrity/signing_keys.hpp"
#include "store/memory/memory_store.hpp"
#include "test/store/samples.hpp"
#include "test/store/temp_dir.hpp"

#include <gtest/gtest.h>

namespace callroom::integrity::test {
namespace {

constexpr base::Minutes kDay{24 * 60};

class RetentionTest : public ::testing::Test {
 protected:
  void write(domain::AuditAction action) {
    app::Commit commit;
    auto record = store::test::a_record(store::test::a_session().id, ++written);
    record.timestamp = clock.now();
    record.action = action;
    commit.audit.push_back(record);
    ASSERT_EQ(store.commit(commit), app::CommitOutcome::kDone);
  }
  Swept sweep_now(const RetentionPolicy& policy) { return sweep(store.audit_log(), keys, policy, clock.now(), 10); }
  [[nodiscard]] bool holds() {
    const auto report = verify_chain(store.audit_log(), read_checkpoints(file, keys.keys()), keys.keys(),
                                     [](std::int64_t, std::int64_t) {});
    EXPECT_FALSE(report.fault) << report.fault->text;
    return !report.fault;
  }

  store::test::TempDir directory;
  base::ManualClock clock;
  SigningKeys keys{directory / "keys.json", clock};
  const std::filesystem::path file = directory / "checkpoints.jsonl";
  store::MemoryStore store;
  std::uint64_t written = 0;
};

TEST_F(RetentionTest, RecordsGoWhenTheirTimeIsOver) {
  for (int day = 0; day < 10; ++day) {
    write(domain::AuditAction::kJoinAttempt);
    clock.advance(kDay);
  }
  Checkpointer{store.audit_log(), keys, clock, file, {}}.write_now();
  EXPECT_EQ(sweep_now({.audit = 4 * kDay}).audit, 6U) << "what is exactly so old stays";
  EXPECT_EQ(sweep_now({.audit = 4 * kDay}).audit, 0U);
  EXPECT_TRUE(holds());
  write(domain::AuditAction::kCallEnd);
  clock.advance(30 * kDay);
  EXPECT_EQ(sweep_now({.audit = 4 * kDay}).audit, 5U);
  EXPECT_TRUE(holds()) << "an empty trail has its head";
  write(domain::AuditAction::kCallEnd);
  EXPECT_TRUE(holds());
}

TEST_F(RetentionTest, EachKindHasItsOwnTime) {
  for (int i = 0; i < 6; ++i) {
    write(i % 3 == 0 ? domain::AuditAction::kCallEnd : domain::AuditAction::kJoinAttempt);
  }
  clock.advance(100 * kDay);
  const RetentionPolicy policy{.audit = 30 * kDay, .by_action = {{domain::AuditAction::kCallEnd, 365 * kDay}}};
  EXPECT_EQ(sweep_now(policy).audit, 4U);
  EXPECT_EQ(store.audit_log().chain(0, 100).size(), 2U);
  EXPECT_TRUE(holds());
}

TEST_F(RetentionTest, ZeroIsForEver) {
  write(domain::AuditAction::kJoinAttempt);
  clock.advance(10'000 * kDay);
  EXPECT_EQ(sweep_now({.audit = base::Millis{0}, .quality = base::Millis{0}}).audit, 0U);
  EXPECT_EQ(sweep_now({.audit = kDay, .by_action = {{domain::AuditAction::kJoinAttempt, base::Millis{0}}}}).audit, 0U);
}

TEST_F(RetentionTest, QualityAndRatingsGoToo) {
  auto commit = store::test::commit_of(store::test::a_sample(store::test::a_session().id));
  commit.ratings = {store::test::a_rating(store::test::a_session().id)};
  ASSERT_EQ(store.commit(commit), app::CommitOutcome::kDone);
  const auto later = store::test::kNoon + 400 * kDay;
  EXPECT_EQ(sweep(store.audit_log(), keys, {.quality = base::Millis{0}}, later, 10).feedback, 0U);
  EXPECT_EQ(sweep(store.audit_log(), keys, {}, later, 10).feedback, 2U);
}

}  // namespace
}  // namespace callroom::integrity::test
