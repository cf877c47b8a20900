#include "support/rig.hpp"

namespace socketio::test {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

using Connect = PlainRig;

TEST_F(Connect, AnswersWithASocketId) {
  auto session = open();
  text(session, "0");
  EXPECT_THAT(session->take(), ElementsAre(MatchesRegex(R"(0\{"sid":"[-_a-zA-Z0-9]{20}"\})")));
  EXPECT_THAT(main.take(), ElementsAre("connect {}"));
  EXPECT_NE(main.last()->id(), session->id());
  EXPECT_EQ(main.last()->nsp(), "/");
  EXPECT_FALSE(main.last()->recovered());
  EXPECT_EQ(main.last()->last_heard(), session->last_heard());
}

TEST_F(Connect, HandsOnTheAuthPayload) {
  auto session = open();
  text(session, R"(0/custom,{"token":"123"})");
  EXPECT_THAT(session->take(), ElementsAre(MatchesRegex(R"(0/custom,\{"sid":"[-_a-zA-Z0-9]{20}"\})")));
  EXPECT_THAT(custom.take(), ElementsAre(R"(connect {"token":"123"})"));
  EXPECT_THAT(main.take(), IsEmpty());
}

TEST_F(Connect, RefusesAnUnknownNamespace) {
  auto session = open();
  text(session, "0/random");
  EXPECT_THAT(session->take(), ElementsAre(R"(4/random,{"message":"Invalid namespace"})"));
  EXPECT_FALSE(session->closed());
  text(session, "0");
  EXPECT_THAT(main.take(), ElementsAre("connect {}")) << "another try is free";
}

TEST_F(Connect, CarriesSeveralNamespaces) {
  auto session = connected();
  text(session, "0/custom,");
  text(session, R"(2["to main"])");
  text(session, R"(2/custom,["to custom"])");
  EXPECT_THAT(main.take(), ElementsAre("event to main []"));
  EXPECT_THAT(custom.take(), ElementsAre("connect {}", "event to custom []"));
  EXPECT_NE(main.last()->id(), custom.last()->id());
}

TEST_F(Connect, ASecondConnectToTheSameNamespaceCloses) {
  auto session = connected();
  text(session, "0");
  EXPECT_TRUE(session->closed());
  EXPECT_THAT(main.take(), ElementsAre("disconnect parse error"));
}

TEST_F(Connect, ABadPayloadCloses) {
  auto session = open();
  text(session, "0[]");
  EXPECT_TRUE(session->closed());
  EXPECT_THAT(main.take(), IsEmpty());
}

TEST_F(Connect, TheMiddlewareSeesTheRequestAndAttaches) {
  main.on_authorize = [](const ConnectRequest& request, const AdmissionCallback& answer) {
    EXPECT_EQ(request.nsp, "/");
    EXPECT_EQ(request.handshake.header("User-Agent"), "fake");
    EXPECT_EQ(request.handshake.remote_address, "192.0.2.1");
    EXPECT_EQ(boost::json::serialize(request.auth), R"({"token":"x"})");
    answer(std::nullopt, Admission{std::make_shared<const std::string>("ann")});
  };
  auto session = connected(R"(0{"token":"x"})");
  EXPECT_EQ(*std::static_pointer_cast<const std::string>(main.last()->attachment()), "ann");
}

TEST_F(Connect, TheMiddlewareMayRefuse) {
  main.on_authorize = [](const ConnectRequest&, const AdmissionCallback& answer) {
    boost::json::object data;
    data["code"] = "AUTHENTICATION_FAILED";
    answer(ConnectError{"no \"entry\"", data}, {});
  };
  auto session = open();
  text(session, "0");
  EXPECT_THAT(session->take(), ElementsAre(R"(4{"message":"no \"entry\"","data":{"code":"AUTHENTICATION_FAILED"}})"));
  EXPECT_THAT(main.take(), IsEmpty());
  EXPECT_FALSE(session->closed());
  main.on_authorize = nullptr;
  text(session, "0");
  EXPECT_THAT(main.take(), ElementsAre("connect {}")) << "the same connection may try again";
}

TEST_F(Connect, TheMiddlewareMayAnswerLaterAndOnlyOnce) {
  AdmissionCallback later;
  main.on_authorize = [&later](const ConnectRequest&, AdmissionCallback answer) { later = std::move(answer); };
  auto session = open();
  text(session, "0");
  EXPECT_THAT(session->take(), IsEmpty());
  later(std::nullopt, {});
  later(ConnectError{"changed my mind", {}}, {});
  run();
  EXPECT_EQ(session->take().size(), 1U);
  EXPECT_THAT(main.take(), ElementsAre("connect {}"));
}

TEST_F(Connect, ALateAnswerToALostConnectionIsForgotten) {
  AdmissionCallback later;
  main.on_authorize = [&later](const ConnectRequest&, AdmissionCallback answer) { later = std::move(answer); };
  auto session = open();
  text(session, "0");
  lose(session);
  const std::weak_ptr<FakeSession> weak = session;
  session.reset();
  later(std::nullopt, {});
  run();
  EXPECT_THAT(main.take(), IsEmpty());
  later = nullptr;
  EXPECT_TRUE(weak.expired());
}

TEST_F(Connect, ASecondConnectWhileTheMiddlewareThinksIsTheSameOne) {
  AdmissionCallback later;
  main.on_authorize = [&later](const ConnectRequest&, AdmissionCallback answer) { later = std::move(answer); };
  auto session = open();
  text(session, "0");
  text(session, "0");
  EXPECT_FALSE(session->closed());
  later(std::nullopt, {});
  run();
  EXPECT_EQ(session->take().size(), 1U);
  EXPECT_THAT(main.take(), ElementsAre("connect {}"));
}

TEST_F(Connect, ClosesWhenNoConnectComes) {
  auto session = open();
  advance(milliseconds{44'999});
  EXPECT_FALSE(session->closed());
  advance(milliseconds{1});
  EXPECT_TRUE(session->closed());
}

TEST_F(Connect, ARefusedConnectIsNoConnect) {
  auto session = open();
  text(session, "0/random");
  advance(milliseconds{45'000});
  EXPECT_TRUE(session->closed());
}

TEST_F(Connect, TheTimeoutEndsWithTheFirstNamespace) {
  auto session = connected();
  EXPECT_EQ(timers->pending(), 0U);
  text(session, "1");
  advance(milliseconds{100'000});
  EXPECT_FALSE(session->closed()) << "it may enter another namespace whenever it likes";
}

TEST_F(Connect, EventsOutsideANamespaceClose) {
  for (const auto* message : {R"(2["x"])", "1", "30[]", R"(4{"message":"x"})", R"(2/custom,["x"])"}) {
    auto session = open();
    text(session, message);
    EXPECT_TRUE(session->closed()) << message;
  }
}

TEST_F(Connect, NamespacesAreChecked) {
  EXPECT_THROW(hub.serve("custom", main), std::invalid_argument);
  EXPECT_THROW(hub.serve("/a,b", main), std::invalid_argument);
}

}  // namespace
}  // namespace socketio::test
