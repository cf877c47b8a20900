#include "ops/json_log.hpp"

#include "ops/json_line.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <boost/json/parse.hpp>
#include <sstream>

namespace callroom::ops {
namespace {

namespace json = boost::json;
using app::LogLevel;

const base::WallTime kNow{base::Millis{1'700'000'000'123}};

json::object read(LogLevel level, const app::LogFields& fields, std::string_view message = "hello") {
  return json::parse(json_line(kNow, level, message, fields)).as_object();
}

TEST(JsonLine, HasItsFieldsInTheContractsNames) {
  const auto session = domain::SessionId::parse("65aa00000000000000000001");
  EXPECT_EQ(json_line(kNow, LogLevel::kInfo, "request",
                      {.request_id = "r1",
                       .socket_id = "s1",
                       .session_id = session,
                       .room_id = domain::RoomId{"room-1"},
                       .method = "GET",
                       .route = "/users/:id",
                       .status = 200,
                       .took = base::Millis{3},
                       .count = 7,
                       .code = "X"}),
            R"({"ts":"2023-11-14T22:13:20.123Z","level":"info","msg":"request","requestId":"r1","socketId":"s1",)"
            R"("sessionId":"65aa00000000000000000001","roomId":"room-1","method":"GET","route":"/users/:id",)"
            R"("status":200,"code":"X","ms":3,"count":7})");
}

TEST(JsonLine, LeavesOutWhatIsNotThere) {
  EXPECT_EQ(json_line(kNow, LogLevel::kWarn, "m", {}), R"({"ts":"2023-11-14T22:13:20.123Z","level":"warn","msg":"m"})");
}

TEST(JsonLine, AnAddressIsThereAtDebugAlone) {
  const app::LogFields fields{.peer = "192.0.2.7"};
  EXPECT_EQ(read(LogLevel::kDebug, fields).at("peer").as_string(), "192.0.2.7");
  for (const auto level : {LogLevel::kInfo, LogLevel::kWarn, LogLevel::kError}) {
    EXPECT_EQ(json_line(kNow, level, "m", fields).find("192.0.2.7"), std::string::npos);
  }
}

TEST(JsonLine, ACauseIsThereFromWarnOn) {
  const app::LogFields fields{.cause = "disk full"};
  for (const auto level : {LogLevel::kDebug, LogLevel::kInfo}) EXPECT_FALSE(read(level, fields).contains("cause"));
  for (const auto level : {LogLevel::kWarn, LogLevel::kError}) {
    EXPECT_EQ(read(level, fields).at("cause").as_string(), "disk full");
  }
}

TEST(JsonLine, NothingEndsTheLineOrTheString) {
  const std::string evil = "a\"b\\c\nd\re\tf\x01g\x7fh\",\"level\":\"error";
  const auto line = json_line(kNow, LogLevel::kError, "m", {.cause = evil});
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(line.find('\r'), std::string::npos);
  const auto object = json::parse(line).as_object();
  EXPECT_EQ(object.at("cause").as_string(), evil);
  EXPECT_EQ(object.at("level").as_string(), "error");
  EXPECT_NE(line.find(R"(a\"b\\c\u000ad\u000de\u0009f\u0001g\u007fh)"), std::string::npos);
}

TEST(JsonLine, WhatIsNotUtf8IsReplaced) {
  const auto escaped = [](std::string_view text) {
    std::string out;
    append_escaped(out, text);
    return out;
  };
  EXPECT_EQ(escaped("Zoë €😀"), "Zoë €😀");
  EXPECT_EQ(escaped("a\xff"
                    "b"),
            "a\\ufffdb");
  EXPECT_EQ(escaped("\xc3"), "\\ufffd");
  EXPECT_EQ(escaped("\xc0\xaf"), "\\ufffd\\ufffd") << "overlong";
  EXPECT_EQ(escaped("\xed\xa0\x80"), "\\ufffd\\ufffd\\ufffd") << "a surrogate";
  EXPECT_EQ(escaped("\xf4\x90\x80\x80"), "\\ufffd\\ufffd\\ufffd\\ufffd") << "past U+10FFFF";
}

TEST(JsonLine, ALongCauseIsCut) {
  EXPECT_LT(json_line(kNow, LogLevel::kError, "m", {.cause = std::string(100'000, 'x')}).size(), 3'000U);
}

RC_GTEST_PROP(JsonLineProperty, AnyBytesGiveOneLineOfJson, (const std::string& a, const std::string& b)) {
  const auto line = json_line(kNow, LogLevel::kError, "m", {.request_id = a, .route = b, .cause = a + b});
  RC_ASSERT(line.find('\n') == std::string::npos);
  RC_ASSERT(json::parse(line).is_object());
}

TEST(JsonLogTest, WritesWholeLinesFromItsLevelUp) {
  std::ostringstream out;
  base::ManualClock clock;
  JsonLog log{std::make_shared<spdlog::sinks::ostream_sink_mt>(out), LogLevel::kInfo, clock};
  log.write(LogLevel::kDebug, "quiet", {});
  log.write(LogLevel::kInfo, "first {}", {.request_id = "%v {}"});  // neither is a format
  log.write(LogLevel::kError, "second", {});
  EXPECT_FALSE(log.writes(LogLevel::kDebug));
  EXPECT_TRUE(log.writes(LogLevel::kInfo));
  EXPECT_EQ(out.str(),
            "{\"ts\":\"2023-11-14T22:13:20.000Z\",\"level\":\"info\",\"msg\":\"first {}\",\"requestId\":\"%v {}\"}\n"
            "{\"ts\":\"2023-11-14T22:13:20.000Z\",\"level\":\"error\",\"msg\":\"second\"}\n");
}

}  // namespace
}  // namespace callroom::ops
