#include "load/measurement.hpp"
#include "load/open_loop.hpp"
#include "load/side_by_side.hpp"
#include "load/workloads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace load {
namespace {

/// Seconds with and without the flood take turns, so that both meet the same machine.
constexpr std::uint64_t kTurn = 1'000'000'000;
/// The begin of each turn counts for neither: the one before is still in the sockets' buffers.
constexpr std::uint64_t kSettle = 200'000'000;
/// Candidates in one send at most: a flooder that gathers is cheap for the load, which must keep its schedule beside it.
constexpr std::size_t kAtOnce = 64;

/// One client that sends candidates at a rate, and never more than its socket takes.
class Flooder {
 public:
  Flooder(Client& client, const std::string& to, const std::string& room, double rate) : client_(client), rate_(rate) {
    Message message(Message::Kind::kCandidate, to, room, client.framing());
    const auto frame = message.with(0);
    frame_bytes_ = frame.size();
    for (std::size_t i = 0; i < kAtOnce; ++i) block_ += frame;
  }

  void start(std::uint64_t now) noexcept { last_ = now; }
  /// What the time since the last call allows; what the socket did not take in time is not made up for.
  void go_on(std::uint64_t now) {
    const auto allowed = static_cast<std::size_t>(static_cast<double>(now - last_) * rate_ / 1e9);
    if (allowed == 0) return;
    last_ = now;
    if (!client_.is_open() || client_.backlog() > 0) return;
    const auto count = std::min(allowed, kAtOnce);
    client_.send_frame(std::string_view(block_).substr(0, count * frame_bytes_));
    sent_ += count;
  }
  [[nodiscard]] std::uint64_t sent() const noexcept { return sent_; }

 private:
  Client& client_;
  double rate_;
  std::string block_;
  std::size_t frame_bytes_ = 0;
  std::uint64_t last_ = 0;
  std::uint64_t sent_ = 0;
};

}  // namespace

std::string flood(const Settings& settings) {
  auto with_flooder = settings;
  ++with_flooder.rooms;
  Loop loop;
  Rooms rooms(loop, with_flooder);
  rooms.open();
  const auto number = 2 * settings.rooms;
  rooms.expect_trouble(number);
  Flooder flooder(rooms.client(number), rooms.sid(number + 1), settings.plan[settings.rooms].room, settings.flood_rate);

  const auto warm = nanoseconds(seconds_of(settings.warmup));
  const auto kind_of = [](std::uint64_t turn) {
    return turn % 2 == 1 ? SideBySide::Kind::kWith : SideBySide::Kind::kWithout;
  };
  Measurement measured(settings.server_process);
  SideBySide latency;
  OpenLoop others(loop, rooms, settings.rooms, settings.rate, [&](std::uint64_t scheduled, std::uint64_t took) {
    if (scheduled < warm || (scheduled - warm) % kTurn < kSettle) return;
    measured.done(took);
    const auto turn = (scheduled - warm) / kTurn;
    latency.record(kind_of(turn), turn, took);
  });
  others.run_until(warm);
  measured.begin();
  std::uint64_t lag_without = 0;
  std::uint64_t lag_with = 0;
  const auto turns = 2 * std::max<std::uint64_t>(1, static_cast<std::uint64_t>(settings.seconds));
  for (std::uint64_t turn = 0; turn < turns; ++turn) {
    const bool floods = kind_of(turn) == SideBySide::Kind::kWith;
    flooder.start(others.now());
    others.meanwhile(floods ? std::function<void()>([&] { flooder.go_on(others.now()); }) : nullptr);
    (void)others.take_latest_lag();
    others.run_until(warm + (turn + 1) * kTurn);
    auto& lag = floods ? lag_with : lag_without;
    lag = std::max(lag, others.take_latest_lag());
  }
  measured.finish();
  if (const auto missing = others.drain(); missing > 0) {
    throw std::runtime_error(fmt::format("{} of {} messages never arrived beside a flood", missing, others.sent()));
  }
  const auto more = fmt::format(
      R"(,"rooms":{},"asked":{},"floodSent":{},"floodRefused":{},"floodLost":{},"sendLagWithout":{:.1f},"sendLagWith":{:.1f})",
      settings.rooms, settings.rate, flooder.sent(), rooms.refusals(number), rooms.is_lost(number),
      static_cast<double>(lag_without) / 1e3, static_cast<double>(lag_with) / 1e3);
  return measured.to_json("flood", latency.to_json() + more);
}

}  // namespace load
