#include "app/ports/audit_log.hpp"

#include "api_fixture.hpp"

#include <boost/json/serialize.hpp>
#include <map>

namespace callroom::rest::test {
namespace {

class Audit : public ApiTest {
 protected:
  Audit() : ApiTest(roomy()) {}
  [[nodiscard]] const boost::json::array& records(const Answer& answer) { return answer.data("records").as_array(); }
  [[nodiscard]] std::vector<domain::AuditRecord> all(const app::AuditFilter& filter = {}) {
    return store.audit_log().search(filter, {1000, std::nullopt}).items;
  }
};

TEST_F(Audit, IsForAdministrators) {
  EXPECT_EQ(ask("GET", "/api/audit").status, 401U);
  EXPECT_EQ(ask("GET", "/api/audit", "Clara").code(), "FORBIDDEN");
  EXPECT_EQ(ask("GET", "/api/audit", "Ada").status, 200U);
}

TEST_F(Audit, GivesWholeRecordsTheNewestFirst) {
  ask("GET", at("/api/video-calls/can-join/"), "Clara", "", {{"User-Agent", "agent/1"}, {"X-Request-Id", "r-1"}});
  clock.advance(base::Seconds{1});
  ask("GET", at("/api/video-calls/can-join/"), "Stan");
  const auto answer = ask("GET", "/api/audit", "Ada");
  ASSERT_EQ(records(answer).size(), 3U) << boost::json::serialize(answer.json);
  const auto& denied =
      records(answer)[0].at("action").as_string() == "join_denied" ? records(answer)[0] : records(answer)[1];
  EXPECT_EQ(denied.at("errorCode").as_string(), "NOT_A_PARTICIPANT");
  EXPECT_EQ(denied.at("userId").as_string(), stranger.id.str());
  const auto& first = records(answer)[2];
  EXPECT_EQ(first.at("action").as_string(), "join_attempt");
  EXPECT_EQ(first.at("sessionId").as_string(), session.str());
  EXPECT_EQ(first.at("userId").as_string(), client.id.str());
  EXPECT_EQ(first.at("ipAddress").as_string(), "192.0.2.7");
  EXPECT_EQ(first.at("userAgent").as_string(), "agent/1");
  EXPECT_EQ(first.at("metadata").at("requestId").as_string(), "r-1");
  EXPECT_EQ(first.at("metadata").at("via").as_string(), "can-join");
  EXPECT_TRUE(first.at("duration").is_null());
}

TEST_F(Audit, IsFilteredAndPaged) {
  for (int i = 0; i < 5; ++i) {
    ask("GET", at("/api/video-calls/can-join/"), i % 2 == 0 ? "Clara" : "Paul");
    clock.advance(base::Seconds{1});
  }
  const auto count = [&](const std::string& query) {
    const auto answer = ask("GET", "/api/audit?" + query, "Ada");
    EXPECT_EQ(answer.status, 200U) << query;
    return records(answer).size();
  };
  EXPECT_EQ(count("userId=" + client.id.str()), 3U);
  EXPECT_EQ(count("action=join_attempt"), 5U);
  EXPECT_EQ(count("action=call_end"), 0U);
  EXPECT_EQ(count("sessionId=" + session.str()), 5U);
  EXPECT_EQ(count("sessionId=" + session.str() + "&userId=" + psychologist.id.str()), 2U);
  EXPECT_EQ(count("from=2000-01-01T00:00:00Z&until=2000-01-02T00:00:00Z"), 0U);

  const auto first = ask("GET", "/api/audit?action=join_attempt&limit=3", "Ada");
  ASSERT_EQ(records(first).size(), 3U);
  const std::string cursor{first.data("nextCursor").as_string()};
  const auto second = ask("GET", "/api/audit?action=join_attempt&limit=3&cursor=" + cursor, "Ada");
  EXPECT_EQ(records(second).size(), 2U);
  EXPECT_TRUE(second.data("nextCursor").is_null());
}

TEST_F(Audit, RefusesBadValuesByName) {
  for (const auto& [query, parameter] : std::map<std::string, std::string>{{"sessionId=1", "sessionId"},
                                                                           {"userId=me", "userId"},
                                                                           {"action=sneeze", "action"},
                                                                           {"from=yesterday", "from"},
                                                                           {"until=2026-13-01T00:00:00Z", "until"},
                                                                           {"limit=0", "limit"},
                                                                           {"limit=101", "limit"},
                                                                           {"cursor=nonsense", "cursor"}}) {
    const auto answer = ask("GET", "/api/audit?" + query, "Ada");
    EXPECT_EQ(answer.status, 400U) << query;
    EXPECT_EQ(answer.code(), "INVALID_QUERY") << query;
    EXPECT_EQ(answer.json.at("error").at("details").at("parameter").as_string(), parameter);
  }
}

TEST_F(Audit, WhatAnAdministratorReadsIsItselfRecorded) {
  ask("GET", "/api/audit?userId=" + client.id.str() + "&action=join_denied", "Ada", "", {{"X-Request-Id", "r-7"}});
  const auto found = all({.action = domain::AuditAction::kAuditRead});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].user_id, admin.id);
  EXPECT_EQ(found[0].ip_address, "192.0.2.7");
  EXPECT_EQ(found[0].metadata.at("requestId"), "r-7");
  EXPECT_EQ(found[0].metadata.at("filter.userId"), client.id.str());
  EXPECT_EQ(found[0].metadata.at("filter.action"), "join_denied");
  EXPECT_EQ(found[0].metadata.at("records"), "0");
}

