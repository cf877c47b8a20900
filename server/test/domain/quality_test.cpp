#include "domain/quality.hpp"

#include "fixtures.hpp"

#include <gtest/gtest.h>

namespace callroom::domain {
namespace {

using test::kClient;
using test::kDate;
using test::kPsychologist;

QualitySample sample(const UserId& user, double seconds, std::int64_t level) {
  return {.session_id = test::session_id(1),
          .user_id = user,
          .received_at = kDate,
          .reading = {.at = kDate, .seconds = seconds, .level = level}};
}

TEST(Quality, OfNoSamplesThereIsNoSummary) { EXPECT_TRUE(summarize({}).empty()); }

TEST(Quality, EachPersonHasASummaryOfTheirOwn) {
  const auto summaries =
      summarize({sample(kPsychologist, 10, 4), sample(kClient, 10, 2), sample(kPsychologist, 10, 5)});
  ASSERT_EQ(summaries.size(), 2U);
  EXPECT_EQ(summaries[0].user_id, kClient) << "by user id";
  EXPECT_EQ(summaries[0].samples, 1U);
  EXPECT_EQ(summaries[1].samples, 2U);
  EXPECT_DOUBLE_EQ(summaries[1].seconds, 20);
  EXPECT_DOUBLE_EQ(summaries[1].average_level, 4.5);
  EXPECT_EQ(summaries[1].worst_level, 4);
}

TEST(Quality, ALongSampleCountsForMore) {
  const auto summary = summarize({sample(kClient, 30, 5), sample(kClient, 10, 1)}).at(0);
  EXPECT_DOUBLE_EQ(summary.average_level, 4.0);
  EXPECT_EQ(summary.worst_level, 1);
}

TEST(Quality, WhatASampleDoesNotKnowIsInNoAverage) {
  auto known = sample(kClient, 10, 5);
  known.reading.rtt_ms = 40;
  known.reading.loss_in = 0.02;
  auto longer = sample(kClient, 30, 5);
  longer.reading.rtt_ms = 80;
  const auto summary = summarize({known, longer, sample(kClient, 60, 5)}).at(0);
  EXPECT_DOUBLE_EQ(summary.average_rtt_ms.value(), 70);
  EXPECT_DOUBLE_EQ(summary.average_loss_in.value(), 0.02);
  EXPECT_FALSE(summary.average_loss_out.has_value()) << "unknown is not zero";
}

TEST(Quality, InterruptionsAndAudioOnlyAddUp) {
  auto first = sample(kClient, 10, 3);
  first.reading.interruptions = 2;
  first.reading.step = MediaStep::kAudioOnly;
  auto second = sample(kClient, 5, 3);
  second.reading.interruptions = 1;
  second.reading.step = MediaStep::kLow;
  const auto summary = summarize({first, second}).at(0);
  EXPECT_EQ(summary.interruptions, 3);
  EXPECT_DOUBLE_EQ(summary.seconds_audio_only, 10);
}

}  // namespace
}  // namespace callroom::domain
