#include "api_fixture.hpp"

namespace callroom::rest::test {
namespace {

class Bookings : public ApiTest {
 protected:
  Bookings() : ApiTest(roomy()) {}
  std::string booking(const std::string& more = "") {
    return R"({"clientId":")" + client.id.str() + R"(","psychologistId":")" + psychologist.id.str() +
           R"(","sessionDate":"2023-11-14T23:00:00+00:00")" + more + "}";
  }
  std::string user_body(const std::string& email) {
    return R"({"name":"Zoë Ω","email":")" + email + R"(","role":"psychologist","password":"a long one"})";
  }
};

TEST_F(Bookings, AUserIsMadeReadChangedAndListed) {
  const auto made = ask("POST", "/api/users", "Ada", user_body("Zoe@Example.org"));
  ASSERT_EQ(made.status, 201U) << made.body;
  EXPECT_EQ(made.data("email").as_string(), "zoe@example.org");
  EXPECT_EQ(made.data("name").as_string(), "Zoë Ω");
  EXPECT_EQ(made.body.find("hash"), std::string::npos);
  EXPECT_EQ(made.body.find("a long one"), std::string::npos);
  const std::string id{made.data("id").as_string()};
  EXPECT_EQ(ask("GET", "/api/users/" + id, "Ada").data("role").as_string(), "psychologist");
  const auto changed = ask("PATCH", "/api/users/" + id, "Ada", R"({"role":"admin","password":"another one"})");
  EXPECT_EQ(changed.data("role").as_string(), "admin");
  EXPECT_EQ(changed.data("name").as_string(), "Zoë Ω");
  const auto list = ask("GET", "/api/users?limit=100", "Ada");
  EXPECT_EQ(list.data("users").as_array().size(), 5U);
  EXPECT_TRUE(list.data("nextCursor").is_null());
  EXPECT_EQ(ask("POST", "/api/auth/login", "", R"({"email":"ZOE@example.org","password":"another one"})").status, 200U);
}

TEST_F(Bookings, UserRefusals) {
  EXPECT_EQ(ask("POST", "/api/users", "Ada", user_body(client.email)).status, 409U);
  EXPECT_EQ(ask("POST", "/api/users", "Ada", user_body(client.email)).code(), "EMAIL_TAKEN");
  EXPECT_EQ(ask("PATCH", "/api/users/" + client.id.str(), "Ada", R"({"email":")" + admin.email + R"("})").code(),
            "EMAIL_TAKEN");
  EXPECT_EQ(ask("GET", "/api/users/65aa00000000000000000000", "Ada").code(), "USER_NOT_FOUND");
  EXPECT_EQ(ask("PATCH", "/api/users/65aa00000000000000000000", "Ada", R"({"name":"x"})").status, 404U);
  for (const std::string body :
       {"", "{}", "[]", "nonsense", R"({"name":"x","email":"x@y","role":"nurse"})",
        R"({"name":"","email":"x@y","role":"client"})", R"({"name":"x","email":"xy","role":"client"})",
        R"({"name":"x","email":"x@y","role":"client","password":"short"})",
        R"({"name":"x\ny","email":"x@y","role":"client"})", R"({"name":7,"email":"x@y","role":"client"})",
        R"({"name":null,"email":"x@y","role":"client"})"}) {
    EXPECT_EQ(ask("POST", "/api/users", "Ada", body).code(), "INVALID_BODY") << body;
  }
  EXPECT_EQ(ask("PATCH", "/api/users/" + client.id.str(), "Ada", "{}").code(), "INVALID_BODY");
}

TEST_F(Bookings, UsersArePaged) {
  const auto first = ask("GET", "/api/users?limit=3", "Ada");
  EXPECT_EQ(first.data("users").as_array().size(), 3U);
  const std::string next{first.data("nextCursor").as_string()};
  const auto second = ask("GET", "/api/users?limit=3&cursor=" + next, "Ada");
  EXPECT_EQ(second.data("users").as_array().size(), 1U);
  EXPECT_TRUE(second.data("nextCursor").is_null());
}

TEST_F(Bookings, ASessionIsBookedAndChanged) {
  const auto made = ask("POST", "/api/sessions", "Ada",
                        booking(R"(,"sessionType":"Assessment","status":"Confirmed","paymentStatus":"Verified")"));
  ASSERT_EQ(made.status, 201U) << made.body;
  EXPECT_EQ(made.data("sessionDate").as_string(), "2023-11-14T23:00:00.000Z");
  EXPECT_EQ(made.data("sessionType").as_string(), "Assessment");
  EXPECT_EQ(made.data("paymentStatus").as_string(), "Verified");
  EXPECT_TRUE(made.data("meetingLink").is_null());
  const std::string id{made.data("id").as_string()};
  const auto changed = ask("PATCH", "/api/sessions/" + id, "Ada", R"({"status":"Cancelled"})");
  EXPECT_EQ(changed.data("status").as_string(), "Cancelled");
  const auto again = ask("PATCH", "/api/sessions/" + id, "Ada", R"({"status":"Confirmed"})");
  EXPECT_EQ(again.status, 422U);
  EXPECT_EQ(again.code(), "ILLEGAL_STATUS_MOVE");
}

