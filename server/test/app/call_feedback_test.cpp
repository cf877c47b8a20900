#include "app/call_feedback.hpp"

#include "world.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace callroom::app {
namespace {

using namespace test;
using base::Millis;
using base::Minutes;
using base::Seconds;

/// The world with its call started at kDate.
struct Started : World {
  Started() { EXPECT_TRUE(start_call(env, id, kAna, origin)); }
};

std::vector<domain::QualityReading> readings(std::size_t count, base::WallTime from = kDate) {
  std::vector<domain::QualityReading> made;
  for (std::size_t i = 0; i < count; ++i) made.push_back({.at = from + Millis{i}, .seconds = 1, .level = 4});
  return made;
}

FeedbackError error_of(const base::Result<std::size_t, FeedbackRefusal>& result) { return result.error().error; }

TEST(RecordQuality, StoresWhoSaidWhatAndWhen) {
  Started world;
  world.clock.advance(Seconds{20});
  EXPECT_EQ(*record_quality(world.env, world.id, kBen, readings(3), world.origin), 3U);
  const auto stored = world.store.quality_of(world.id);
  ASSERT_EQ(stored.size(), 3U);
  EXPECT_EQ(stored[2].user_id, kBen.id);
  EXPECT_EQ(stored[2].received_at, kDate + Seconds{20});
  EXPECT_EQ(stored[2].reading, readings(3)[2]);
}

TEST(RecordQuality, TheSameAgainIsStoredOnce) {
  Started world;
  EXPECT_EQ(*record_quality(world.env, world.id, kAna, readings(3), world.origin), 3U);
  EXPECT_EQ(*record_quality(world.env, world.id, kAna, readings(5), world.origin), 2U);
  EXPECT_EQ(*record_quality(world.env, world.id, kAna, readings(5), world.origin), 0U);
  EXPECT_EQ(*record_quality(world.env, world.id, kBen, readings(5), world.origin), 5U) << "another page's are its own";
  EXPECT_EQ(world.store.quality_of(world.id).size(), 10U);
}

TEST(RecordQuality, TwiceInOneListIsOne) {
  Started world;
  auto twice = readings(1);
  twice.push_back(twice[0]);
  EXPECT_EQ(*record_quality(world.env, world.id, kAna, twice, world.origin), 1U);
}

TEST(RecordQuality, IsForTheTwoOfTheSessionAndRefusalsAreAudited) {
  Started world;
  for (const auto& asker : {kStranger, kAdmin}) {
    EXPECT_EQ(error_of(record_quality(world.env, world.id, asker, readings(1), world.origin)),
              FeedbackError::kNotAParticipant);
  }
  EXPECT_EQ(error_of(record_quality(world.env, domain::test::session_id(9), kAna, readings(1), world.origin)),
            FeedbackError::kSessionNotFound);
  const auto refused = world.audit(AuditAction::kPermissionDenied);
  ASSERT_EQ(refused.size(), 2U);
  EXPECT_EQ(refused[0].error_code, "NOT_A_PARTICIPANT");
  EXPECT_EQ(refused[1].user_id, kAdmin.id);
  EXPECT_TRUE(world.store.quality_of(world.id).empty());
}

TEST(RecordQuality, IsTakenFromTheStartUntilTenMinutesAfterTheEnd) {
  World world;
  EXPECT_EQ(error_of(record_quality(world.env, world.id, kAna, readings(1), world.origin)), FeedbackError::kNotStarted);
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  world.clock.advance(Minutes{50});
  ASSERT_TRUE(end_call(world.env, world.id, kAna, world.origin));
  world.clock.advance(Minutes{10});
  EXPECT_EQ(*record_quality(world.env, world.id, kAna, readings(1), world.origin), 1U);
  world.clock.advance(Millis{1});
  EXPECT_EQ(error_of(record_quality(world.env, world.id, kAna, readings(2), world.origin)), FeedbackError::kEnded);
  EXPECT_EQ(world.store.quality_of(world.id).size(), 1U);
}

TEST(RecordQuality, AReadingFromOutsideTheCallIsNamedAndNothingIsStored) {
  Started world;
  for (const auto at : {kDate - Minutes{5} - Millis{1}, kDate + Minutes{5} + Millis{1}}) {
    auto list = readings(2);
    list.push_back({.at = at});
    const auto refused = record_quality(world.env, world.id, kAna, list, world.origin);
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().error, FeedbackError::kOutsideCall);
    EXPECT_EQ(refused.error().reading, 2U);
  }
  EXPECT_TRUE(world.store.quality_of(world.id).empty());
  const std::vector<domain::QualityReading> at_the_edges{{.at = kDate - Minutes{5}}, {.at = kDate + Minutes{5}}};
  EXPECT_EQ(*record_quality(world.env, world.id, kAna, at_the_edges, world.origin), 2U) << "clocks differ a little";
}

