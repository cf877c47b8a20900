#include "api_fixture.hpp"

#include "app/metrics_collection.hpp"
#include "rest/csv.hpp"

#include <algorithm>
#include <boost/json/array.hpp>

namespace callroom::rest::test {
namespace {

class MetricsRoutes : public ApiTest {
 protected:
  MetricsRoutes() : ApiTest(roomy()) {}

  Answer metrics(std::string_view route, std::string_view token = "Ada") {
    return ask("GET", "/api/video-call-metrics/" + std::string{route}, token);
  }
  void hold_call() {
    ASSERT_EQ(ask("POST", at("/api/video-calls/start/"), "Clara").status, 200U);
    clock.advance(base::Minutes{2});
    ASSERT_EQ(ask("POST", at("/api/video-calls/end/"), "Clara").status, 200U);
    while (app::collect_metrics(env) == app::Counted::kMore) {
    }
  }
};

TEST_F(MetricsRoutes, TheSummarySumsUpThePeriod) {
  hold_call();
  const auto answer = metrics("summary?period=24h");
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(answer.data("period").as_string(), "24h");
  EXPECT_EQ(answer.data("resolution").as_string(), "hourly");
  const auto& sums = answer.data("metrics").as_object();
  EXPECT_EQ(sums.at("totalCalls").to_number<int>(), 1);
  EXPECT_EQ(sums.at("completedCalls").to_number<int>(), 1);
  EXPECT_EQ(sums.at("averageDuration").to_number<double>(), 120);
  EXPECT_TRUE(sums.at("dropRate").is_null()) << "nobody joined: there is no rate";
}

TEST_F(MetricsRoutes, TrendsHaveAPointForEachSpanInWhichSomethingHappened) {
  hold_call();
  for (const std::string query : {"", "?period=1h", "?period=7d", "?period=30d&resolution=weekly",
                                  "?period=7d&resolution=monthly", "?period=7d&resolution=hourly"}) {
    const auto answer = metrics("trends" + query);
    ASSERT_EQ(answer.status, 200U) << answer.body;
    const auto& points = answer.data("points").as_array();
    ASSERT_EQ(points.size(), 1U) << query;
    EXPECT_EQ(points[0].at("totalCalls").to_number<int>(), 1);
  }
}

TEST_F(MetricsRoutes, WhatLiesBeforeThePeriodIsNotInIt) {
  hold_call();
  clock.advance(std::chrono::hours{3});
  EXPECT_TRUE(metrics("trends?period=1h").data("points").as_array().empty());
  EXPECT_EQ(metrics("trends?period=24h").data("points").as_array().size(), 1U);
}

TEST_F(MetricsRoutes, TheExportIsAFileForSpreadsheets) {
  hold_call();
  const auto answer = metrics("export?period=7d&format=csv");
  ASSERT_EQ(answer.status, 200U);
  EXPECT_TRUE(answer.header("Content-Type").starts_with("text/csv"));
  EXPECT_EQ(answer.header("Content-Disposition"), "attachment; filename=\"video-call-metrics-7d.csv\"");
  EXPECT_TRUE(answer.body.starts_with("date,totalAttempts,")) << answer.body;
  EXPECT_EQ(std::ranges::count(answer.body, '\n'), 2);
  EXPECT_EQ(metrics("export").data("points"), metrics("trends").data("points"));
}

TEST_F(MetricsRoutes, ASessionsFiguresAreForWhoTookPart) {
  hold_call();
  for (const char* token : {"Clara", "Paul", "Ada"}) {
    const auto answer = metrics("session/" + session.str(), token);
    ASSERT_EQ(answer.status, 200U) << answer.body;
    EXPECT_EQ(answer.data("metrics").at("totalDuration").to_number<int>(), 120);
  }
  EXPECT_EQ(metrics("session/" + session.str(), "Stan").code(), "NOT_A_PARTICIPANT");
  EXPECT_EQ(metrics("session/12", "Ada").code(), "INVALID_SESSION_ID");
}

TEST_F(MetricsRoutes, BadValuesAreNamed) {
  for (const auto& [route, name] :
       {std::pair{"summary?period=2h", "period"}, std::pair{"trends?period=1H", "period"},
        std::pair{"trends?resolution=yearly", "resolution"}, std::pair{"export?format=xml", "format"}}) {
    const auto answer = metrics(route);
    EXPECT_EQ(answer.code(), "INVALID_QUERY") << route;
    EXPECT_EQ(answer.json.at("error").at("details").at("parameter").as_string(), name) << route;
  }
}

TEST(CsvLine, IsQuotedWhereItMustBe) {
  EXPECT_EQ(csv_line({"plain", "", "1.5"}), "plain,,1.5\r\n");
  EXPECT_EQ(csv_line({"a,b", "say \"so\"", "two\nlines"}), "\"a,b\",\"say \"\"so\"\"\",\"two\nlines\"\r\n");
}

TEST(CsvLine, RunsNoFormula) {
  for (const std::string cell : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"}) {
    EXPECT_EQ(csv_line({cell}), "\"'" + cell + "\"\r\n");
  }
}

}  // namespace
}  // namespace callroom::rest::test
