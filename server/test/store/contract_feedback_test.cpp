#include "test/store/samples.hpp"
#include "test/store/store_contract.hpp"

// What pages and people report of a call.
namespace callroom::store::test {
namespace {

using app::CommitOutcome;

const domain::SessionId kCall = a_session(1).id;
const domain::SessionId kOther = a_session(2).id;

domain::QualitySample of_user(std::uint64_t user, domain::QualitySample sample) {
  sample.user_id = id_of<domain::UserId>(user);
  return sample;
}

TEST_P(StoreContract, ASampleWithEveryFieldRoundTrips) {
  must_commit(commit_of(a_sample(kCall)));
  EXPECT_EQ(dump(store->quality_of(kCall)), dump(std::vector{a_sample(kCall)}));
  EXPECT_TRUE(store->quality_of(kOther).empty());
}

TEST_P(StoreContract, ASampleThatKnowsNothingButItsLevelRoundTrips) {
  const domain::QualitySample bare{kCall, id_of<domain::UserId>(1), kNoon, {.at = kNoon, .seconds = 1, .level = 5}};
  must_commit(commit_of(bare));
  EXPECT_EQ(dump(store->quality_of(kCall)), dump(std::vector{bare}));
}

TEST_P(StoreContract, TheSameSampleAgainLeavesTheFirst) {
  must_commit(commit_of(a_sample(kCall)));
  auto again = a_sample(kCall);
  again.received_at = kNoon + base::Minutes{1};
  again.reading.level = 1;
  auto commit = commit_of(again);
  commit.quality.push_back(a_sample(kCall, 2));
  must_commit(commit);
  EXPECT_EQ(dump(store->quality_of(kCall)), dump(std::vector{a_sample(kCall, 1), a_sample(kCall, 2)}));
}

TEST_P(StoreContract, SamplesAreByUserAndTime) {
  app::Commit commit;
  commit.quality = {of_user(2, a_sample(kCall, 1)), of_user(1, a_sample(kCall, 9)), of_user(1, a_sample(kCall, 3)),
                    of_user(1, a_sample(kOther, 1))};
  must_commit(commit);
  EXPECT_EQ(dump(store->quality_of(kCall)), dump(std::vector{commit.quality[2], commit.quality[1], commit.quality[0]}));
  EXPECT_EQ(store->quality_times(kCall, id_of<domain::UserId>(1)),
            (std::vector{kNoon + base::Seconds{3}, kNoon + base::Seconds{9}}));
  EXPECT_TRUE(store->quality_times(kCall, id_of<domain::UserId>(3)).empty());
}

TEST_P(StoreContract, TheAverageLevelIsWeightedAndOverEverybody) {
  const auto sample = [](std::uint64_t user, std::uint64_t number, double seconds, std::int64_t level) {
    auto made = of_user(user, a_sample(kCall, number));
    made.reading.seconds = seconds;
    made.reading.level = level;
    return made;
  };
  auto elsewhere = a_sample(kOther);
  elsewhere.reading.level = 2;
  app::Commit commit;
  commit.quality = {sample(1, 1, 30, 5), sample(1, 2, 5, 1), sample(2, 1, 5, 1), elsewhere};
  must_commit(commit);
  const auto levels = store->average_levels({kCall, kOther, a_session(3).id});
  ASSERT_EQ(levels.size(), 2U) << "a call without samples has no average";
  EXPECT_DOUBLE_EQ(levels.at(kCall), 4.0);
  EXPECT_DOUBLE_EQ(levels.at(kOther), 2.0);
  EXPECT_TRUE(store->average_levels({}).empty());
}

TEST_P(StoreContract, ARatingIsReplacedByItsUsersNextOne) {
  must_commit(commit_of(a_rating(kCall)));
  auto other = a_rating(kCall);
  other.user_id = id_of<domain::UserId>(2);
  must_commit(commit_of(other));
  auto changed = a_rating(kCall);
  changed.rating = 1;
  changed.comment.reset();
  changed.rated_at = kNoon + base::Minutes{1};
  must_commit(commit_of(changed));
  EXPECT_EQ(dump(store->ratings_of({kCall})), dump(std::vector{changed, other}));
}

TEST_P(StoreContract, RatingsOfSeveralSessionsAreBySessionAndUser) {
  app::Commit commit;
  commit.ratings = {a_rating(kOther), a_rating(kCall), a_rating(a_session(3).id)};
  must_commit(commit);
  EXPECT_EQ(dump(store->ratings_of({kOther, kCall})), dump(std::vector{commit.ratings[1], commit.ratings[0]}));
  EXPECT_TRUE(store->ratings_of({}).empty());
}

TEST_P(StoreContract, ARefusedCommitLeavesNoFeedback) {
  must_commit(commit_of(a_record(kCall)));
  auto commit = commit_of(a_record(kCall));  // its id is taken
  commit.quality = {a_sample(kCall)};
  commit.ratings = {a_rating(kCall)};
  EXPECT_EQ(store->commit(commit), CommitOutcome::kDuplicate);
  EXPECT_TRUE(store->quality_of(kCall).empty());
  EXPECT_TRUE(store->ratings_of({kCall}).empty());
}

}  // namespace
}  // namespace callroom::store::test