/// Every decision about access, allowed and refused: who asks for what leaves which records.
struct Decision {
  std::string name;
  std::string method;
  std::string route;  ///< Ends before the session's id.
  std::string token;
  std::vector<std::pair<domain::AuditAction, std::string>>
      records;  ///< With their codes; the order they were written in.
};
using domain::AuditAction;
const std::vector<Decision> kDecisions{
    {"can-join, allowed", "GET", "/api/video-calls/can-join/", "Clara", {{AuditAction::kJoinAttempt, ""}}},
    {"can-join, refused",
     "GET",
     "/api/video-calls/can-join/",
     "Stan",
     {{AuditAction::kJoinAttempt, ""}, {AuditAction::kJoinDenied, "NOT_A_PARTICIPANT"}}},
    {"generate-room, allowed", "POST", "/api/video-calls/generate-room/", "Paul", {{AuditAction::kJoinAttempt, ""}}},
    {"generate-room, refused",
     "POST",
     "/api/video-calls/generate-room/",
     "Stan",
     {{AuditAction::kJoinAttempt, ""}, {AuditAction::kJoinDenied, "NOT_A_PARTICIPANT"}}},
    {"start, allowed", "POST", "/api/video-calls/start/", "Clara", {{AuditAction::kCallStart, ""}}},
    {"start, refused",
     "POST",
     "/api/video-calls/start/",
     "Stan",
     {{AuditAction::kPermissionDenied, "NOT_A_PARTICIPANT"}}},
    {"end, not started",
     "POST",
     "/api/video-calls/end/",
     "Clara",
     {{AuditAction::kPermissionDenied, "CALL_NOT_STARTED"}}},
    {"end, refused", "POST", "/api/video-calls/end/", "Stan", {{AuditAction::kPermissionDenied, "NOT_A_PARTICIPANT"}}},
    {"a route for administrators", "PATCH", "/api/sessions/", "Clara", {{AuditAction::kPermissionDenied, "FORBIDDEN"}}},
};

TEST_F(Audit, EveryDecisionIsRecordedBeforeItsAnswer) {
  for (const auto& decision : kDecisions) {
    SCOPED_TRACE(decision.name);
    session = add_session([](domain::Session&) {});
    const auto before = store.audit_log().head().seq;
    ask(decision.method, at(decision.route), decision.token, "", {{"X-Request-Id", "r-9"}, {"User-Agent", "agent/9"}});
    const auto written = store.audit_log().chain(before, 100);
    ASSERT_EQ(written.size(), decision.records.size());
    const auto by_token = decision.token == "Clara"  ? client.id
                          : decision.token == "Paul" ? psychologist.id
                                                     : stranger.id;
    for (std::size_t i = 0; i < written.size(); ++i) {
      const auto& record = written[i].record;
      EXPECT_EQ(record.action, domain::to_string(decision.records[i].first));
      EXPECT_EQ(record.error_code, decision.records[i].second);
      EXPECT_EQ(record.user_id, by_token.str());
      EXPECT_EQ(record.ip_address, "192.0.2.7");
      EXPECT_EQ(record.user_agent, "agent/9");
      EXPECT_NE(record.metadata.find(R"("requestId":"r-9")"), std::string::npos) << record.metadata;
      if (decision.records[i].second != "FORBIDDEN") {
        EXPECT_EQ(record.session_id, session.str());
      }
    }
  }
}

TEST_F(Audit, WhatCannotBeRecordedIsNotAnswered) {
  break_store([] { throw app::StoreUnavailable("away"); });
  EXPECT_EQ(ask("GET", "/api/audit", "Ada").status, 503U);
  EXPECT_EQ(ask("GET", "/api/users", "Clara").status, 503U) << "a refusal, too";
}

}  // namespace
}  // namespace callroom::rest::test
