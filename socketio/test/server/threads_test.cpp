// Emitting, joining, leaving, losing and coming back on several threads at once: what TSan is to look at.
#include "http/io_pool.hpp"
#include "support/rig.hpp"

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <future>
#include <thread>

namespace socketio::test {
namespace {

constexpr int kPeers = 8;
constexpr int kRounds = 50;
constexpr int kThreads = 4;

/// Counts, for each socket id, connections against losses; both must come in turn.
class CountingHandler final : public NamespaceHandler {
 public:
  void authorize(const ConnectRequest&, AdmissionCallback answer) override {
    // From a thread that has nothing to do with the connection.
    boost::asio::post(helper_, [answer = std::move(answer)] { answer(std::nullopt, Admission{}); });
  }
  void on_connect(const SocketPtr& socket, const boost::json::object&) override {
    auto sockets = sockets_.lock();
    auto& connected = (*sockets)[socket->id()];
    if (connected) ++out_of_turn;
    connected = true;
    ++connects;
    if (socket->recovered()) ++recovered;
    socket->join("room");
  }
  void on_event(const SocketPtr& socket, Event event) override {
    ++events;
    if (event.ack) event.ack(event.args);
    socket->emit("back", event.args);
  }
  void on_disconnect(const SocketPtr& socket, DisconnectReason) override {
    auto sockets = sockets_.lock();
    auto& connected = (*sockets)[socket->id()];
    if (!connected) ++out_of_turn;
    connected = false;
    ++disconnects;
  }
  void join() { helper_.join(); }

  std::atomic<int> connects{0}, disconnects{0}, recovered{0}, events{0}, out_of_turn{0};

 private:
  boost::asio::thread_pool helper_{1};
  base::Guarded<std::map<std::string, bool>> sockets_;
};

class Threads : public ::testing::Test {
 protected:
  std::shared_ptr<FakeSession> open() {
    auto session = std::make_shared<FakeSession>(pool.next().get_executor(), "session");
    sync(session, [&] { hub.on_open(session); });
    return session;
  }
  /// Runs on the session's executor and waits for it.
  static void sync(const std::shared_ptr<FakeSession>& session, const std::function<void()>& work) {
    std::promise<void> done;
    boost::asio::post(session->executor(), [&] {
      work();
      done.set_value();
    });
    done.get_future().wait();
  }
  /// Sends CONNECT and waits for its answer.
  Ticket enter(const std::shared_ptr<FakeSession>& session, const std::string& connect) {
    sync(session, [&] { hub.on_message(*session, engineio::MessageKind::kText, connect); });
    session->wait_sent();
    sync(session, [] {});  // the handler has been told, too
    return Rig::ticket_of(session->take().at(0));
  }
  void lose(const std::shared_ptr<FakeSession>& session) {
    sync(session, [&] { hub.on_close(*session, engineio::CloseReason::kTransportClose); });
    sync(session, [] {});
  }

  /// One loop for each thread, as in earnest. (Not strands of one pool: TSan does not see the fences in their
  /// counting.)
  http::IoPool pool{kThreads};
  base::ManualClock clock;
  CountingHandler handler;
  server::Hub hub{Config{}, clock, std::make_shared<ManualTimers>(clock), {}};
};

/// One peer: connects, talks, is lost, comes back (sometimes before its loss is noticed).
TEST_F(Threads, EveryLossIsToldOnceBeforeTheReturn) {
  hub.serve("/", handler);
  std::atomic<bool> over{false};
  std::thread noise([&] {
    while (!over) {
      hub.adapter().broadcast("/", "room", "", "noise", {}, Delivery::kVolatile);
      hub.adapter().broadcast("/", "", "", "noise", {}, Delivery::kVolatile);
    }
  });
  std::vector<std::thread> peers;
  for (int peer = 0; peer < kPeers; ++peer) {
    peers.emplace_back([&, peer] {
      Ticket ticket;
      std::shared_ptr<FakeSession> previous;
      for (int round = 0; round < kRounds; ++round) {
        auto session = open();
        const Ticket got = enter(session, ticket.pid.empty() ? "0" : R"(0{"pid":")" + ticket.pid + "\"}");
        if (previous) lose(previous);
        if (!ticket.pid.empty()) {
          EXPECT_EQ(got.sid, ticket.sid);
        }
        ticket = got;
        sync(session, [&] { hub.on_message(*session, engineio::MessageKind::kText, R"(21["e",1])"); });
        const auto socket = hub.adapter().find("/", ticket.sid);
        ASSERT_TRUE(socket);
        socket->leave("room");
        socket->join("other");
        socket->emit_with_ack("ask", {}, std::chrono::milliseconds{1}, [](const std::optional<Payload>&) {});
        previous = nullptr;
        if ((round + peer) % 2 == 0) {
          lose(session);
        } else {
          previous = session;  // half open: the next CONNECT takes over
        }
      }
      if (previous) lose(previous);
    });
  }
  for (auto& peer : peers) peer.join();
  over = true;
  noise.join();
  handler.join();
  pool.stop();
  EXPECT_EQ(handler.out_of_turn, 0);
  EXPECT_EQ(handler.connects, kPeers * kRounds);
  EXPECT_EQ(handler.disconnects, kPeers * kRounds);
  EXPECT_EQ(handler.recovered, kPeers * (kRounds - 1));
  EXPECT_EQ(handler.events, kPeers * kRounds);
}

/// What other threads emit while a connection is lost and comes back is neither lost, doubled nor out of order.
TEST_F(Threads, EmitsAcrossARecoveryKeepTheirOrder) {
  hub.serve("/", handler);
  auto session = open();
  Ticket ticket = enter(session, "0");
  const auto socket = hub.adapter().find("/", ticket.sid);
  constexpr int kEmits = 400;
  std::thread emitter([&] {
    for (int i = 0; i < kEmits; ++i) socket->emit("n", Payload{"[" + std::to_string(i) + "]", {}}, Delivery::kReliable);
  });
  std::vector<std::int64_t> numbers;
  std::string offset;
  const auto collect = [&](std::shared_ptr<FakeSession>& from) {
    for (const auto& text : from->take()) {
      if (text.front() != '2') continue;
      const auto args = boost::json::parse(std::string_view{text}.substr(1)).as_array();
      numbers.push_back(args.at(1).as_int64());
      offset = std::string{args.at(2).as_string()};
    }
  };
  for (int round = 0; round < 20; ++round) {
    session->close();  // from here on nothing reaches the peer
    lose(session);
    collect(session);
    auto next = std::make_shared<FakeSession>(pool.next().get_executor(), "next");
    sync(next, [&] { hub.on_open(next); });
    const std::string connect =
        R"(0{"pid":")" + ticket.pid + (offset.empty() ? "\"}" : R"(","offset":")" + offset + "\"}");
    sync(next, [&] { hub.on_message(*next, engineio::MessageKind::kText, connect); });
    next->wait_sent();
    sync(next, [] {});
    session = next;
  }
  emitter.join();
  collect(session);
  ASSERT_EQ(numbers.size(), static_cast<std::size_t>(kEmits));
  for (int i = 0; i < kEmits; ++i) EXPECT_EQ(numbers[static_cast<std::size_t>(i)], i);
  handler.join();
  pool.stop();
}

}  // namespace
}  // namespace socketio::test
