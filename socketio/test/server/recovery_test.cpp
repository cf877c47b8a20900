#include "support/rig.hpp"

namespace socketio::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

Config small() {
  Config config;
  config.recovery_max_packets = 4;
  config.recovery_max_sockets = 2;
  return config;
}

class Recovery : public Rig {
 protected:
  Recovery() : Rig(small()) {}

  void emit(std::string_view event) { main.last()->emit(event, Payload{"[]", {}}, Delivery::kReliable); }
  /// The offset of the last event that the session was sent.
  static std::string last_offset(const std::shared_ptr<FakeSession>& session) {
    const auto sent = session->take();
    const auto args = boost::json::parse(std::string_view{sent.back()}.substr(1)).as_array();
    return std::string{args.back().as_string()};
  }
  static std::string connect(const std::string& pid, const std::string& offset) {
    return R"(0{"pid":")" + pid + R"(","offset":")" + offset + "\"}";
  }
  /// Connects, is sent "first", loses the connection; the offset of "first" is kept.
  std::string lose_after_first() {
    auto session = connected();
    emit("first");
    auto offset = last_offset(session);
    lose(session);
    static_cast<void>(main.take());
    return offset;
  }
  std::shared_ptr<FakeSession> come_back(const std::string& offset) {
    auto session = open();
    text(session, connect(ticket.pid, offset));
    return session;
  }
  /// The names of the events among what was sent after the CONNECT answer.
  static std::vector<std::string> replayed(const std::vector<std::string>& sent) {
    std::vector<std::string> names;
    for (std::size_t i = 1; i < sent.size(); ++i) {
      names.emplace_back(boost::json::parse(std::string_view{sent[i]}.substr(1)).at(0).as_string());
    }
    return names;
  }
};

TEST_F(Recovery, GivesASecretAndOffsets) {
  auto session = open();
  text(session, "0");
  EXPECT_THAT(session->take(),
              ElementsAre(MatchesRegex(R"(0\{"sid":"[-_a-zA-Z0-9]{20}","pid":"[-_a-zA-Z0-9]{24}"\})")));
  emit("a");
  EXPECT_THAT(session->take(), ElementsAre(MatchesRegex(R"(2\["a","[0-9a-z]+"\])")));
}

TEST_F(Recovery, OffsetsGoWithReliableEventsWithoutAckOnly) {
  auto session = connected();
  const auto bytes = std::make_shared<const std::string>("x");
  main.last()->emit("v", {"[1]", {}}, Delivery::kVolatile);
  main.last()->emit_with_ack("a", {"[1]", {}}, seconds{1}, [](const std::optional<Payload>&) {});
  main.last()->emit("b", {R"([{"_placeholder":true,"num":0}])", {bytes}}, Delivery::kReliable);
  EXPECT_THAT(session->take(),
              ElementsAre(R"(2["v",1])", R"(20["a",1])",
                          MatchesRegex(R"(51-\["b",\{"_placeholder":true,"num":0\},"[0-9a-z]+"\])"), "b:x"));
}

TEST_F(Recovery, ReplaysWhatWasMissedInOrder) {
  auto lost = connected();
  const auto before = main.last();
  before->join("room");
  emit("seen");
  const auto offset = last_offset(lost);
  emit("sent into the void");
  lose(lost);
  EXPECT_THAT(main.take(), ElementsAre("disconnect transport close"));
  hub.adapter().broadcast("/", "room", "", "to the room", {}, Delivery::kReliable);
  hub.adapter().find("/", ticket.sid)->emit("to it", {}, Delivery::kReliable);
  hub.adapter().broadcast("/", "", "", "volatile", {}, Delivery::kVolatile);

  auto session = come_back(offset);
  const auto sent = session->take();
  EXPECT_EQ(ticket_of(sent.at(0)).sid, ticket.sid);
  EXPECT_EQ(ticket_of(sent.at(0)).pid, ticket.pid);
  EXPECT_THAT(replayed(sent), ElementsAre("sent into the void", "to the room", "to it"));
  EXPECT_EQ(main.take().at(0).substr(0, 10), "recovered ");
  const auto after = main.last();
  EXPECT_NE(after, before);
  EXPECT_EQ(after->id(), before->id());
  EXPECT_TRUE(after->recovered());
  EXPECT_EQ(hub.adapter().find("/", ticket.sid), after);
  EXPECT_EQ(hub.recoveries().parked(), 0U);

  hub.adapter().broadcast("/", "room", "", "still a member", {}, Delivery::kReliable);
  before->emit("through the old object", {}, Delivery::kReliable);
  EXPECT_EQ(session->take().size(), 2U);
}

