#include "api_fixture.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace callroom::rest::test {
namespace {

namespace json = boost::json;

class VideoCalls : public ApiTest {
 protected:
  VideoCalls() : ApiTest(roomy()) {}
};

TEST_F(VideoCalls, ConfigMintsForTheAsker) {
  const auto answer = ask("GET", "/api/video-calls/config", "Clara");
  EXPECT_EQ(answer.data("iceTransportPolicy").as_string(), "all");
  EXPECT_EQ(
      json::serialize(answer.data("iceServers")),
      json::serialize(json::parse(
          R"([{"urls":["stun:stun.example.org"]},{"urls":["turn:turn.example.org","turns:turn.example.org"],"username":"123:)" +
          client.id.str() + R"(","credential":"minted"}])")));
}

TEST_F(VideoCalls, TheRoomIsTheSameEveryTimeForBoth) {
  const auto first = ask("POST", at("/api/video-calls/generate-room/"), "Clara");
  ASSERT_EQ(first.status, 200U) << first.body;
  const std::string room{first.data("roomId").as_string()};
  EXPECT_TRUE(room.starts_with("room-"));
  EXPECT_EQ(room.size(), 5U + 36U);
  EXPECT_EQ(ask("POST", at("/api/video-calls/generate-room/"), "Paul").data("roomId").as_string(), room);
  EXPECT_EQ(first.data("sessionId").as_string(), session.str());
  EXPECT_EQ(first.data("sessionType").as_string(), "Individual");
  EXPECT_EQ(first.data("sessionDate").as_string(), "2023-11-14T22:18:20.000Z");
  EXPECT_EQ(first.data("participants").at("psychologist").at("name").as_string(), "Paul Private");
  EXPECT_EQ(first.data("participants").at("client").at("email").as_string(), client.email);
  EXPECT_EQ(first.data("participants").at("client").at("id").as_string(), client.id.str());
}

/// One session that may not be joined, and the reason.
struct DenialCase {
  const char* reason;
  void (*change)(domain::Session&);
};
const DenialCase kDenials[] = {
    {"SESSION_CANCELLED", [](domain::Session& s) { s.status = domain::SessionStatus::kCancelled; }},
    {"SESSION_DECLINED", [](domain::Session& s) { s.status = domain::SessionStatus::kDeclined; }},
    {"SESSION_COMPLETED", [](domain::Session& s) { s.status = domain::SessionStatus::kCompleted; }},
    {"SESSION_NOT_CONFIRMED", [](domain::Session& s) { s.status = domain::SessionStatus::kPending; }},
    {"PAYMENT_PENDING", [](domain::Session& s) { s.payment = domain::PaymentStatus::kPending; }},
    {"PAYMENT_FAILED", [](domain::Session& s) { s.payment = domain::PaymentStatus::kFailed; }},
    {"PAYMENT_REFUNDED", [](domain::Session& s) { s.payment = domain::PaymentStatus::kRefunded; }},
    {"TOO_EARLY", [](domain::Session& s) { s.session_date += base::Minutes{30}; }},
    {"TOO_LATE", [](domain::Session& s) { s.session_date -= base::Minutes{200}; }},
};

TEST_F(VideoCalls, CanJoinSaysWhyNotAndTheOthersRefuseWithTheSameReason) {
  for (const auto& row : kDenials) {
    const auto id = add_session(row.change).str();
    const auto answer = ask("GET", "/api/video-calls/can-join/" + id, "Clara");
    ASSERT_EQ(answer.status, 200U) << row.reason;
    EXPECT_FALSE(answer.data("canJoin").as_bool());
    EXPECT_EQ(answer.data("reason").as_string(), row.reason);
    for (const std::string route : {"generate-room/", "start/"}) {
      const auto refused = ask("POST", "/api/video-calls/" + route + id, "Clara");
      EXPECT_EQ(refused.status, 422U) << route << row.reason;
      EXPECT_EQ(refused.code(), row.reason) << route;
    }
    const auto listed = ask("GET", "/api/sessions/" + id, "Clara");
    EXPECT_FALSE(listed.data("canJoin").as_bool());
    EXPECT_EQ(listed.data("reason").as_string(), row.reason);
  }
}