TEST(RecordQuality, PastTheBoundNoMoreIsKept) {
  Started world;
  ASSERT_EQ(*record_quality(world.env, world.id, kAna, readings(kMaxQualitySamples - 2), world.origin),
            kMaxQualitySamples - 2);
  EXPECT_EQ(*record_quality(world.env, world.id, kAna, readings(5, kDate + Minutes{1}), world.origin), 2U)
      << "the first ones have room";
  EXPECT_EQ(error_of(record_quality(world.env, world.id, kAna, readings(1, kDate + Minutes{2}), world.origin)),
            FeedbackError::kTooManySamples);
  EXPECT_EQ(*record_quality(world.env, world.id, kAna, readings(3), world.origin), 0U)
      << "what is there already may be sent again";
  EXPECT_EQ(*record_quality(world.env, world.id, kBen, readings(1), world.origin), 1U);
  EXPECT_EQ(world.store.quality_times(world.id, kAna.id).size(), kMaxQualitySamples);
}

TEST(RecordQuality, AStoreThatIsDownIsNotSilent) {
  Started world;
  world.store.go_down();
  EXPECT_THROW((void)record_quality(world.env, world.id, kAna, readings(1), world.origin), StoreUnavailable);
}

TEST(RateCall, TheSecondOpinionReplacesTheFirst) {
  Started world;
  const auto first = rate_call(world.env, world.id, kAna, {2, "It stuttered."}, world.origin);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->rated_at, kDate);
  world.clock.advance(Minutes{1});
  const auto second = rate_call(world.env, world.id, kAna, {5, std::nullopt}, world.origin);
  ASSERT_TRUE(rate_call(world.env, world.id, kBen, {4, std::nullopt}, world.origin));
  const auto stored = world.store.ratings_of({world.id});
  ASSERT_EQ(stored.size(), 2U);
  EXPECT_EQ(stored[0], *second);
  EXPECT_EQ(second->rated_at, kDate + Minutes{1});
  EXPECT_FALSE(second->comment);
}

TEST(RateCall, IsForTheTwoOfTheSessionOnceItHasStarted) {
  World world;
  EXPECT_EQ(rate_call(world.env, world.id, kAna, {5, {}}, world.origin).error().error, FeedbackError::kNotStarted);
  ASSERT_TRUE(start_call(world.env, world.id, kAna, world.origin));
  for (const auto& asker : {kStranger, kAdmin}) {
    EXPECT_EQ(rate_call(world.env, world.id, asker, {1, {}}, world.origin).error().error,
              FeedbackError::kNotAParticipant);
  }
  EXPECT_EQ(rate_call(world.env, domain::test::session_id(9), kAna, {5, {}}, world.origin).error().error,
            FeedbackError::kSessionNotFound);
  EXPECT_TRUE(world.store.ratings_of({world.id}).empty());
  world.clock.advance(Minutes{60 * 24 * 30});
  EXPECT_TRUE(rate_call(world.env, world.id, kAna, {5, {}}, world.origin)) << "late is better than never";
}

TEST(CallRecord, TellsEachOnlyTheirOwnRatingAndAnAdminBoth) {
  Started world;
  ASSERT_TRUE(rate_call(world.env, world.id, kAna, {2, "Cold."}, world.origin));
  const auto as_ana = call_record(world.env, world.id, kAna);
  EXPECT_EQ(as_ana->own_rating->rating, 2);
  EXPECT_FALSE(as_ana->ratings.has_value());
  const auto as_ben = call_record(world.env, world.id, kBen);
  EXPECT_FALSE(as_ben->own_rating.has_value());
  EXPECT_FALSE(as_ben->ratings.has_value());
  const auto as_admin = call_record(world.env, world.id, kAdmin);
  EXPECT_FALSE(as_admin->own_rating.has_value());
  ASSERT_EQ(as_admin->ratings.value().size(), 1U);
  EXPECT_EQ(as_admin->ratings->at(0).comment, "Cold.");
}

TEST(CallHistory, CarriesTheLevelAndTheOwnRating) {
  Started world;
  ASSERT_TRUE(record_quality(world.env, world.id, kAna, readings(2), world.origin));
  ASSERT_TRUE(rate_call(world.env, world.id, kBen, {3, std::nullopt}, world.origin));
  ASSERT_TRUE(end_call(world.env, world.id, kAna, world.origin));
  const auto as_ana = call_history(world.env, kAna, {}).items.at(0);
  EXPECT_DOUBLE_EQ(as_ana.average_level.value(), 4.0);
  EXPECT_FALSE(as_ana.own_rating.has_value()) << "the other's is not hers to see";
  EXPECT_EQ(call_history(world.env, kBen, {}).items.at(0).own_rating->rating, 3);
}

}  // namespace
}  // namespace callroom::app