TEST_F(Recovery, WorksAgainAndAgain) {
  std::string offset = lose_after_first();
  for (int round = 0; round < 5; ++round) {
    hub.adapter().find("/", ticket.sid)->emit("missed", {}, Delivery::kReliable);
    auto session = come_back(offset);
    EXPECT_THAT(replayed(session->raw_units().empty() ? std::vector<std::string>{} : [&] {
                  auto sent = session->take();
                  offset = std::string{boost::json::parse(std::string_view{sent.back()}.substr(1)).at(1).as_string()};
                  return sent;
                }()),
                ElementsAre("missed"));
    lose(session);
  }
}

TEST_F(Recovery, BinaryIsReplayedWhole) {
  const auto offset = lose_after_first();
  hub.adapter()
      .find("/", ticket.sid)
      ->emit("b", {R"([{"_placeholder":true,"num":0}])", {std::make_shared<const std::string>("raw")}},
             Delivery::kReliable);
  const auto units = come_back(offset)->take_units();
  ASSERT_EQ(units.size(), 2U);
  ASSERT_EQ(units[1].size(), 2U);
  EXPECT_EQ(units[1][1], "b:raw");
}

TEST_F(Recovery, APeerThatWasSentNothingNeedsNoOffset) {
  auto lost = connected();
  lose(lost);
  hub.adapter().find("/", ticket.sid)->emit("a", {}, Delivery::kReliable);
  auto session = open();
  text(session, R"(0{"pid":")" + ticket.pid + "\"}");
  const auto sent = session->take();
  EXPECT_EQ(ticket_of(sent.at(0)).sid, ticket.sid);
  EXPECT_THAT(replayed(sent), ElementsAre("a"));
}

TEST_F(Recovery, FollowsTransportLossOnly) {
  using Reason = engineio::CloseReason;
  for (const auto reason :
       {Reason::kTransportClose, Reason::kTransportError, Reason::kPingTimeout, Reason::kClientClose}) {
    auto session = connected();
    lose(session, reason);
    EXPECT_EQ(hub.recoveries().parked(), 1U);
    text(open(), R"(0{"pid":")" + ticket.pid + "\"}");
    EXPECT_TRUE(main.last()->recovered()) << engineio::to_string(reason);
    main.last()->disconnect(Socket::CloseConnection::kNo);
    run();
  }
  for (const auto reason :
       {Reason::kParseError, Reason::kServerClose, Reason::kSlowConsumer, Reason::kServerShutdown}) {
    auto session = connected();
    lose(session, reason);
    EXPECT_EQ(hub.recoveries().parked(), 0U);
    EXPECT_EQ(hub.adapter().find("/", ticket.sid), nullptr) << engineio::to_string(reason);
  }
}

TEST_F(Recovery, NotAfterADisconnectOnPurpose) {
  auto session = connected();
  emit("a");
  const auto offset = last_offset(session);
  text(session, "1");
  lose(session);
  auto again = come_back(offset);
  EXPECT_NE(ticket_of(again->take().at(0)).sid, ticket.sid);
  EXPECT_FALSE(main.last()->recovered());
}

TEST_F(Recovery, AnUnknownOffsetOrSecretMakesAFreshSocket) {
  const auto offset = lose_after_first();
  auto stranger = open();
  text(stranger, connect("nobody's", offset));
  EXPECT_NE(ticket_of(stranger->take().at(0)).sid, ticket.sid);
  auto confused = come_back("unknown");
  EXPECT_NE(ticket_of(confused->take().at(0)).sid, ticket.sid);
  EXPECT_FALSE(main.last()->recovered());
  EXPECT_EQ(hub.adapter().find("/", ticket.sid), nullptr) << "nothing can bring that socket back now";
  EXPECT_EQ(hub.recoveries().parked(), 0U);
}

TEST_F(Recovery, AnOffsetThatIsNoStringCountsAsNone) {
  static_cast<void>(lose_after_first());
  auto session = open();
  text(session, R"(0{"pid":")" + ticket.pid + R"(","offset":7})");
  EXPECT_THAT(replayed(session->take()), ElementsAre("first"));
}

