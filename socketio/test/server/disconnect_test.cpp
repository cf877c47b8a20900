#include "support/rig.hpp"

namespace socketio::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Close = Socket::CloseConnection;

using Disconnect = PlainRig;

TEST_F(Disconnect, ThePeerLeavesANamespace) {
  auto session = connected();
  text(session, "0/custom,");
  static_cast<void>(session->take());
  text(session, "1/custom,");
  text(session, R"(2["still here"])");
  EXPECT_THAT(custom.take(), ElementsAre("connect {}", "disconnect client namespace disconnect"));
  EXPECT_THAT(main.take(), ElementsAre("event still here []"));
  EXPECT_THAT(session->take(), IsEmpty()) << "a DISCONNECT is not answered";
  text(session, "0/custom,");
  EXPECT_THAT(custom.take(), ElementsAre("connect {}")) << "and may come back";
}

TEST_F(Disconnect, TheServerEndsANamespace) {
  auto session = connected();
  text(session, "0/custom,");
  static_cast<void>(session->take());
  custom.last()->disconnect(Close::kNo);
  EXPECT_THAT(session->take(), ElementsAre("1/custom,"));
  EXPECT_EQ(custom.take().size(), 1U) << "not told from within the call";
  run();
  EXPECT_THAT(custom.take(), ElementsAre("disconnect server namespace disconnect"));
  EXPECT_FALSE(session->closed());
  custom.last()->disconnect(Close::kNo);
  custom.last()->emit("late", {}, Delivery::kReliable);
  run();
  EXPECT_THAT(session->take(), IsEmpty());
}

TEST_F(Disconnect, WhatThePeerHadSentBeforeItKnewIsIgnored) {
  auto session = connected();
  main.last()->disconnect(Close::kNo);
  hub.on_message(*session, engineio::MessageKind::kText, R"(2["on its way"])");
  run();
  text(session, R"(2["on its way too"])");
  text(session, "1");
  EXPECT_THAT(main.take(), ElementsAre("disconnect server namespace disconnect"));
  EXPECT_FALSE(session->closed());
  text(session, "0");
  text(session, "1");
  text(session, R"(2["x"])");
  EXPECT_TRUE(session->closed()) << "after it left by itself it must not speak";
}

TEST_F(Disconnect, ThePeerMayBeBackBeforeTheHandlerWasTold) {
  auto session = connected();
  main.last()->disconnect(Close::kNo);
  hub.on_message(*session, engineio::MessageKind::kText, "0");
  run();
  EXPECT_THAT(main.take(), ElementsAre("disconnect server namespace disconnect", "connect {}"));
  EXPECT_FALSE(session->closed());
}

TEST_F(Disconnect, TheServerEndsTheConnection) {
  auto session = connected();
  text(session, "0/custom,");
  static_cast<void>(session->take());
  static_cast<void>(custom.take());
  main.last()->disconnect(Close::kYes);
  run();
  EXPECT_TRUE(session->closed());
  EXPECT_THAT(session->take(), ElementsAre("1", "1/custom,"));
  EXPECT_THAT(main.take(), ElementsAre("disconnect server namespace disconnect"));
  EXPECT_THAT(custom.take(), ElementsAre("disconnect server namespace disconnect"));
  lose(session, engineio::CloseReason::kServerClose);
  EXPECT_THAT(main.take(), IsEmpty());
  EXPECT_THAT(custom.take(), IsEmpty());
}

TEST_F(Disconnect, TheSessionsEndReachesEveryNamespaceOnce) {
  using Reason = engineio::CloseReason;
  const std::vector<std::pair<Reason, std::string>> reasons = {
      {Reason::kTransportClose, "transport close"}, {Reason::kTransportError, "transport error"},
      {Reason::kPingTimeout, "ping timeout"},       {Reason::kParseError, "parse error"},
      {Reason::kClientClose, "transport close"},    {Reason::kServerClose, "server namespace disconnect"},
      {Reason::kSlowConsumer, "slow consumer"},     {Reason::kServerShutdown, "server shutting down"},
  };
  for (const auto& [reason, told] : reasons) {
    auto session = connected();
    text(session, "0/custom,");
    static_cast<void>(custom.take());
    lose(session, reason);
    hub.on_close(*session, reason);
    run();
    EXPECT_THAT(main.take(), ElementsAre("disconnect " + told));
    EXPECT_THAT(custom.take(), ElementsAre("disconnect " + told));
  }
}

TEST_F(Disconnect, TheServersWordCountsWhenTheConnectionIsLostRightAfter) {
  auto session = connected();
  main.last()->disconnect(Close::kNo);
  lose(session);
  EXPECT_THAT(main.take(), ElementsAre("disconnect server namespace disconnect"));
}

TEST_F(Disconnect, NothingIsLeftBehind) {
  auto session = connected();
  main.last()->join("room");
  const std::weak_ptr<Socket> socket = main.last();
  const std::weak_ptr<FakeSession> weak = session;
  lose(session);
  session.reset();
  main.sockets.clear();
  EXPECT_TRUE(socket.expired());
  EXPECT_TRUE(weak.expired());
  EXPECT_FALSE(hub.adapter().in_room("/", "room", ticket.sid));
}

TEST_F(Disconnect, DuringOnConnectTheHandlerIsToldInOrder) {
  main.when_connected = [](const SocketPtr& socket) { socket->disconnect(Close::kYes); };
  auto session = open();
  text(session, "0");
  EXPECT_THAT(main.take(), ElementsAre("connect {}", "disconnect server namespace disconnect"));
  EXPECT_TRUE(session->closed());
}

/// A session that ends from within send(), as a slow consumer's might: nothing may lock up.
TEST_F(Disconnect, FromWithinSendIsSafe) {
  auto session = connected();
  session->on_send = [&] { hub.on_close(*session, engineio::CloseReason::kSlowConsumer); };
  main.last()->emit("x", {}, Delivery::kReliable);
  run();
  EXPECT_THAT(main.take(), ElementsAre("disconnect slow consumer"));
  session->on_send = nullptr;
}

}  // namespace
}  // namespace socketio::test
