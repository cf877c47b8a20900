#include "load/client.hpp"
#include "load/measurement.hpp"
#include "load/workloads.hpp"

#include <fmt/format.h>

#include <memory>
#include <stdexcept>

namespace load {
namespace {

constexpr std::size_t kAtOnce = 64;
constexpr auto kPatience = std::chrono::minutes(3);
/// For the server to give back what connecting alone needed.
constexpr auto kSettle = std::chrono::seconds(1);

class Crowd final : public ClientEvents {
 public:
  Crowd(Loop& loop, const Settings& settings, Measurement& measured)
      : loop_(loop), settings_(settings), measured_(measured), began_(settings.connections) {}

  void connect_all() {
    const auto connected = [this] {
      start_more();
      return connected_ == settings_.connections;
    };
    if (!loop_.run_until(connected, Clock::now() + kPatience)) {
      throw std::runtime_error(fmt::format("only {} of {} connected", connected_, settings_.connections));
    }
  }

 private:
  void start_more() {
    for (auto n = clients_.size(); n < settings_.connections && n - connected_ < kAtOnce; ++n) {
      const auto& booking = settings_.plan[(n / 2) % settings_.plan.size()];
      clients_.push_back(std::make_unique<Client>(loop_, *this, settings_.output, n,
                                                  n % 2 == 0 ? booking.client_token : booking.psychologist_token));
      began_[n] = Clock::now();
      clients_.back()->connect(settings_.server);
    }
  }
  void on_connected(Client& client) override {
    ++connected_;
    const std::chrono::nanoseconds took = Clock::now() - began_[client.number()];
    measured_.done(static_cast<std::uint64_t>(took.count()));
  }
  void on_ack(Client&, unsigned, std::string_view) override {
    throw std::runtime_error("an ack that nobody asked for");
  }
  void on_event(Client&, std::string_view) override {}
  void on_lost(Client& client, std::string_view why) override {
    throw std::runtime_error(fmt::format("client {} was lost: {}", client.number(), why));
  }

  Loop& loop_;
  const Settings& settings_;
  Measurement& measured_;
  std::vector<Clock::time_point> began_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::size_t connected_ = 0;
};

}  // namespace

std::string idle(const Settings& settings) {
  Loop loop;
  Measurement connecting(settings.server_process);
  Crowd crowd(loop, settings, connecting);
  const auto before = cost_of(settings.server_process);
  connecting.begin();
  crowd.connect_all();
  connecting.finish();

  const auto never = [] { return false; };
  loop.run_until(never, Clock::now() + kSettle);
  const auto held = cost_of(settings.server_process);
  const auto hold = std::chrono::duration<double>(settings.seconds);
  loop.run_until(never, Clock::now() + std::chrono::duration_cast<Clock::duration>(hold));
  const auto after = cost_of(settings.server_process);
  const auto growth = [&](const ProcessCost& now) {
    return (static_cast<double>(now.rss_bytes) - static_cast<double>(before.rss_bytes)) /
           static_cast<double>(settings.connections);
  };
  return connecting.to_json(
      "idle",
      fmt::format(
          R"(,"connections":{},"bytesEach":{:.0f},"bytesEachAfterHold":{:.0f},"heldSeconds":{},"heldCpuShare":{:.5f})",
          settings.connections, growth(held), growth(after), settings.seconds,
          (after.cpu_seconds - held.cpu_seconds) / std::max(settings.seconds, 1e-3)));
}

}  // namespace load