TEST_F(Recovery, TooMuchMissedMakesAFreshSocket) {
  const auto offset = lose_after_first();
  for (int i = 0; i < 5; ++i) hub.adapter().find("/", ticket.sid)->emit("missed", {}, Delivery::kReliable);
  auto session = come_back(offset);
  EXPECT_NE(ticket_of(session->take().at(0)).sid, ticket.sid);
}

TEST_F(Recovery, IdleForLongAndStillRecovers) {
  auto lost = connected();
  emit("first");
  const auto offset = last_offset(lost);
  advance(seconds{3600});
  lose(lost);
  EXPECT_EQ(ticket_of(come_back(offset)->take().at(0)).sid, ticket.sid);
}

TEST_F(Recovery, EndsWithTheWindow) {
  const auto offset = lose_after_first();
  advance(milliseconds{119'999});
  EXPECT_NE(hub.adapter().find("/", ticket.sid), nullptr);
  advance(milliseconds{1});
  EXPECT_EQ(hub.adapter().find("/", ticket.sid), nullptr);
  EXPECT_THAT(main.take(), IsEmpty()) << "the loss was told already";
  EXPECT_NE(ticket_of(come_back(offset)->take().at(0)).sid, ticket.sid);
}

TEST_F(Recovery, EndsWithTheWindowEvenIfTheTimerIsLate) {
  const auto offset = lose_after_first();
  clock.advance(seconds{120});
  EXPECT_NE(ticket_of(come_back(offset)->take().at(0)).sid, ticket.sid);
}

TEST_F(Recovery, ASecondLossStartsANewWindow) {
  auto offset = lose_after_first();
  advance(seconds{100});
  auto session = come_back(offset);
  lose(session);
  advance(seconds{100});
  EXPECT_EQ(ticket_of(come_back(offset)->take().at(0)).sid, ticket.sid);
}

TEST_F(Recovery, KeepsABoundedNumberOfSockets) {
  const auto offset = lose_after_first();
  const auto oldest = ticket;
  for (int i = 0; i < 2; ++i) lose(connected());
  EXPECT_EQ(hub.recoveries().parked(), 2U);
  EXPECT_EQ(hub.adapter().find("/", oldest.sid), nullptr);
  ticket = oldest;
  EXPECT_NE(ticket_of(come_back(offset)->take().at(0)).sid, oldest.sid);
}

TEST_F(Recovery, AsksTheMiddlewareAgain) {
  const auto offset = lose_after_first();
  main.on_authorize = [](const ConnectRequest&, const AdmissionCallback& answer) {
    answer(ConnectError{"expired", {}}, {});
  };
  EXPECT_THAT(come_back(offset)->take(), ElementsAre(R"(4{"message":"expired"})"));
  main.on_authorize = [](const ConnectRequest&, const AdmissionCallback& answer) {
    answer(std::nullopt, Admission{std::make_shared<const int>(7)});
  };
  EXPECT_EQ(ticket_of(come_back(offset)->take().at(0)).sid, ticket.sid) << "a refusal costs nothing";
  EXPECT_EQ(*std::static_pointer_cast<const int>(main.last()->attachment()), 7) << "the new admission counts";
}

TEST_F(Recovery, AnotherIdentityGetsAFreshSocket) {
  main.on_authorize = [](const ConnectRequest& request, const AdmissionCallback& answer) {
    answer(std::nullopt, Admission{std::make_shared<const bool>(request.auth.contains("offset"))});
  };
  main.on_may_recover = [](const std::shared_ptr<const void>& past, const std::shared_ptr<const void>& present) {
    return *std::static_pointer_cast<const bool>(past) == *std::static_pointer_cast<const bool>(present);
  };
  const auto offset = lose_after_first();
  EXPECT_NE(ticket_of(come_back(offset)->take().at(0)).sid, ticket.sid);
  EXPECT_NE(hub.adapter().find("/", ticket.sid), nullptr) << "the rightful owner may still come";
}

TEST_F(Recovery, OnlyInTheSameNamespace) {
  const auto offset = lose_after_first();
  auto session = open();
  text(session, "0/custom," + connect(ticket.pid, offset).substr(1));
  EXPECT_NE(ticket_of(session->take().at(0)).sid, ticket.sid);
}

TEST_F(Recovery, APeerBackBeforeItsLossIsNoticedTakesOver) {
  auto half_open = connected();
  emit("first");
  const auto offset = last_offset(half_open);
  emit("missed");
  auto session = come_back(offset);
  const auto sent = session->take();
  EXPECT_EQ(ticket_of(sent.at(0)).sid, ticket.sid);
  EXPECT_THAT(replayed(sent), ElementsAre("missed"));
  const auto log = main.take();
  ASSERT_EQ(log.size(), 2U);
  EXPECT_EQ(log[0], "disconnect transport close");
  EXPECT_EQ(log[1].substr(0, 9), "recovered");
  EXPECT_TRUE(half_open->closed());
  lose(half_open);
  EXPECT_THAT(main.take(), IsEmpty());
  EXPECT_EQ(hub.recoveries().parked(), 0U);
}

TEST_F(Recovery, TheHandlerMayEndItWhenToldOfTheLoss) {
  main.when_disconnected = [](const SocketPtr& socket) { socket->disconnect(Socket::CloseConnection::kNo); };
  const auto offset = lose_after_first();
  EXPECT_EQ(hub.recoveries().parked(), 0U);
  EXPECT_NE(ticket_of(come_back(offset)->take().at(0)).sid, ticket.sid);
}

TEST_F(Recovery, DisconnectingThroughTheOldObjectEndsTheNewConnection) {
  const auto offset = lose_after_first();
  const auto old = main.last();
  auto session = come_back(offset);
  static_cast<void>(session->take());
  static_cast<void>(main.take());
  old->disconnect(Socket::CloseConnection::kNo);
  run();
  EXPECT_THAT(session->take(), ElementsAre("1"));
  EXPECT_THAT(main.take(), ElementsAre("disconnect server namespace disconnect"));
}

TEST_F(Recovery, RoomsChangeWhileAway) {
  auto lost = connected();
  main.last()->join("left");
  lose(lost);
  main.last()->leave("left");
  main.last()->join("joined");
  auto session = open();
  text(session, R"(0{"pid":")" + ticket.pid + "\"}");
  EXPECT_FALSE(hub.adapter().in_room("/", "left", ticket.sid));
  EXPECT_TRUE(hub.adapter().in_room("/", "joined", ticket.sid));
}

TEST_F(Recovery, AcksOfTheLostConnectionAreNotSentOnTheNewOne) {
  auto lost = connected();
  AckSender ack;
  main.when_event = [&ack](const SocketPtr&, Event event) { ack = std::move(event.ack); };
  text(lost, R"(25["x"])");
  lose(lost);
  auto session = open();
  text(session, R"(0{"pid":")" + ticket.pid + "\"}");
  EXPECT_TRUE(main.last()->recovered());
  static_cast<void>(session->take());
  ack(Payload{"[]", {}});
  EXPECT_THAT(session->take(), IsEmpty());
}

