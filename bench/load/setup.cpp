#include "load/client.hpp"
#include "load/measurement.hpp"
#include "load/message.hpp"
#include "load/workloads.hpp"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace load {
namespace {

/// Of each side, as in a call whose two browsers have a relay configured.
constexpr unsigned kCandidatesEach = 8;
constexpr unsigned kJoin = 1;
constexpr unsigned kLeave = 2;

/// One call from the first connect to the last leave. The caller (client 0) offers once both have joined.
class Call final : public ClientEvents {
 public:
  Call(Loop& loop, const Settings& settings, const Booking& booking, std::size_t number)
      : booking_(booking), began_(Clock::now()) {
    for (std::size_t side = 0; side < clients_.size(); ++side) {
      const auto& token = side == 0 ? booking.client_token : booking.psychologist_token;
      clients_[side] = make_client(loop, *this, settings.transport, settings.output, 2 * number + side, token);
      clients_[side]->connect(settings.server);
    }
  }

  [[nodiscard]] bool over() const noexcept { return left_ == clients_.size(); }
  [[nodiscard]] std::uint64_t nanoseconds() const noexcept {
    return static_cast<std::uint64_t>(std::chrono::nanoseconds(ended_ - began_).count());
  }

 private:
  [[nodiscard]] static std::size_t side_of(const Client& client) noexcept { return client.number() % 2; }
  [[nodiscard]] std::string room() const { return R"({"roomId":")" + booking_.room + R"("})"; }

  void on_connected(Client& client) override { client.request(kJoin, "join-room", room()); }

  void on_ack(Client& client, unsigned id, std::string_view packet) override {
    if (packet.find(R"("ok":true)") == std::string_view::npos) {
      throw std::runtime_error("refused: " + std::string(packet.substr(0, 200)));
    }
    if (id == kJoin && ++joined_ == clients_.size()) send(0, Message::Kind::kOffer);
    if (id == kLeave) {
      client.leave();
      if (++left_ == clients_.size()) ended_ = Clock::now();
    }
  }

  void on_event(Client& client, std::string_view packet) override {
    if (packet.starts_with(R"(42["offer")")) {
      send(side_of(client), Message::Kind::kAnswer);
      return send_candidates(side_of(client));
    }
    if (packet.starts_with(R"(42["answer")")) return send_candidates(side_of(client));
    if (packet.starts_with(R"(42["error")")) throw std::runtime_error("refused: " + std::string(packet.substr(0, 200)));
    if (packet.starts_with(R"(42["ice-candidate")") && ++candidates_ == 2 * kCandidatesEach) {
      for (auto& one : clients_) one->request(kLeave, "leave-room", room());
    }
  }

  void on_lost(Client& client, std::string_view why) override {
    throw std::runtime_error(fmt::format("client {} was lost: {}", client.number(), why));
  }

  void send(std::size_t side, Message::Kind kind) {
    auto& client = *clients_[side];
    client.send_frame(Message(kind, clients_[1 - side]->sid(), booking_.room, client.framing()).with(0));
  }
  void send_candidates(std::size_t side) {
    for (unsigned i = 0; i < kCandidatesEach; ++i) send(side, Message::Kind::kCandidate);
  }

  const Booking& booking_;
  Clock::time_point began_;
  Clock::time_point ended_;
  std::array<std::unique_ptr<Client>, 2> clients_;
  std::size_t joined_ = 0;
  std::size_t left_ = 0;
  unsigned candidates_ = 0;
};

}  // namespace

std::string setup(const Settings& settings) {
  if (settings.plan.size() < 2 * settings.at_once) throw std::runtime_error("the plan has too few sessions");
  Loop loop;
  Measurement measured(settings.server_process);
  std::vector<std::unique_ptr<Call>> calls(settings.at_once);
  std::size_t number = 0;
  const auto run = [&](double seconds) {
    const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    while (Clock::now() < end) {
      for (auto& call : calls) {
        if (call && !call->over()) continue;
        if (call) measured.done(call->nanoseconds());
        call = std::make_unique<Call>(loop, settings, settings.plan[number % settings.plan.size()], number);
        ++number;
      }
      loop.run_once(end);
    }
  };
  run(settings.warmup);
  measured.begin();
  run(settings.seconds);
  measured.finish();
  return measured.to_json("setup", fmt::format(R"(,"atOnce":{})", settings.at_once));
}

}  // namespace load