TEST_F(VideoCalls, CanJoinGivesTheFacts) {
  const auto answer = ask("GET", at("/api/video-calls/can-join/"), "Paul");
  EXPECT_TRUE(answer.data("canJoin").as_bool());
  EXPECT_TRUE(answer.data("reason").is_null());
  EXPECT_EQ(answer.data("minutesUntilSession").as_int64(), 5);
  EXPECT_EQ(answer.data("sessionStatus").as_string(), "Confirmed");
  EXPECT_EQ(answer.data("paymentStatus").as_string(), "Paid");
  EXPECT_EQ(answer.data("timeWindow").at("allowedFrom").as_string(), "2023-11-14T22:03:20.000Z");
  EXPECT_EQ(answer.data("timeWindow").at("allowedUntil").as_string(), "2023-11-15T00:18:20.000Z");
  EXPECT_EQ(answer.data("serverTime").as_string(), "2023-11-14T22:13:20.000Z");
}

TEST_F(VideoCalls, WhoDoesNotTakePartLearnsNoNames) {
  ask("POST", at("/api/video-calls/generate-room/"), "Clara");
  for (const std::string get : {"can-join/", "session/"}) {
    const auto answer = ask("GET", at("/api/video-calls/" + get), "Stan");
    EXPECT_EQ(answer.status, 403U);
    EXPECT_EQ(answer.code(), "NOT_A_PARTICIPANT");
    EXPECT_EQ(answer.body.find("Private"), std::string::npos);
    EXPECT_EQ(answer.body.find("example.org"), std::string::npos);
    EXPECT_EQ(answer.body.find("room-"), std::string::npos);
  }
  for (const std::string post : {"generate-room/", "start/", "end/"}) {
    const auto answer = ask("POST", at("/api/video-calls/" + post), "Stan");
    EXPECT_EQ(answer.code(), "NOT_A_PARTICIPANT");
    EXPECT_EQ(answer.body.find("Private"), std::string::npos);
  }
  EXPECT_EQ(ask("GET", "/api/sessions", "Stan").body.find("Private"), std::string::npos);
  EXPECT_EQ(ask("GET", "/api/video-calls/history", "Stan").body.find("Private"), std::string::npos);
}

TEST_F(VideoCalls, AnUnknownSessionIs404) {
  const std::string unknown = "65aa00000000000000000000";
  for (const std::string get : {"can-join/", "session/"}) {
    EXPECT_EQ(ask("GET", "/api/video-calls/" + get + unknown, "Clara").code(), "SESSION_NOT_FOUND");
  }
  for (const std::string post : {"generate-room/", "start/", "end/"}) {
    const auto answer = ask("POST", "/api/video-calls/" + post + unknown, "Clara");
    EXPECT_EQ(answer.status, 404U);
    EXPECT_EQ(answer.code(), "SESSION_NOT_FOUND");
  }
}

TEST_F(VideoCalls, StartAgainIsTheSameAnswer) {
  const auto first = ask("POST", at("/api/video-calls/start/"), "Clara");
  ASSERT_EQ(first.status, 200U) << first.body;
  EXPECT_EQ(first.data("status").as_string(), "In Progress");
  EXPECT_EQ(first.data("videoCallStarted").as_string(), "2023-11-14T22:13:20.000Z");
  clock.advance(base::Minutes{1});
  EXPECT_EQ(ask("POST", at("/api/video-calls/start/"), "Paul").body, first.body);
  EXPECT_EQ(notifier.started.lock()->front(), session.str());
}

TEST_F(VideoCalls, EndAgainIsTheSameAnswer) {
  ask("POST", at("/api/video-calls/start/"), "Clara");
  clock.advance(base::Seconds{61 * 60 + 30});
  const auto first = ask("POST", at("/api/video-calls/end/"), "Paul");
  ASSERT_EQ(first.status, 200U) << first.body;
  EXPECT_EQ(first.data("status").as_string(), "Completed");
  EXPECT_EQ(first.data("callDuration").as_int64(), 62);
  EXPECT_EQ(first.data("callDurationSeconds").as_int64(), 3690);
  EXPECT_EQ(first.data("videoCallEnded").as_string(), "2023-11-14T23:14:50.000Z");
  clock.advance(base::Minutes{1});
  EXPECT_EQ(ask("POST", at("/api/video-calls/end/"), "Clara").body, first.body);
  EXPECT_EQ(notifier.ended.lock()->front(), session.str());
}

TEST_F(VideoCalls, EndingWhatHasNotStartedIsRefused) {
  const auto answer = ask("POST", at("/api/video-calls/end/"), "Clara");
  EXPECT_EQ(answer.status, 422U);
  EXPECT_EQ(answer.code(), "CALL_NOT_STARTED");
  EXPECT_TRUE(notifier.ended.lock()->empty());
}

