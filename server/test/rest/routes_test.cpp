#include "api_fixture.hpp"
#include "rest/endpoints.hpp"

#include <array>
#include <map>

namespace callroom::rest::test {
namespace {

class Routes : public ApiTest {
 protected:
  Routes() : ApiTest(roomy()) {}
};

/// What each of five askers gets from each route. -: no token.
struct Row {
  std::string method, path, body;
  unsigned nobody, client, psychologist, stranger, admin;
};

/// At the moment at which the clock of these tests stands.
constexpr const char* kSample = R"({"at":"2023-11-14T22:13:20Z","seconds":10,"level":5})";

std::vector<Row> rows(const std::string& session, const std::string& user) {
  return {
      {"GET", "/auth/me", "", 401, 200, 200, 200, 200},
      {"POST", "/users", R"({"name":"N","email":"n@example.org","role":"client"})", 401, 403, 403, 403, 201},
      {"GET", "/users", "", 401, 403, 403, 403, 200},
      {"GET", "/users/" + user, "", 401, 403, 403, 403, 200},
      {"PATCH", "/users/" + user, R"({"name":"M"})", 401, 403, 403, 403, 200},
      {"PATCH", "/sessions/" + session, R"({"sessionType":"Individual"})", 401, 403, 403, 403, 200},
      {"GET", "/sessions", "", 401, 200, 200, 200, 200},
      {"GET", "/audit", "", 401, 403, 403, 403, 200},
      {"GET", "/sessions/" + session, "", 401, 200, 200, 403, 200},
      {"GET", "/video-calls/config", "", 401, 200, 200, 200, 200},
      {"POST", "/video-calls/generate-room/" + session, "", 401, 200, 200, 403, 200},
      {"GET", "/video-calls/can-join/" + session, "", 401, 200, 200, 403, 200},
      {"POST", "/video-calls/start/" + session, "{}", 401, 200, 200, 403, 200},
      {"GET", "/video-calls/session/" + session, "", 401, 200, 200, 403, 200},
      {"POST", "/video-calls/quality/" + session, kSample, 401, 200, 200, 403, 403},
      {"POST", "/video-calls/rating/" + session, R"({"rating":5})", 401, 200, 200, 403, 403},
      {"POST", "/video-calls/end/" + session, "", 401, 200, 200, 403, 200},
      {"GET", "/video-calls/receipt/" + session, "", 401, 200, 200, 403, 200},
      {"GET", "/video-calls/history", "", 401, 200, 200, 200, 200},
      {"GET", "/video-calls/live", "", 401, 403, 403, 403, 200},
      {"GET", "/video-call-metrics/summary", "", 401, 403, 403, 403, 200},
      {"GET", "/video-call-metrics/trends", "", 401, 403, 403, 403, 200},
      {"GET", "/video-call-metrics/session/" + session, "", 401, 200, 200, 403, 200},
      {"GET", "/video-call-metrics/export", "", 401, 403, 403, 403, 200},
      {"GET", "/video-calls/probe?bytes=9", "", 401, 200, 200, 200, 200},
      {"POST", "/video-calls/probe", "", 401, 200, 200, 200, 200},
  };
}

TEST_F(Routes, EachRoleGetsWhatTheContractSays) {
  const std::array<std::pair<std::string, unsigned Row::*>, 5> askers{{{"", &Row::nobody},
                                                                       {"Clara", &Row::client},
                                                                       {"Paul", &Row::psychologist},
                                                                       {"Stan", &Row::stranger},
                                                                       {"Ada", &Row::admin}}};
  for (const std::string base : {"/api", "/api/v1"}) {
    const auto id = add_session([](domain::Session&) {});
    auto table = rows(id.str(), stranger.id.str());
    for (auto& row : table) {
      if (base == "/api/v1" && row.path == "/users" && row.method == "POST")
        row.admin = 409;  // the address is taken now
      for (const auto& [token, expected] : askers) {
        const auto answer = ask(row.method, base + row.path, token, row.body);
        EXPECT_EQ(answer.status, row.*expected)
            << row.method << ' ' << base << row.path << " by " << token << ": " << answer.body;
      }
    }
  }
}

TEST_F(Routes, TheTableAboveNamesEveryRoute) {
  std::map<std::string, int> listed;
  for (const auto& row : rows(":sessionId", ":id")) {
    ++listed[row.method + ' ' + row.path.substr(0, row.path.find('?'))];
  }
  // Asked elsewhere: they have no roles (login), or a body of their own (a session).
  ++listed["POST /auth/login"];
  ++listed["POST /sessions"];
  for (const auto& endpoint : endpoints()) {
    std::string name = std::string{endpoint.method} + ' ' + std::string{endpoint.pattern};
    if (name == "GET /sessions/:id" || name == "PATCH /sessions/:id") name.replace(name.find(":id"), 3, ":sessionId");
    EXPECT_EQ(listed.erase(name), 1U) << name;
  }
  EXPECT_TRUE(listed.empty());
}

TEST_F(Routes, OnlyAnAdminBooksSessions) {
  const std::string body = R"({"clientId":")" + client.id.str() + R"(","psychologistId":")" + psychologist.id.str() +
                           R"(","sessionDate":"2030-01-01T10:00:00.000Z"})";
  EXPECT_EQ(ask("POST", "/api/sessions", "", body).status, 401U);
  EXPECT_EQ(ask("POST", "/api/sessions", "Clara", body).code(), "FORBIDDEN");
  EXPECT_EQ(ask("POST", "/api/sessions", "Paul", body).status, 403U);
  EXPECT_EQ(ask("POST", "/api/sessions", "Ada", body).status, 201U);
}

