#include "load/connection.hpp"
#include "load/measurement.hpp"
#include "load/workloads.hpp"

#include <fmt/format.h>

#include <charconv>
#include <functional>
#include <memory>
#include <stdexcept>

namespace load {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kLength = "Content-Length: ";

/// A kept HTTP/1.1 connection that asks again as soon as it was answered. Knows our own server's answers only.
class Asker final : public Connection {
 public:
  using NextRequest = std::function<std::string()>;
  using OnAnswer = std::function<void(std::string_view answer, Clock::time_point asked)>;

  Asker(Loop& loop, NextRequest next, OnAnswer answered)
      : Connection(loop, Output::kAtOnce), next_(std::move(next)), answered_(std::move(answered)) {}

 private:
  void ask() {
    asked_ = Clock::now();
    send(next_());
  }
  void on_open() override { ask(); }
  std::size_t on_bytes(std::span<char> bytes) override {
    const std::string_view text(bytes.data(), bytes.size());
    const auto end = text.find(kHeadEnd);
    if (end == std::string_view::npos) return 0;
    const auto at = text.substr(0, end).find(kLength);
    if (at == std::string_view::npos) throw std::runtime_error("an answer without Content-Length");
    std::size_t length = 0;
    std::from_chars(text.data() + at + kLength.size(), text.data() + end, length);
    const auto whole = end + kHeadEnd.size() + length;
    if (text.size() < whole) return 0;
    answered_(text.substr(0, whole), asked_);
    ask();
    return whole;
  }
  void on_lost(std::string_view why) override { throw std::runtime_error("HTTP: " + std::string(why)); }

  NextRequest next_;
  OnAnswer answered_;
  Clock::time_point asked_;
};

/// `request`: of the n-th one. `accepted`: what an answer must contain.
std::string ask_all(const Settings& settings, const std::string& workload, std::string_view accepted,
                    const std::function<std::string(std::size_t)>& request) {
  Loop loop;
  Measurement measured(settings.server_process);
  std::size_t asked = 0;
  const auto next = [&] { return request(asked++); };
  const auto answered = [&](std::string_view answer, Clock::time_point since) {
    if (!answer.starts_with("HTTP/1.1 200") || answer.find(accepted) == std::string_view::npos) {
      throw std::runtime_error(workload + " was refused: " + std::string(answer.substr(0, 1000)));
    }
    const std::chrono::nanoseconds took = Clock::now() - since;
    measured.done(static_cast<std::uint64_t>(took.count()));
  };
  std::vector<std::unique_ptr<Asker>> askers;
  for (std::size_t i = 0; i < settings.connections; ++i) {
    askers.push_back(std::make_unique<Asker>(loop, next, answered));
    askers.back()->open(settings.server, source_address(i));
  }
  const auto never = [] { return false; };
  const auto run = [&](double seconds) {
    loop.run_until(never,
                   Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds)));
  };
  run(settings.warmup);
  measured.begin();
  run(settings.seconds);
  measured.finish();
  return measured.to_json(workload, fmt::format(R"(,"connections":{})", settings.connections));
}

std::string head(std::string_view method, std::string_view route, const Booking& booking) {
  return fmt::format(
      "{} /api/video-calls/{}/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\nContent-Length: 0\r\n\r\n",
      method, route, booking.session, booking.client_token);
}

}  // namespace

std::string rest_can_join(const Settings& settings) {
  return ask_all(settings, "can-join", R"("canJoin":true)",
                 [&](std::size_t n) { return head("GET", "can-join", settings.plan[n % settings.plan.size()]); });
}

std::string rest_start(const Settings& settings) {
  return ask_all(settings, "start", R"("success":true)",
                 [&](std::size_t n) { return head("POST", "start", settings.plan[n % settings.plan.size()]); });
}

}  // namespace load
