#include "api_fixture.hpp"

#include "app/call_feedback.hpp"
#include "base/iso_time.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace callroom::rest::test {
namespace {

namespace json = boost::json;

class Feedback : public ApiTest {
 protected:
  Feedback() : ApiTest(roomy()) {}

  void start() { ASSERT_EQ(ask("POST", at("/api/video-calls/start/"), "Clara").status, 200U); }
  Answer quality(std::string_view token, const json::object& body) {
    return ask("POST", at("/api/video-calls/quality/"), token, json::serialize(body));
  }
  Answer rate(std::string_view token, const json::object& body) {
    return ask("POST", at("/api/video-calls/rating/"), token, json::serialize(body));
  }
  Answer record(std::string_view token) { return ask("GET", at("/api/video-calls/session/"), token); }
  /// Measured so long after now.
  json::object sample(base::Millis after = base::Millis{0}, std::int64_t level = 4) const {
    return {{"at", base::to_iso(clock.now() + after)}, {"seconds", 10}, {"level", level}};
  }
  static std::string field_of(const Answer& answer) {
    return std::string{answer.json.at("error").at("details").at("field").as_string()};
  }
};

TEST_F(Feedback, OneSampleOrAListIsStoredOnce) {
  start();
  const auto one = quality("Clara", sample());
  EXPECT_EQ(one.status, 200U) << one.body;
  EXPECT_EQ(one.data("stored").as_int64(), 1);
  const json::object list{{"samples", json::array{sample(), sample(base::Seconds{10})}}};
  EXPECT_EQ(quality("Clara", list).data("stored").as_int64(), 1);
  EXPECT_EQ(quality("Clara", list).data("stored").as_int64(), 0);
  EXPECT_EQ(quality("Paul", list).data("stored").as_int64(), 2);
  EXPECT_EQ(store.quality_of(session).size(), 4U);
}

TEST_F(Feedback, AMinuteOfTheLongestSamplesFitsWhateverTheBodyLimit) {
  auto options = roomy();
  options.max_body = 1024;
  configure(options);
  start();
  json::array samples;
  for (int i = 0; i < 60; ++i) {
    auto one = sample(base::Seconds{i});
    for (const char* number : {"rttMs", "jitterMs", "lossIn", "lossOut", "bitrateInKbps", "bitrateOutKbps",
                               "framesPerSecond", "sentFramesPerSecond"}) {
      one[number] = 0.12345678901234567;
    }
    for (const char* whole : {"frameWidth", "frameHeight", "sentFrameWidth", "sentFrameHeight"}) one[whole] = 16'384;
    for (const char* type : {"localCandidateType", "remoteCandidateType"}) one[type] = "relay";
    one["protocol"] = "udp";
    one["reason"] = json::string(32, 'x');
    one["interruptions"] = 10'000;
    one["step"] = "audio-only";
    samples.push_back(std::move(one));
  }
  const auto body = json::serialize(json::object{{"samples", samples}});
  const auto request = make("POST", at("/api/video-calls/quality/"), "Clara", body);
  EXPECT_GE(api->max_body(request), body.size());
  EXPECT_EQ(ask(request).data("stored").as_int64(), 60);
  const std::string huge(api->max_body(request) + 1, ' ');
  EXPECT_EQ(ask("POST", at("/api/video-calls/quality/"), "Clara", huge).code(), "PAYLOAD_TOO_LARGE");
}

TEST_F(Feedback, BadSamplesAreNamedAndNothingIsStored) {
  start();
  auto wrong = sample();
  wrong["level"] = 9;
  const auto alone = quality("Clara", wrong);
  EXPECT_EQ(alone.status, 400U);
  EXPECT_EQ(alone.code(), "INVALID_BODY");
  EXPECT_EQ(field_of(alone), "level");
  EXPECT_EQ(field_of(quality("Clara", {{"samples", json::array{sample(), wrong}}})), "samples[1].level");
  EXPECT_EQ(field_of(quality("Clara", sample(base::Minutes{6}))), "at") << "from the future";
  EXPECT_EQ(field_of(quality("Clara", {{"samples", json::array{sample(), sample(-base::Minutes{6})}}})),
            "samples[1].at")
      << "before the call";
  auto unknown = sample();
  unknown["mood"] = "good";
  EXPECT_EQ(field_of(quality("Clara", unknown)), "mood");
  EXPECT_TRUE(store.quality_of(session).empty());
}

TEST_F(Feedback, IsRefusedToOthersBeforeTheStartAndLongAfterTheEnd) {
  EXPECT_EQ(quality("Clara", sample()).code(), "CALL_NOT_STARTED");
  EXPECT_EQ(rate("Clara", {{"rating", 5}}).code(), "CALL_NOT_STARTED");
  start();
  for (const auto* token : {"Stan", "Ada"}) {
    EXPECT_EQ(quality(token, sample()).status, 403U);
    EXPECT_EQ(quality(token, sample()).code(), "NOT_A_PARTICIPANT") << token;
    EXPECT_EQ(rate(token, {{"rating", 1}}).code(), "NOT_A_PARTICIPANT") << token;
  }
  const std::string nowhere = "65aa00000000000000000000";
  EXPECT_EQ(ask("POST", "/api/video-calls/quality/" + nowhere, "Clara", json::serialize(sample())).code(),
            "SESSION_NOT_FOUND");
  EXPECT_EQ(ask("POST", "/api/video-calls/rating/" + nowhere, "Clara", R"({"rating":5})").code(), "SESSION_NOT_FOUND");
  EXPECT_EQ(ask("POST", "/api/video-calls/quality/x", "Clara").code(), "INVALID_SESSION_ID");
  EXPECT_EQ(ask("POST", "/api/video-calls/rating/x", "Clara").code(), "INVALID_SESSION_ID");
  ask("POST", at("/api/video-calls/end/"), "Clara");
  clock.advance(base::Minutes{10});
  EXPECT_EQ(quality("Clara", sample()).status, 200U);
  clock.advance(base::Seconds{1});
  const auto late = quality("Clara", sample());
  EXPECT_EQ(late.status, 422U);
  EXPECT_EQ(late.code(), "CALL_ENDED");
  EXPECT_EQ(rate("Clara", {{"rating", 5}}).status, 200U) << "an opinion may take its time";
}

TEST_F(Feedback, ThereIsABoundToIt) {
  start();
  app::Commit filled;
  for (std::size_t i = 0; i < app::kMaxQualitySamples; ++i) {
    filled.quality.push_back({session, client.id, clock.now(), {.at = clock.now() - base::Millis{i + 1}}});
  }
  ASSERT_EQ(store.commit(filled), app::CommitOutcome::kDone);
  const auto answer = quality("Clara", sample());
  EXPECT_EQ(answer.status, 422U);
  EXPECT_EQ(answer.code(), "TOO_MANY_SAMPLES");
  EXPECT_EQ(quality("Paul", sample()).status, 200U);
}

TEST_F(Feedback, TheRecordSumsUpEachPersonsCall) {
  start();
  EXPECT_TRUE(record("Clara").data("quality").as_array().empty());
  auto poor = sample(base::Seconds{10}, 1);
  poor["rttMs"] = 412.34;
  poor["lossIn"] = 0.123456;
  poor["interruptions"] = 2;
  poor["step"] = "audio-only";
  ASSERT_EQ(
      quality("Clara", {{"samples", json::array{sample(base::Seconds{0}, 5), poor, sample(base::Seconds{20}, 5)}}})
          .status,
      200U);
  const auto answer = record("Paul");
  const auto& rows = answer.data("quality").as_array();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(json::serialize(rows[0]),
            R"({"userId":")" + client.id.str() +
                R"(","samples":3,"seconds":3E1,"averageLevel":3.67E0,"worstLevel":1,"averageRttMs":4.123E2,)"
                R"("averageLossIn":1.235E-1,"averageLossOut":null,"interruptions":2,"secondsAudioOnly":1E1})");
}

