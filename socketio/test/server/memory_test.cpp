// What an idle socket holds in this library: the bound that a hundred thousand of them rest on.
#include "support/rig.hpp"

#include <malloc.h>

namespace socketio::test {
namespace {

/// Keeps nothing of the sockets it is given.
class Forgetful final : public NamespaceHandler {
 public:
  void on_connect(const SocketPtr&, const boost::json::object&) override {}
  void on_event(const SocketPtr&, Event) override {}
  void on_disconnect(const SocketPtr&, DisconnectReason) override {}
};

std::size_t allocated() { return ::mallinfo2().uordblks; }

TEST(Memory, AnIdleSocketHoldsLittle) {
  constexpr std::size_t kSockets = 1000;
  // With recovery on: a secret, a log, a place among those who may come back. 1344 when this was written.
  constexpr std::size_t kMostBytes = 1'400;

  boost::asio::io_context context;
  base::ManualClock clock;
  Forgetful handler;
  server::Hub hub({}, clock, std::make_shared<ManualTimers>(clock), {});
  hub.serve("/", handler);
  std::vector<std::shared_ptr<FakeSession>> sessions;
  for (std::size_t i = 0; i < kSockets; ++i) {
    sessions.push_back(std::make_shared<FakeSession>(context.get_executor(), "session"));
  }
  const auto before = allocated();
  for (const auto& session : sessions) {
    hub.on_open(session);
    hub.on_message(*session, engineio::MessageKind::kText, R"(0{"token":"of some length"})");
  }
  context.poll();
  for (const auto& session : sessions) EXPECT_EQ(session->take().size(), 1U) << "the answer, which is the session's";
  const auto after = allocated();
  if (after == before) GTEST_SKIP() << "a sanitizer's allocator, which does not say";
  EXPECT_LT((after - before) / kSockets, kMostBytes);
  RecordProperty("bytes", static_cast<int>((after - before) / kSockets));
  for (const auto& session : sessions) hub.on_close(*session, engineio::CloseReason::kTransportClose);
  context.restart();
  context.poll();
}

}  // namespace
}  // namespace socketio::test
