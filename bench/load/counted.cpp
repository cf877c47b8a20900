#include "load/asker.hpp"
#include "load/client.hpp"
#include "load/message.hpp"
#include "load/rooms.hpp"
#include "load/workloads.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <stdexcept>

namespace load {
namespace {

/// A server that is run instruction by instruction takes its time.
constexpr auto kPatience = std::chrono::minutes(1);

void await(Loop& loop, const std::function<bool()>& done, const char* what) {
  if (!loop.run_until(done, Clock::now() + kPatience)) throw std::runtime_error(std::string(what) + " never came");
}

/// One client at a time.
class Visitor final : public ClientEvents {
 public:
  explicit Visitor(Loop& loop) : loop_(loop) {}

  void visit(const Settings& settings, const Booking& booking, bool joins) {
    connected_ = false;
    acks_ = 0;
    const auto client =
        make_client(loop_, *this, Transport::kWebSocket, Output::kAtOnce, 0, booking.client_token);
    client->connect(settings.server);
    await(
        loop_, [this] { return connected_; }, "the answer to CONNECT");
    if (joins) {
      const auto room = R"({"roomId":")" + booking.room + R"("})";
      client->request(1, "join-room", room);
      await(
          loop_, [this] { return acks_ == 1; }, "the answer to join-room");
      client->request(2, "leave-room", room);
      await(
          loop_, [this] { return acks_ == 2; }, "the answer to leave-room");
    }
    client->leave();
  }

 private:
  void on_connected(Client&) override { connected_ = true; }
  void on_ack(Client&, unsigned, std::string_view packet) override {
    if (packet.find(R"("ok":true)") == std::string_view::npos)
      throw std::runtime_error("refused: " + std::string(packet));
    ++acks_;
  }
  void on_event(Client&, std::string_view) override {}
  void on_lost(Client&, std::string_view why) override { throw std::runtime_error("lost: " + std::string(why)); }

  Loop& loop_;
  bool connected_ = false;
  unsigned acks_ = 0;
};

void visit(const Settings& settings, bool joins) {
  Loop loop;
  Visitor visitor(loop);
  for (std::size_t i = 0; i < settings.count; ++i)
    visitor.visit(settings, settings.plan[i % settings.plan.size()], joins);
}

void relay_one_by_one(Settings settings, Message::Kind kind) {
  settings.rooms = 1;
  Loop loop;
  Rooms rooms(loop, settings);
  rooms.open();
  Message message(kind, rooms.sid(1), settings.plan.front().room);
  std::size_t received = 0;
  rooms.on_relayed([&](std::size_t, std::string_view) { ++received; });
  for (std::size_t sent = 1; sent <= settings.count; ++sent) {
    rooms.client(0).send_frame(message.with(sent));
    await(
        loop, [&] { return received == sent; }, "a relayed message");
  }
}

void ask_one_by_one(const Settings& settings) {
  Loop loop;
  std::size_t asked = 0;
  std::size_t answered = 0;
  const auto next = [&]() -> std::optional<std::string> {
    if (asked == settings.count) return std::nullopt;
    return request_head("GET", "can-join", settings.plan[asked++ % settings.plan.size()]);
  };
  Asker asker(loop, next, [&](std::string_view answer, Clock::time_point) {
    if (answer.find(R"("canJoin":true)") == std::string_view::npos) throw std::runtime_error("can-join was refused");
    ++answered;
  });
  asker.open(settings.server, 0);
  await(
      loop, [&] { return answered == settings.count; }, "the answer to can-join");
}

}  // namespace

std::string counted(const Settings& settings) {
  if (settings.what == "connect") visit(settings, false);
  if (settings.what == "join") visit(settings, true);
  if (settings.what == "offer") relay_one_by_one(settings, Message::Kind::kOffer);
  if (settings.what == "candidate") relay_one_by_one(settings, Message::Kind::kCandidate);
  if (settings.what == "can-join") ask_one_by_one(settings);
  return fmt::format(R"({{"workload":"{}","count":{}}})", settings.what, settings.count);
}

}  // namespace load