TEST_F(Routes, WhatIsNotThereIs404) {
  for (const std::string path :
       {"/api", "/api/", "/api/nothing", "/api/v1", "/api/v2/auth/me", "/api/auth/me/", "/api/auth//me",
        "/api/users/a/b", "/api/video-calls/can-join/", "/api/video-calls/can-join", "/api/AUTH/me", "/apix/auth/me",
         "/", "/api/video-calls/probe/1", "/api/video-calls/live/", "/api/video-call-metrics", "/api/audit/1"}) {
    const auto answer = ask("GET", path, "Ada");
    EXPECT_EQ(answer.status, 404U) << path;
    EXPECT_EQ(answer.code(), "NOT_FOUND") << path;
  }
}

TEST_F(Routes, AnotherMethodIs405AndSaysWhichAreAllowed) {
  auto answer = ask("PUT", "/api/sessions");
  EXPECT_EQ(answer.status, 405U);
  EXPECT_EQ(answer.code(), "METHOD_NOT_ALLOWED");
  EXPECT_EQ(answer.header("Allow"), "POST, GET, HEAD, OPTIONS");
  EXPECT_EQ(ask("GET", "/api/auth/login").header("Allow"), "POST, OPTIONS");
  EXPECT_EQ(ask("DELETE", at("/api/sessions/")).header("Allow"), "GET, HEAD, PATCH, OPTIONS");
  EXPECT_EQ(ask("POST", at("/api/video-calls/can-join/"), "Clara").status, 405U);
  EXPECT_EQ(ask("GET", at("/api/video-calls/quality/"), "Clara").header("Allow"), "POST, OPTIONS");
  EXPECT_EQ(ask("DELETE", "/api/video-calls/probe", "Clara").header("Allow"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(ask("get", "/api/auth/me", "Clara").status, 405U) << "methods are case-sensitive";
}

TEST_F(Routes, HeadIsServedAsGetAndOptionsSaysWhatThereIs) {
  EXPECT_EQ(ask("HEAD", "/api/auth/me", "Clara").status, 200U);
  EXPECT_EQ(ask("HEAD", "/api/auth/me").status, 401U);
  const auto options = ask("OPTIONS", "/api/auth/me");
  EXPECT_EQ(options.status, 204U);
  EXPECT_EQ(options.header("Allow"), "GET, HEAD, OPTIONS");
  EXPECT_TRUE(options.body.empty());
  EXPECT_EQ(ask("OPTIONS", "/api/nothing").status, 404U);
}

TEST_F(Routes, AnEncodedIdIsTheSameId) {
  auto hex = session.str();
  const auto encoded = "/api/sessions/%3" + hex.substr(0, 1) + hex.substr(1);  // %3N is the digit N
  ASSERT_TRUE(hex[0] >= '0' && hex[0] <= '9');
  EXPECT_EQ(ask("GET", encoded, "Clara").status, 200U);
}

TEST_F(Routes, ABadIdIs400WhoeverAsks) {
  for (const std::string route : {"/api/video-calls/can-join/", "/api/video-calls/session/", "/api/sessions/"}) {
    for (const std::string id : {"1", "zzzzzzzzzzzzzzzzzzzzzzzz", "65aa000000000000000000000", "%00", "..%2f"}) {
      EXPECT_EQ(ask("GET", route + id, "Clara").code(), "INVALID_SESSION_ID") << route << id;
    }
  }
  EXPECT_EQ(ask("POST", "/api/video-calls/generate-room/x", "Clara").code(), "INVALID_SESSION_ID");
  EXPECT_EQ(ask("POST", "/api/video-calls/start/x", "Clara").status, 400U);
  EXPECT_EQ(ask("POST", "/api/video-calls/end/x", "Clara").status, 400U);
  EXPECT_EQ(ask("PATCH", "/api/sessions/x", "Ada", "{}").code(), "INVALID_SESSION_ID");
  EXPECT_EQ(ask("GET", "/api/users/x", "Ada").code(), "INVALID_USER_ID");
}

}  // namespace
}  // namespace callroom::rest::test
