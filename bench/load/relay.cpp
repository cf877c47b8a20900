#include "load/measurement.hpp"
#include "load/open_loop.hpp"
#include "load/workloads.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace load {

std::string relay(const Settings& settings) {
  Loop loop;
  Rooms rooms(loop, settings);
  rooms.open();

  const auto warm = nanoseconds(seconds_of(settings.warmup));
  Measurement measured(settings.server_process);
  OpenLoop open_loop(loop, rooms, settings.rooms, settings.rate, [&](std::uint64_t scheduled, std::uint64_t took) {
    if (scheduled >= warm) measured.done(took);
  });
  open_loop.run_until(warm);
  measured.begin();
  (void)open_loop.take_latest_lag();
  open_loop.run_until(warm + nanoseconds(seconds_of(settings.seconds)));
  measured.finish();
  const auto lag = open_loop.take_latest_lag();
  if (const auto missing = open_loop.drain(); missing > 0) {
    throw std::runtime_error(fmt::format("{} of {} messages never arrived", missing, open_loop.sent()));
  }
  return measured.to_json("relay", fmt::format(R"(,"rooms":{},"asked":{},"sendLag":{:.1f})", settings.rooms,
                                               settings.rate, static_cast<double>(lag) / 1e3));
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