TEST_F(Feedback, ARatingIsTheAskersOwnAndAnAdminSeesBoth) {
  start();
  const auto first = rate("Clara", {{"rating", 2}, {"comment", "  It stuttered.\nTwice. \n"}});
  EXPECT_EQ(first.status, 200U) << first.body;
  EXPECT_EQ(json::serialize(first.json.at("data")),
            R"({"rating":2,"comment":"It stuttered.\nTwice.","ratedAt":"2023-11-14T22:13:20.000Z"})");
  EXPECT_EQ(record("Clara").data("rating"), first.json.at("data"));
  for (const auto* who : {"Clara", "Paul"}) {
    EXPECT_FALSE(record(who).json.at("data").as_object().contains("ratings")) << who;
  }
  const auto other = record("Paul");
  EXPECT_TRUE(other.data("rating").is_null());
  EXPECT_EQ(other.body.find("stuttered"), std::string::npos);

  clock.advance(base::Minutes{1});
  EXPECT_EQ(rate("Clara", {{"rating", 5}, {"comment", nullptr}}).data("comment"), nullptr);
  rate("Paul", {{"rating", 4}, {"comment", " \n "}});
  const auto seen_by_admin = record("Ada");
  EXPECT_TRUE(seen_by_admin.data("rating").is_null());
  const auto& ratings = seen_by_admin.data("ratings").as_array();
  ASSERT_EQ(ratings.size(), 2U);
  EXPECT_EQ(ratings[0].at("userId").as_string(), client.id.str());
  EXPECT_EQ(ratings[0].at("rating").as_int64(), 5);
  EXPECT_EQ(ratings[1].at("comment"), nullptr) << "nothing but white space says nothing";
}