TEST_F(Recovery, EmitWithAckToTheAbsentFailsAtOnce) {
  lose(connected());
  int failed = 0;
  main.last()->emit_with_ack("x", {}, seconds{1}, [&failed](const std::optional<Payload>& answer) {
    EXPECT_FALSE(answer);
    ++failed;
  });
  run();
  EXPECT_EQ(failed, 1);
}

TEST_F(Recovery, NothingIsLeftOfAnExpiredSocket) {
  auto session = connected();
  main.last()->join("room");
  const std::weak_ptr<Socket> socket = main.last();
  lose(session);
  session.reset();
  main.sockets.clear();
  EXPECT_FALSE(socket.expired());
  advance(seconds{120});
  EXPECT_TRUE(socket.expired());
  EXPECT_EQ(timers->pending(), 0U);
}

using NoRecovery = PlainRig;

TEST_F(NoRecovery, KeepsNothing) {
  auto session = connected();
  EXPECT_EQ(ticket.pid, "");
  main.last()->emit("a", {}, Delivery::kReliable);
  EXPECT_THAT(session->take(), ElementsAre(R"(2["a"])"));
  lose(session);
  EXPECT_EQ(hub.adapter().find("/", ticket.sid), nullptr);
  auto other = open();
  text(other, R"(0{"pid":"","offset":"0"})");
  EXPECT_FALSE(main.last()->recovered());
}

}  // namespace
}  // namespace socketio::test
