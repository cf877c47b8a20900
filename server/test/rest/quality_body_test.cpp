#include "rest/quality_body.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>

namespace callroom::rest {
namespace {

namespace json = boost::json;

/// A sample with every field.
json::object full() {
  return json::parse(R"({"at":"2026-11-22T09:30:00.250Z","seconds":10,"rttMs":48.5,"jitterMs":3,"lossIn":0.01,
    "lossOut":0,"bitrateInKbps":1200.5,"bitrateOutKbps":900,"frameWidth":1280,"frameHeight":720,
    "framesPerSecond":29.97,"sentFrameWidth":640,"sentFrameHeight":360,"sentFramesPerSecond":15,
    "localCandidateType":"srflx","remoteCandidateType":"relay","protocol":"tls","level":3,"reason":"loss-in",
    "interruptions":2,"step":"audio-only"})")
      .as_object();
}

std::string with(const char* field, json::value value) {
  auto sample = full();
  sample[field] = std::move(value);
  return json::serialize(sample);
}

std::string list_of(std::size_t count) {
  json::array samples(count, full());
  return json::serialize(json::object{{"samples", samples}});
}

TEST(QualityBodyTest, EveryFieldIsRead) {
  const auto body = read_quality(json::serialize(full()));
  ASSERT_TRUE(body);
  EXPECT_EQ(body->form, QualityBody::Form::kOne);
  const domain::QualityReading expected{.at = base::WallTime{base::Millis{1'795'339'800'250}},
                                        .seconds = 10,
                                        .rtt_ms = 48.5,
                                        .jitter_ms = 3,
                                        .loss_in = 0.01,
                                        .loss_out = 0,
                                        .bitrate_in_kbps = 1200.5,
                                        .bitrate_out_kbps = 900,
                                        .frame_width = 1280,
                                        .frame_height = 720,
                                        .frames_per_second = 29.97,
                                        .sent_frame_width = 640,
                                        .sent_frame_height = 360,
                                        .sent_frames_per_second = 15,
                                        .local_candidate = domain::CandidateType::kServerReflexive,
                                        .remote_candidate = domain::CandidateType::kRelay,
                                        .protocol = domain::MediaProtocol::kTls,
                                        .level = 3,
                                        .reason = "loss-in",
                                        .interruptions = 2,
                                        .step = domain::MediaStep::kAudioOnly};
  EXPECT_EQ(body->readings, std::vector{expected});
}

TEST(QualityBodyTest, NullAndLeftOutBothMeanNotKnown) {
  const std::string bare = R"({"at":"2026-11-22T09:30:00Z","seconds":1,"level":5})";
  const auto left_out = read_quality(bare);
  ASSERT_TRUE(left_out);
  EXPECT_FALSE(left_out->readings[0].rtt_ms);
  EXPECT_EQ(left_out->readings[0].interruptions, 0);
  auto nulls = full();
  for (auto& member : nulls) {
    const auto name = member.key();
    if (name == "at") {
      member.value() = "2026-11-22T09:30:00Z";
    } else if (name == "seconds") {
      member.value() = 1;
    } else if (name == "level") {
      member.value() = 5;
    } else {
      member.value() = nullptr;
    }
  }
  const auto with_nulls = read_quality(json::serialize(nulls));
  ASSERT_TRUE(with_nulls);
  EXPECT_EQ(with_nulls->readings, left_out->readings);
}

TEST(QualityBodyTest, EachFieldIsRefusedOutsideItsBoundsByName) {
  const struct {
    const char* field;
    json::value value;
    BodyProblem problem;
  } rows[] = {
      {"at", "yesterday", BodyProblem::kBadValue},
      {"at", 1'795'339'800, BodyProblem::kWrongType},
      {"at", nullptr, BodyProblem::kWrongType},
      {"seconds", 0.9, BodyProblem::kOutOfRange},
      {"seconds", 60.1, BodyProblem::kOutOfRange},
      {"seconds", nullptr, BodyProblem::kNotANumber},
      {"seconds", "10", BodyProblem::kNotANumber},
      {"rttMs", -1, BodyProblem::kOutOfRange},
      {"rttMs", 60'001, BodyProblem::kOutOfRange},
      {"jitterMs", -0.5, BodyProblem::kOutOfRange},
      {"jitterMs", true, BodyProblem::kNotANumber},
      {"lossIn", 1.01, BodyProblem::kOutOfRange},
      {"lossOut", -0.01, BodyProblem::kOutOfRange},
      {"bitrateInKbps", 1e7, BodyProblem::kOutOfRange},
      {"bitrateOutKbps", json::array{}, BodyProblem::kNotANumber},
      {"frameWidth", 640.5, BodyProblem::kNotAWholeNumber},
      {"frameHeight", 20'000, BodyProblem::kOutOfRange},
      {"framesPerSecond", 1001, BodyProblem::kOutOfRange},
      {"sentFrameWidth", -1, BodyProblem::kOutOfRange},
      {"sentFrameHeight", "360", BodyProblem::kNotANumber},
      {"sentFramesPerSecond", -1, BodyProblem::kOutOfRange},
      {"localCandidateType", "tunnel", BodyProblem::kBadValue},
      {"remoteCandidateType", 1, BodyProblem::kWrongType},
      {"protocol", "UDP", BodyProblem::kBadValue},
      {"level", 0, BodyProblem::kOutOfRange},
      {"level", 6, BodyProblem::kOutOfRange},
      {"level", 2.5, BodyProblem::kNotAWholeNumber},
      {"level", nullptr, BodyProblem::kNotANumber},
      {"reason", "", BodyProblem::kBadValue},
      {"reason", "Loss", BodyProblem::kBadValue},
      {"reason", json::string(33, 'a'), BodyProblem::kBadValue},
      {"interruptions", -1, BodyProblem::kOutOfRange},
      {"interruptions", std::uint64_t{1} << 63, BodyProblem::kOutOfRange},
      {"step", "tiny", BodyProblem::kBadValue},
      {"rtt", 4, BodyProblem::kUnknownField},
  };
  for (const auto& row : rows) {
    const auto alone = read_quality(with(row.field, row.value));
    ASSERT_TRUE(alone.has_error()) << row.field << json::serialize(row.value);
    EXPECT_EQ(alone.error().problem, row.problem) << row.field << json::serialize(row.value);
    EXPECT_EQ(alone.error().field, row.field);
    const auto second =
        read_quality(R"({"samples":[)" + json::serialize(full()) + "," + with(row.field, row.value) + "]}");
    ASSERT_TRUE(second.has_error());
    EXPECT_EQ(second.error().field, "samples[1]." + std::string{row.field});
  }
}

TEST(QualityBodyTest, NumbersTooLargeForANumberAreRefused) {
  for (const std::string number : {"1e400", "-1e400", "1e999999999"}) {
    const auto body = read_quality(R"({"at":"2026-11-22T09:30:00Z","seconds":1,"level":5,"rttMs":)" + number + "}");
    EXPECT_TRUE(body.has_error()) << number;
  }
}

TEST(QualityBodyTest, AListHasOneToSixtySamplesAndNothingElse) {
  EXPECT_EQ(read_quality(list_of(60))->readings.size(), 60U);
  EXPECT_EQ(read_quality(list_of(1))->form, QualityBody::Form::kList);
  const struct {
    std::string body;
    BodyProblem problem;
    const char* field;
  } rows[] = {
      {list_of(0), BodyProblem::kTooShort, "samples"},
      {list_of(61), BodyProblem::kTooLong, "samples"},
      {R"({"samples":5})", BodyProblem::kNotAList, "samples"},
      {R"({"samples":null})", BodyProblem::kNotAList, "samples"},
      {R"({"samples":[1]})", BodyProblem::kNotAList, "samples"},
      {R"({"samples":[{}]})", BodyProblem::kMissingField, "samples[0].at"},
      {R"({"samples":[{}],"level":3})", BodyProblem::kUnknownField, "level"},
      {"", BodyProblem::kMissingField, "at"},
      {"[]", BodyProblem::kNotAnObject, ""},
      {"{", BodyProblem::kNotJson, ""},
  };
  for (const auto& row : rows) {
    const auto body = read_quality(row.body);
    ASSERT_TRUE(body.has_error()) << row.body;
    EXPECT_EQ(body.error().problem, row.problem) << row.body;
    EXPECT_EQ(body.error().field, row.field) << row.body;
  }
}

TEST(QualityBodyTest, NamesAFieldAsItStandsInTheBody) {
  EXPECT_EQ(read_quality(json::serialize(full()))->name_of(0, "at"), "at");
  EXPECT_EQ(read_quality(list_of(3))->name_of(2, "at"), "samples[2].at");
}

RC_GTEST_PROP(QualityBodyProperty, ArbitraryTextNeverCrashes, (const std::string& text)) {
  static_cast<void>(read_quality(text));
  static_cast<void>(read_quality(R"({"samples":[)" + text + "]}"));
  static_cast<void>(read_quality(R"({"at":")" + text + "\"}"));
}

}  // namespace
}  // namespace callroom::rest