TEST_F(Bookings, DefaultsArePending) {
  const auto made = ask("POST", "/api/sessions", "Ada", booking());
  EXPECT_EQ(made.data("status").as_string(), "Pending");
  EXPECT_EQ(made.data("paymentStatus").as_string(), "Pending");
  EXPECT_EQ(made.data("sessionType").as_string(), "Individual");
}

TEST_F(Bookings, CompletingByHandTellsTheRunningCall) {
  ask("POST", at("/api/video-calls/start/"), "Clara");
  EXPECT_EQ(ask("PATCH", at("/api/sessions/"), "Ada", R"({"status":"Completed"})").status, 200U);
  ASSERT_EQ(notifier.ended.lock()->size(), 1U);
  ask("PATCH", at("/api/sessions/"), "Ada", R"({"paymentStatus":"Refunded"})");
  EXPECT_EQ(notifier.ended.lock()->size(), 1U);
}

TEST_F(Bookings, SessionRefusals) {
  const auto swapped = R"({"clientId":")" + psychologist.id.str() + R"(","psychologistId":")" + psychologist.id.str() +
                       R"(","sessionDate":"2023-11-14T23:00:00Z"})";
  EXPECT_EQ(ask("POST", "/api/sessions", "Ada", swapped).status, 422U);
  EXPECT_EQ(ask("POST", "/api/sessions", "Ada", swapped).code(), "CLIENT_NOT_FOUND");
  const auto nobody = R"({"clientId":")" + client.id.str() +
                      R"(","psychologistId":"65aa00000000000000000000","sessionDate":"2023-11-14T23:00:00Z"})";
  EXPECT_EQ(ask("POST", "/api/sessions", "Ada", nobody).code(), "PSYCHOLOGIST_NOT_FOUND");
  EXPECT_EQ(ask("PATCH", "/api/sessions/65aa00000000000000000000", "Ada", R"({"status":"Cancelled"})").code(),
            "SESSION_NOT_FOUND");
  EXPECT_EQ(ask("POST", "/api/sessions", "Ada", booking(R"(,"status":"Done")")).code(), "INVALID_BODY");
  EXPECT_EQ(ask("POST", "/api/sessions", "Ada", booking(R"(,"room":"x")")).code(), "INVALID_BODY");
  EXPECT_EQ(ask("PATCH", at("/api/sessions/"), "Ada", R"({"sessionDate":"2023-02-30T00:00:00Z"})").code(),
            "INVALID_BODY");
}

TEST_F(Bookings, RowsSayWhetherTheyCanBeJoined) {
  const auto answer = ask("GET", "/api/sessions", "Clara");
  const auto& row = answer.data("sessions").as_array().at(0);
  EXPECT_EQ(row.at("id").as_string(), session.str());
  EXPECT_TRUE(row.at("canJoin").as_bool());
  EXPECT_TRUE(row.at("reason").is_null());
  EXPECT_EQ(row.at("joinFrom").as_string(), "2023-11-14T22:03:20.000Z");
  EXPECT_EQ(row.at("joinUntil").as_string(), "2023-11-15T00:18:20.000Z");
  EXPECT_EQ(row.at("psychologist").at("name").as_string(), "Paul Private");
}

TEST_F(Bookings, SessionsAreFilteredAndPaged) {
  add_session([](domain::Session& s) { s.status = domain::SessionStatus::kInProgress; });
  add_session([](domain::Session& s) { s.session_date += base::Minutes{60 * 24}; });
  const auto count = [this](const std::string& query) {
    const auto answer = ask("GET", "/api/sessions" + query, "Clara");
    return answer.status == 200 ? static_cast<int>(answer.data("sessions").as_array().size()) : -1;
  };
  EXPECT_EQ(count(""), 3);
  EXPECT_EQ(count("?status=&from=&to=&limit=&cursor="), 3);
  EXPECT_EQ(count("?status=In%20Progress"), 1);
  EXPECT_EQ(count("?status=In+Progress"), 1);
  EXPECT_EQ(count("?from=2023-11-15T00:00:00Z"), 1);
  EXPECT_EQ(count("?to=2023-11-14T22:18:20.000Z"), 2);
  EXPECT_EQ(count("?limit=2"), 2);
  EXPECT_EQ(count("?unknown=1"), 3);
}

TEST_F(Bookings, BadQueriesAreNamed) {
  for (const std::string query :
       {"limit=0", "limit=101", "limit=-1", "limit=ten", "limit=5x", "limit=99999999999999999999999", "status=Done",
        "from=yesterday", "to=%zz", "cursor=%00bad"}) {
    const auto answer = ask("GET", "/api/sessions?" + query, "Clara");
    EXPECT_EQ(answer.status, 400U) << query;
    EXPECT_EQ(answer.code(), "INVALID_QUERY") << query;
    EXPECT_EQ(answer.json.at("error").at("details").at("parameter").as_string(), query.substr(0, query.find('=')));
  }
  EXPECT_EQ(ask("GET", "/api/sessions?limit=100", "Clara").status, 200U);
  EXPECT_EQ(ask("GET", "/api/sessions?limit=1", "Clara").status, 200U);
}

}  // namespace
}  // namespace callroom::rest::test