TEST_F(Feedback, BadRatingsAreRefused) {
  start();
  const struct {
    json::object body;
    const char* field;
  } rows[] = {
      {{}, "rating"},
      {{{"rating", 0}}, "rating"},
      {{{"rating", 6}}, "rating"},
      {{{"rating", 3.5}}, "rating"},
      {{{"rating", "5"}}, "rating"},
      {{{"rating", nullptr}}, "rating"},
      {{{"rating", 5}, {"comment", 5}}, "comment"},
      {{{"rating", 5}, {"comment", json::string(2001, 'x')}}, "comment"},
      {{{"rating", 5}, {"comment", "a\tb"}}, "comment"},
      {{{"rating", 5}, {"comment", "a\r\nb"}}, "comment"},
      {{{"rating", 5}, {"comment", json::string("a\0b", 3)}}, "comment"},
      {{{"rating", 5}, {"stars", 5}}, "stars"},
  };
  for (const auto& row : rows) {
    const auto answer = rate("Clara", row.body);
    EXPECT_EQ(answer.code(), "INVALID_BODY") << json::serialize(row.body);
    EXPECT_EQ(field_of(answer), row.field) << json::serialize(row.body);
  }
  EXPECT_TRUE(store.ratings_of({session}).empty());
  std::string longest;
  for (int i = 0; i < 2000; ++i) longest += "é";  // two bytes, one character
  EXPECT_EQ(rate("Clara", {{"rating", 5}, {"comment", "  " + longest}}).status, 200U)
      << "counted in characters, trimmed";
}

TEST_F(Feedback, HistoryHasTheLevelAndTheAskersRating) {
  start();
  quality("Clara", sample(base::Seconds{0}, 5));
  quality("Paul", sample(base::Seconds{0}, 2));
  rate("Clara", {{"rating", 4}});
  ask("POST", at("/api/video-calls/end/"), "Clara");
  const auto row_of = [this](std::string_view token) {
    return ask("GET", "/api/video-calls/history", token).data("calls").as_array().at(0).as_object();
  };
  EXPECT_EQ(row_of("Clara").at("averageLevel").as_double(), 3.5);
  EXPECT_EQ(row_of("Clara").at("rating").at("rating").as_int64(), 4);
  EXPECT_TRUE(row_of("Paul").at("rating").is_null());
  EXPECT_TRUE(row_of("Ada").at("rating").is_null());
  const auto silent = add_session([this](domain::Session& other) {
    other.call_started = other.call_ended = clock.now() + base::Minutes{1};
    other.status = domain::SessionStatus::kCompleted;
  });
  EXPECT_EQ(row_of("Clara").at("sessionId").as_string(), silent.str());
  EXPECT_TRUE(row_of("Clara").at("averageLevel").is_null());
}

TEST_F(Feedback, IsRefusedWhileTheStoreIsAway) {
  start();
  break_store([] { throw app::StoreUnavailable("gone"); });
  EXPECT_EQ(quality("Clara", sample()).status, 503U);
  EXPECT_EQ(rate("Clara", {{"rating", 5}}).code(), "UNAVAILABLE");
}

}  // namespace
}  // namespace callroom::rest::test
