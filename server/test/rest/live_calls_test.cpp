#include "api_fixture.hpp"

#include <boost/json/serialize.hpp>

// Who is in a room now: can-join's `present`, and GET live.
namespace callroom::rest::test {
namespace {

namespace json = boost::json;

class Live : public ApiTest {
 protected:
  Live() : ApiTest(roomy()) {
    room_ = std::string{ask("POST", at("/api/video-calls/generate-room/"), "Clara").data("roomId").as_string()};
  }

  static domain::Participant person(const domain::User& user, domain::Connection connection, base::WallTime joined) {
    return {.stay = {.id = domain::PresenceId::generate(joined),
                     .session_id = domain::SessionId::generate(joined),
                     .user_id = user.id,
                     .role = user.role,
                     .joined_at = joined,
                     .last_seen = joined,
                     .left_at = std::nullopt},
            .name = user.name,
            .socket = "socket-of-" + user.id.str(),
            .connection = connection,
            .lost_at = std::nullopt,
            .gone_at = std::nullopt,
            .media = {.audio = true, .video = false, .screen = true}};
  }
  /// These people are in the session's room.
  void occupy(std::vector<domain::Participant> people) {
    auto call = domain::new_call(store.session(session).value(), clock.now() + base::Minutes{120});
    call.participants = std::move(people);
    directory.open.lock()->push_back(std::move(call));
  }
  json::value present_for(std::string_view token) {
    return ask("GET", at("/api/video-calls/can-join/"), token).data("present");
  }

  std::string room_;
};

TEST_F(Live, CanJoinTellsWhoWaits) {
  EXPECT_EQ(json::serialize(present_for("Clara")), "[]");
  occupy({person(psychologist, domain::Connection::kReconnecting, clock.now())});
  EXPECT_EQ(json::serialize(present_for("Clara")),
            R"([{"userId":")" + psychologist.id.str() +
                R"(","userName":"Paul Private","userRole":"psychologist","connected":false}])");
  EXPECT_EQ(json::serialize(present_for("Paul")), "[]") << "oneself is not the others";
  EXPECT_EQ(present_for("Ada").as_array().size(), 1U);
}

TEST_F(Live, CanJoinTellsNobodyWhoMayNotJoin) {
  occupy({person(psychologist, domain::Connection::kConnected, clock.now())});
  EXPECT_EQ(ask("GET", at("/api/video-calls/can-join/"), "Stan").body.find("Paul"), std::string::npos);
  clock.advance(base::Minutes{180});
  const auto late = ask("GET", at("/api/video-calls/can-join/"), "Clara");
  EXPECT_EQ(late.data("reason").as_string(), "TOO_LATE");
  EXPECT_EQ(json::serialize(late.data("present")), "[]");
}

TEST_F(Live, AnAdminSeesRoomsAndRunningCalls) {
  EXPECT_EQ(json::serialize(ask("GET", "/api/video-calls/live", "Ada").json.at("data")), R"({"calls":[]})");
  occupy({person(client, domain::Connection::kConnected, clock.now())});
  const auto waiting = ask("GET", "/api/video-calls/live", "Ada");
  EXPECT_EQ(json::serialize(waiting.data("calls")),
            R"([{"sessionId":")" + session.str() + R"(","roomId":")" + room_ +
                R"(","sessionDate":"2023-11-14T22:18:20.000Z","sessionType":"Individual","status":"Confirmed",)"
                R"("startedAt":null,"client":{"id":")" +
                client.id.str() + R"(","name":"Clara Private"},"psychologist":{"id":")" + psychologist.id.str() +
                R"(","name":"Paul Private"},"participants":[{"userId":")" + client.id.str() +
                R"(","userName":"Clara Private","userRole":"client","connected":true,)"
                R"("joinedAt":"2023-11-14T22:13:20.000Z","state":{"audio":true,"video":false,"screen":true}}]}])");

  directory.open.lock()->clear();
  ask("POST", at("/api/video-calls/start/"), "Clara");
  const auto running = ask("GET", "/api/video-calls/live", "Ada");
  const auto& call = running.data("calls").as_array().at(0);
  EXPECT_EQ(call.at("status").as_string(), "In Progress");
  EXPECT_EQ(call.at("startedAt").as_string(), "2023-11-14T22:13:20.000Z");
  EXPECT_TRUE(call.at("participants").as_array().empty());
  ask("POST", at("/api/video-calls/end/"), "Clara");
  EXPECT_TRUE(ask("GET", "/api/video-calls/live", "Ada").data("calls").as_array().empty());
}

TEST_F(Live, IsForAdminsOnly) {
  for (const auto* token : {"Clara", "Paul", "Stan"}) {
    EXPECT_EQ(ask("GET", "/api/video-calls/live", token).code(), "FORBIDDEN") << token;
  }
  EXPECT_EQ(ask("GET", "/api/video-calls/live").status, 401U);
}

}  // namespace
}  // namespace callroom::rest::test
