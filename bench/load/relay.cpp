#include "load/measurement.hpp"
#include "load/rooms.hpp"
#include "load/workloads.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace load {
namespace {

/// How long messages that are on their way at the end have to arrive.
constexpr auto kLast = std::chrono::seconds(5);

Clock::duration seconds_of(double seconds) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

std::uint64_t nanoseconds(Clock::duration time) {
  return static_cast<std::uint64_t>(std::chrono::nanoseconds(time).count());
}

}  // namespace

std::string relay(const Settings& settings) {
  Loop loop;
  Rooms rooms(loop, settings);
  rooms.open();

  const auto start = Clock::now();
  const auto warm = nanoseconds(seconds_of(settings.warmup));
  const auto due = [&](std::uint64_t k) {
    return static_cast<std::uint64_t>(static_cast<double>(k) * 1e9 / settings.rate);
  };
  Measurement measured(settings.server_process);
  std::uint64_t received = 0;
  rooms.on_relayed([&](std::size_t, std::string_view packet) {
    const auto scheduled = number_in(packet);
    if (!scheduled) throw std::runtime_error("a message came back without its number");
    ++received;
    if (*scheduled >= warm) measured.done(nanoseconds(Clock::now() - start) - *scheduled);
  });

  std::uint64_t sent = 0;
  std::uint64_t latest_lag = 0;
  const auto send_until = [&](std::uint64_t end) {
    while (due(sent) < end) {
      const auto now = nanoseconds(Clock::now() - start);
      for (; due(sent) <= now && due(sent) < end; ++sent) {
        latest_lag = std::max(latest_lag, now - due(sent));
        // Round after round through the rooms, each time the other one of the two.
        const auto room = sent % settings.rooms;
        rooms.send(2 * room + (sent / settings.rooms) % 2, due(sent));
      }
      loop.run_once(start + std::chrono::nanoseconds(std::min(due(sent), end)));
    }
  };
  send_until(warm);
  measured.begin();
  latest_lag = 0;
  send_until(warm + nanoseconds(seconds_of(settings.seconds)));
  measured.finish();
  if (!loop.run_until([&] { return received == sent; }, Clock::now() + kLast)) {
    throw std::runtime_error(fmt::format("{} of {} messages never arrived", sent - received, sent));
  }
  return measured.to_json("relay", fmt::format(R"(,"rooms":{},"asked":{},"sendLag":{:.1f})", settings.rooms,
                                               settings.rate, static_cast<double>(latest_lag) / 1e3));
}

std::string saturate(const Settings& settings) {
  Loop loop;
  Rooms rooms(loop, settings);
  rooms.open();

  const auto start = Clock::now();
  Measurement measured(settings.server_process);
  rooms.on_relayed([&](std::size_t receiver, std::string_view packet) {
    const auto sent_at = number_in(packet);
    if (!sent_at) throw std::runtime_error("a message came back without its number");
    const auto now = nanoseconds(Clock::now() - start);
    measured.done(now - *sent_at);
    rooms.send(receiver, now);
  });
  for (std::size_t i = 0; i < rooms.clients(); i += 2) {
    for (unsigned k = 0; k < settings.window; ++k) rooms.send(i + k % 2, nanoseconds(Clock::now() - start));
  }
  const auto never = [] { return false; };
  loop.run_until(never, start + seconds_of(settings.warmup));
  measured.begin();
  loop.run_until(never, Clock::now() + seconds_of(settings.seconds));
  measured.finish();
  const bool gathered = settings.output == Output::kGathered;
  return measured.to_json(gathered ? "burst" : "saturate",
                          fmt::format(R"(,"rooms":{},"window":{})", settings.rooms, settings.window));
}

}  // namespace load
