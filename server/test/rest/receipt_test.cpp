#include "api_fixture.hpp"

#include "base/iso_time.hpp"
#include "rest/receipt_json.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace callroom::rest::test {
namespace {

class Receipt : public ApiTest {
 protected:
  Receipt() : ApiTest(roomy()) {}

  Answer receipt(std::string_view token, std::string_view query = {}) {
    return ask("GET", at("/api/video-calls/receipt/") + std::string{query}, token);
  }
  /// A call of ten minutes in which both were for eight.
  void hold_call() {
    ASSERT_EQ(ask("POST", at("/api/video-calls/start/"), "Clara").status, 200U);
    const auto began = clock.now();
    app::Commit commit;
    commit.presence = {stay(client, began, began + base::Minutes{10}),
                       stay(psychologist, began + base::Minutes{2}, began + base::Minutes{10})};
    ASSERT_EQ(store.commit(commit), app::CommitOutcome::kDone);
    clock.advance(base::Minutes{10});
    ASSERT_EQ(ask("POST", at("/api/video-calls/end/"), "Clara").status, 200U);
  }
  domain::PresenceInterval stay(const domain::User& user, base::WallTime from, base::WallTime until) {
    return {domain::PresenceId::generate(from), session, user.id, user.role, from, until, until, 1};
  }
};

TEST_F(Receipt, TellsTheFactsSigned) {
  hold_call();
  const auto answer = receipt("Clara");
  ASSERT_EQ(answer.status, 200U) << answer.body;
  const auto& document = answer.data("receipt").as_object();
  EXPECT_EQ(document.at("type").as_string(), kReceiptType);
  EXPECT_EQ(document.at("sessionId").as_string(), session.str());
  EXPECT_EQ(document.at("durationSeconds").as_int64(), 600);
  EXPECT_EQ(document.at("bothPresentSeconds").as_int64(), 480);
  const auto& people = document.at("participants").as_array();
  ASSERT_EQ(people.size(), 2U);
  EXPECT_EQ(people[0].at("userId").as_string(), client.id.str());
  EXPECT_EQ(people[0].at("reconnections").as_int64(), 1);
  EXPECT_EQ(document.at("signature").at("kid").as_string(), "kid");
  EXPECT_EQ(answer.body.find("Private"), std::string::npos) << "ids, no names";
}

TEST_F(Receipt, AsAFileIsTheCanonicalSpellingAndAlwaysTheSameBytes) {
  hold_call();
  const auto file = receipt("Clara", "?format=file");
  ASSERT_EQ(file.status, 200U);
  EXPECT_EQ(file.header("Content-Type"), "application/json");
  EXPECT_EQ(file.header("Content-Disposition"), "attachment; filename=\"receipt-" + session.str() + ".json\"");
  EXPECT_TRUE(file.body.starts_with(R"({"bothPresent":[{"from":")")) << file.body;
  EXPECT_EQ(boost::json::parse(file.body), receipt("Paul").data("receipt"));
  EXPECT_EQ(receipt("Ada", "?format=file").body, file.body);
}

TEST_F(Receipt, IsFinalOnceNoSampleCanCome) {
  hold_call();
  EXPECT_FALSE(receipt("Clara").data("receipt").at("final").as_bool());
  clock.advance(base::Minutes{16});
  EXPECT_TRUE(receipt("Clara").data("receipt").at("final").as_bool());
}

TEST_F(Receipt, IsForWhoTookPartAndAdministratorsOnly) {
  hold_call();
  EXPECT_EQ(receipt("Ada").status, 200U);
  const auto refused = receipt("Stan");
  EXPECT_EQ(refused.status, 403U);
  EXPECT_EQ(refused.code(), "NOT_A_PARTICIPANT");
  EXPECT_EQ(receipt("").status, 401U);
  const auto records = store.audit_of(session);
  const auto audited = std::ranges::any_of(records, [&](const auto& record) {
    return record.action == domain::AuditAction::kPermissionDenied && record.user_id == stranger.id &&
           record.metadata.at("via") == "receipt";
  });
  EXPECT_TRUE(audited);
}

TEST_F(Receipt, OfACallThatHasNotEndedThereIsNone) {
  EXPECT_EQ(receipt("Clara").code(), "CALL_NOT_ENDED");
  ASSERT_EQ(ask("POST", at("/api/video-calls/start/"), "Clara").status, 200U);
  const auto running = receipt("Clara");
  EXPECT_EQ(running.status, 422U);
  EXPECT_EQ(running.code(), "CALL_NOT_ENDED");
}

TEST_F(Receipt, BadInputIsNamed) {
  EXPECT_EQ(ask("GET", "/api/video-calls/receipt/12", "Clara").code(), "INVALID_SESSION_ID");
  EXPECT_EQ(ask("GET", "/api/video-calls/receipt/ffffffffffffffffffffffff", "Clara").code(), "SESSION_NOT_FOUND");
  const auto wrong = receipt("Clara", "?format=pdf");
  EXPECT_EQ(wrong.status, 400U);
  EXPECT_EQ(wrong.json.at("error").at("details").at("parameter").as_string(), "format");
}

}  // namespace
}  // namespace callroom::rest::test
