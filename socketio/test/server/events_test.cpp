#include "support/rig.hpp"

namespace socketio::test {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr milliseconds kTimeout{1000};

Payload json(std::string text) { return Payload{std::move(text), {}}; }
Payload bytes(std::string content) {
  return Payload{R"([{"_placeholder":true,"num":0}])", {std::make_shared<const std::string>(std::move(content))}};
}

using Events = PlainRig;

TEST_F(Events, GoBothWays) {
  auto session = connected();
  text(session, R"(2["message",1,"2",{"3":[true]}])");
  EXPECT_THAT(main.take(), ElementsAre(R"(event message [1,"2",{"3":[true]}])"));
  main.last()->emit("message-back", json(R"([1,"2",{"3":[true]}])"), Delivery::kReliable);
  EXPECT_THAT(session->take(), ElementsAre(R"(2["message-back",1,"2",{"3":[true]}])"));
}

TEST_F(Events, CarryAttachmentsAsOneUnit) {
  auto session = connected("0/custom,");
  custom.when_event = [](const SocketPtr& socket, const Event& event) {
    EXPECT_FALSE(event.ack);
    socket->emit("back", event.args);
  };
  text(session, R"(52-/custom,["f",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])");
  EXPECT_THAT(custom.take(), IsEmpty());
  binary(session, "one");
  binary(session, "two");
  EXPECT_THAT(
      session->take_units(),
      ElementsAre(ElementsAre(R"(52-/custom,["back",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])",
                              "b:one", "b:two")));
}

TEST_F(Events, AreAckedOnce) {
  auto session = connected();
  AckSender ack;
  main.when_event = [&ack](const SocketPtr&, Event event) { ack = std::move(event.ack); };
  text(session, R"(2456["message-with-ack",1])");
  ASSERT_TRUE(ack);
  ack(json("[1]"));
  ack(json("[2]"));
  EXPECT_THAT(session->take(), ElementsAre("3456[1]"));
  text(session, R"(20["x"])");
  ack(bytes("raw"));
  EXPECT_THAT(session->take(), ElementsAre(R"(61-0[{"_placeholder":true,"num":0}])", "b:raw"));
}

TEST_F(Events, AnAckAfterTheEndIsDropped) {
  auto session = connected();
  AckSender ack;
  main.when_event = [&ack](const SocketPtr&, Event event) { ack = std::move(event.ack); };
  text(session, R"(21["x"])");
  text(session, "1");
  ack(json("[1]"));
  EXPECT_THAT(session->take(), IsEmpty());
}

TEST_F(Events, AskForAcks) {
  auto session = connected();
  std::vector<std::string> answers;
  const auto receive = [&answers](const std::optional<Payload>& answer) {
    answers.push_back(answer ? answer->json : "none");
  };
  main.last()->emit_with_ack("a", json("[1]"), kTimeout, receive);
  main.last()->emit_with_ack("b", json("[]"), kTimeout, receive);
  EXPECT_THAT(session->take(), ElementsAre(R"(20["a",1])", R"(21["b"])"));
  text(session, R"(31["second"])");
  text(session, R"(31["again"])");
  text(session, R"(37["unknown"])");
  EXPECT_THAT(answers, ElementsAre(R"(["second"])"));
  text(session, R"(30["first"])");
  EXPECT_THAT(answers, ElementsAre(R"(["second"])", R"(["first"])"));
  advance(kTimeout);
  EXPECT_EQ(answers.size(), 2U);
  EXPECT_EQ(timers->pending(), 0U);
}

TEST_F(Events, BinaryAcksArriveWhole) {
  auto session = connected();
  std::optional<Payload> got;
  main.last()->emit_with_ack("a", bytes("x"), kTimeout,
                             [&got](std::optional<Payload> answer) { got = std::move(answer); });
  EXPECT_THAT(session->take(), ElementsAre(R"(51-0["a",{"_placeholder":true,"num":0}])", "b:x"));
  text(session, R"(61-0[{"_placeholder":true,"num":0}])");
  EXPECT_FALSE(got);
  binary(session, "y");
  ASSERT_TRUE(got);
  EXPECT_EQ(*got->attachments.at(0), "y");
}

TEST_F(Events, AcksTimeOut) {
  auto session = connected();
  int called = 0;
  main.last()->emit_with_ack("a", json("[]"), kTimeout, [&called](const std::optional<Payload>& answer) {
    ++called;
    EXPECT_FALSE(answer);
  });
  advance(kTimeout - milliseconds{1});
  EXPECT_EQ(called, 0);
  advance(milliseconds{1});
  EXPECT_EQ(called, 1);
  text(session, "30[]");
  lose(session);
  EXPECT_EQ(called, 1);
}

TEST_F(Events, AcksEndWithTheSocket) {
  auto session = connected();
  const auto socket = main.last();
  std::vector<std::string> order;
  const auto receive = [&order](const std::optional<Payload>& answer) { order.emplace_back(answer ? "ack" : "none"); };
  main.when_disconnected = [&order](const SocketPtr&) { order.emplace_back("disconnect"); };
  socket->emit_with_ack("a", json("[]"), kTimeout, receive);
  lose(session);
  EXPECT_THAT(order, ElementsAre("none", "disconnect"));
  socket->emit_with_ack("b", json("[]"), kTimeout, receive);
  EXPECT_EQ(order.size(), 2U) << "never from within the call";
  run();
  EXPECT_EQ(order.size(), 3U);
}

TEST_F(Events, VolatileOnesAreDroppedWhenTheTransportIsBusy) {
  auto session = connected();
  session->set_writable(false);
  main.last()->emit("v", json("[]"), Delivery::kVolatile);
  main.last()->emit("r", json("[]"), Delivery::kReliable);
  session->set_writable(true);
  main.last()->emit("v2", json("[]"), Delivery::kVolatile);
  EXPECT_THAT(session->take(), ElementsAre(R"(2["r"])", R"(2["v2"])"));
}

TEST_F(Events, BadOnesCloseWithParseError) {
  for (const auto* message : {"abc", "2{}", R"(2abc["x"])", R"(2["connect"])", R"(51-["x"])", R"(4{"message":"x"})"}) {
    auto session = connected();
    text(session, message);
    EXPECT_TRUE(session->closed()) << message;
    EXPECT_THAT(main.take(), ElementsAre("disconnect parse error")) << message;
    lose(session, engineio::CloseReason::kServerClose);
    EXPECT_THAT(main.take(), IsEmpty()) << "told once";
  }
}

TEST_F(Events, TextBetweenAttachmentsCloses) {
  auto session = connected();
  text(session, R"(51-["x",{"_placeholder":true,"num":0}])");
  text(session, R"(2["y"])");
  EXPECT_TRUE(session->closed());
}

TEST_F(Events, NothingIsHeardAfterAParseError) {
  auto session = connected();
  text(session, "abc");
  text(session, R"(2["x"])");
  text(session, "0");
  EXPECT_THAT(main.take(), ElementsAre("disconnect parse error"));
}

}  // namespace
}  // namespace socketio::test