TEST_F(VideoCalls, TheClientsTimesAreCheckedRecordedAndNotBelieved) {
  EXPECT_EQ(ask("POST", at("/api/video-calls/start/"), "Clara", R"({"startTime":"yesterday"})").code(), "INVALID_BODY");
  EXPECT_EQ(ask("POST", at("/api/video-calls/start/"), "Clara", R"({"startTime":5})").code(), "INVALID_BODY");
  EXPECT_EQ(ask("POST", at("/api/video-calls/start/"), "Clara", R"({"endTime":"2020-01-01T00:00:00Z"})").code(),
            "INVALID_BODY");
  const auto start = ask("POST", at("/api/video-calls/start/"), "Clara", R"({"startTime":"2020-01-01T00:00:00Z"})");
  EXPECT_EQ(start.data("videoCallStarted").as_string(), "2023-11-14T22:13:20.000Z");
  clock.advance(base::Minutes{10});
  const auto end = ask("POST", at("/api/video-calls/end/"), "Clara", R"({"endTime":"2040-01-01T00:00:00.5+01:00"})");
  EXPECT_EQ(end.data("callDurationSeconds").as_int64(), 600);
  const auto trail = store.audit_of(session);
  ASSERT_EQ(trail.size(), 2U);
  EXPECT_EQ(trail[0].metadata.at("clientStartTime"), "2020-01-01T00:00:00.000Z");
  EXPECT_EQ(trail[1].metadata.at("clientEndTime"), "2039-12-31T23:00:00.500Z");
}

TEST_F(VideoCalls, TheRecordHasBothPeopleAndStatistics) {
  ask("POST", at("/api/video-calls/start/"), "Clara");
  app::Commit commit;
  commit.presence.push_back({.id = domain::PresenceId::generate(clock.now()),
                             .session_id = session,
                             .user_id = client.id,
                             .role = domain::Role::kClient,
                             .joined_at = clock.now(),
                             .last_seen = clock.now(),
                             .left_at = clock.now() + base::Seconds{90},
                             .reconnections = 2});
  store.commit(commit);
  const auto answer = ask("GET", at("/api/video-calls/session/"), "Paul");
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(answer.data("id").as_string(), session.str());
  EXPECT_EQ(answer.data("status").as_string(), "In Progress");
  EXPECT_TRUE(answer.data("callDurationSeconds").is_null());
  EXPECT_EQ(answer.data("participants").at("client").at("name").as_string(), "Clara Private");
  EXPECT_EQ(answer.data("statistics").at("joins").to_number<int>(), 1);
  EXPECT_EQ(answer.data("statistics").at("reconnections").as_int64(), 2);
  const auto& stay = answer.data("statistics").at("stays").as_array().at(0);
  EXPECT_EQ(stay.at("seconds").as_int64(), 90);
  EXPECT_EQ(stay.at("role").as_string(), "client");
  EXPECT_EQ(stay.at("leftAt").as_string(), "2023-11-14T22:14:50.000Z");
}

TEST_F(VideoCalls, HistoryIsNewestFirstPagedAndReadable) {
  const auto run = [this](base::Millis length) {
    const auto id = add_session([](domain::Session&) {});
    ask("POST", "/api/video-calls/start/" + id.str(), "Clara");
    clock.advance(length);
    ask("POST", "/api/video-calls/end/" + id.str(), "Clara");
    return id.str();
  };
  const auto shorter = run(base::Seconds{47 * 60 + 10});
  const auto longer = run(base::Seconds{62 * 60});
  const auto first = ask("GET", "/api/video-calls/history?limit=1", "Clara");
  const auto& call = first.data("calls").as_array().at(0);
  EXPECT_EQ(call.at("sessionId").as_string(), longer);
  EXPECT_EQ(call.at("duration").as_string(), "1 h 02 min");
  EXPECT_EQ(call.at("callDurationSeconds").as_int64(), 3720);
  EXPECT_EQ(call.at("participants").at("psychologist").at("name").as_string(), "Paul Private");
  const std::string cursor{first.data("nextCursor").as_string()};
  const auto second = ask("GET", "/api/video-calls/history?limit=1&cursor=" + cursor, "Clara");
  EXPECT_EQ(second.data("calls").as_array().at(0).at("sessionId").as_string(), shorter);
  EXPECT_EQ(second.data("calls").as_array().at(0).at("duration").as_string(), "47 min");
  EXPECT_EQ(ask("GET", "/api/video-calls/history", "Ada").data("calls").as_array().size(), 2U);
  EXPECT_EQ(ask("GET", "/api/video-calls/history", "Stan").data("calls").as_array().size(), 0U);
  EXPECT_EQ(ask("GET", "/api/video-calls/history?cursor=made-up", "Clara").code(), "INVALID_QUERY");
}

}  // namespace
}  // namespace callroom::rest::test
