#include "ops/exposition.hpp"

#include "ops/process_figures.hpp"
#include "ops/tallies.hpp"
#include "test/ops/exposition_parser.hpp"

#include <gtest/gtest.h>
#include <limits>

// What a Prometheus server reads.
namespace callroom::ops::test {
namespace {

using std::chrono::microseconds;

double value_of(const Family& family, const std::string& name, const std::map<std::string, std::string>& labels) {
  for (const auto& sample : family.samples) {
    if (sample.name == name && sample.labels == labels) return sample.value;
  }
  ADD_FAILURE() << "no " << name;
  return -1;
}

TEST(Exposition, IsReadBackAsItWasMeant) {
  Exposition page;
  page.family("a_total", MetricType::kCounter, "Two lines:\nand a back\\slash, \"quotes\" too.");
  page.sample({{"path", "C:\\x\ny \"z\""}, {"other", ""}}, 3);
  page.sample({{"path", "plain"}}, 1e15);
  page.gauge("b", "A fraction.", 0.1);
  const auto families = ExpositionParser::parse(page.take());
  EXPECT_EQ(families.at("a_total").help, "Two lines:\nand a back\\slash, \"quotes\" too.");
  EXPECT_EQ(value_of(families.at("a_total"), "a_total", {{"path", "C:\\x\ny \"z\""}, {"other", ""}}), 3);
  EXPECT_EQ(value_of(families.at("a_total"), "a_total", {{"path", "plain"}}), 1e15);
  EXPECT_EQ(value_of(families.at("b"), "b", {}), 0.1);
}

TEST(Exposition, NumbersAsTheFormatSpellsThem) {
  Exposition page;
  page.gauge("x", "X.", std::numeric_limits<double>::infinity());
  page.gauge("y", "Y.", 12);
  const auto text = page.take();
  EXPECT_NE(text.find("\nx +Inf\n"), std::string::npos);
  EXPECT_NE(text.find("\ny 12\n"), std::string::npos);
}

TEST(Exposition, TheParserRefusesWhatAScrapeWouldLose) {
  for (const auto* page : {"x 1", "x 1\n", "# HELP x X.\nx 1\n", "# HELP x X.\n# TYPE x gauge\ny 1\n",
                           "# HELP x X.\n# TYPE x gauge\nx 1\nx 1\n", "# HELP x X.\n# TYPE x gauge\nx{a=\"b} 1\n",
                           "# HELP x X.\n# TYPE x gauge\nx{a=\"\\t\"} 1\n", "# HELP x X.\n# TYPE x gauge\nx one\n"})
    EXPECT_ANY_THROW((void)ExpositionParser::parse(page)) << page;
}

TEST(Tallies, CountWhatWasAskedAndRefused) {
  Tallies tallies;
  tallies.request("POST", "/video-calls/start/:sessionId", 422, "TOO_EARLY", microseconds{700});
  tallies.request("POST", "/video-calls/start/:sessionId", 200, "", microseconds{5'000});
  tallies.request("POST", "/video-calls/start/:sessionId", 200, "", microseconds{20'000'000});
  tallies.request("GET", "", 404, "NOT_FOUND", microseconds{1});
  tallies.connect("");
  tallies.connect("AUTHENTICATION_FAILED");
  tallies.event("join-room");
  tallies.event("join-room");
  tallies.relayed();
  tallies.event_refused("ROOM_FULL");
  Exposition page;
  tallies.write(page);
  const auto families = ExpositionParser::parse(page.take());
  const std::string route = "/video-calls/start/:sessionId";
  const auto& requests = families.at("callroom_http_requests_total");
  const std::map<std::string, std::string> started{{"method", "POST"}, {"route", route}, {"status", "200"}};
  EXPECT_EQ(value_of(requests, "callroom_http_requests_total", started), 2);
  const auto& refusals = families.at("callroom_refusals_total");
  EXPECT_EQ(value_of(refusals, "callroom_refusals_total", {{"via", "rest"}, {"code", "TOO_EARLY"}}), 1);
  EXPECT_EQ(value_of(refusals, "callroom_refusals_total", {{"via", "connect"}, {"code", "AUTHENTICATION_FAILED"}}), 1);
  EXPECT_EQ(value_of(refusals, "callroom_refusals_total", {{"via", "event"}, {"code", "ROOM_FULL"}}), 1);
  EXPECT_EQ(value_of(families.at("callroom_events_total"), "callroom_events_total", {{"event", "join-room"}}), 2);
  EXPECT_EQ(families.at("callroom_relayed_messages_total").samples.at(0).value, 1);
  EXPECT_EQ(families.at("callroom_socket_connects_total").samples.at(0).value, 1);

  const auto& took = families.at("callroom_http_request_duration_seconds");
  const auto bucket = [&](const char* le) {
    return value_of(took, "callroom_http_request_duration_seconds_bucket", {{"route", route}, {"le", le}});
  };
  EXPECT_EQ(bucket("0.001"), 1);
  EXPECT_EQ(bucket("0.0025"), 1);
  EXPECT_EQ(bucket("0.005"), 2) << "a bound belongs to its bucket";
  EXPECT_EQ(bucket("10"), 2);
  EXPECT_EQ(bucket("+Inf"), 3);
  EXPECT_EQ(value_of(took, "callroom_http_request_duration_seconds_count", {{"route", route}}), 3);
  EXPECT_NEAR(value_of(took, "callroom_http_request_duration_seconds_sum", {{"route", route}}), 20.0057, 1e-9);
}

TEST(Tallies, NothingCountedIsStillAPage) {
  Tallies tallies;
  Exposition page;
  tallies.write(page);
  EXPECT_EQ(ExpositionParser::parse(page.take()).size(), 6U);
}

TEST(ProcessFigures, HaveTheNamesThatEveryLibraryGivesThem) {
  Exposition page;
  write_process(page);
  const auto families = ExpositionParser::parse(page.take());
  for (const auto* name : {"process_resident_memory_bytes", "process_open_fds", "process_max_fds"})
    EXPECT_GT(families.at(name).samples.at(0).value, 0) << name;
  EXPECT_EQ(families.at("process_cpu_seconds_total").type, "counter");
}

}  // namespace
}  // namespace callroom::ops::test
