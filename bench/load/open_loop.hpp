#pragma once

#include "load/rooms.hpp"

#include <cstdint>
#include <functional>
#include <utility>

namespace load {

[[nodiscard]] Clock::duration seconds_of(double seconds);
[[nodiscard]] std::uint64_t nanoseconds(Clock::duration time);

/// Messages through rooms on a schedule that begins with the object, whatever came of the ones before: round after
/// round through the rooms, each time from the other one of the two. Times are nanoseconds from the schedule's begin.
class OpenLoop {
 public:
  /// `scheduled`: when the message was to leave; `took`: from then until it arrived.
  using OnArrival = std::function<void(std::uint64_t scheduled, std::uint64_t took)>;

  /// Uses the first `used` rooms; what arrives in others is not looked at. Takes rooms.on_relayed() for itself.
  OpenLoop(Loop& loop, Rooms& rooms, std::size_t used, double rate, OnArrival arrived);

  /// Called once in each poll round.
  void meanwhile(std::function<void()> callback) { meanwhile_ = std::move(callback); }
  /// Sends what is due before `end`, and returns then.
  void run_until(std::uint64_t end);
  /// Waits a while for what is on its way; how many never arrived.
  [[nodiscard]] std::uint64_t drain();

  [[nodiscard]] std::uint64_t now() const { return nanoseconds(Clock::now() - start_); }
  [[nodiscard]] std::uint64_t sent() const noexcept { return sent_; }
  /// By how much the load itself was late at most since this was last asked: a load that cannot keep its own schedule
  /// measures itself.
  [[nodiscard]] std::uint64_t take_latest_lag() noexcept { return std::exchange(latest_lag_, 0); }

 private:
  [[nodiscard]] std::uint64_t due(std::uint64_t number) const noexcept {
    return static_cast<std::uint64_t>(static_cast<double>(number) * 1e9 / rate_);
  }
  void send_what_is_due(std::uint64_t before);

  Loop& loop_;
  Rooms& rooms_;
  std::size_t used_;
  double rate_;
  OnArrival arrived_;
  std::function<void()> meanwhile_;
  Clock::time_point start_ = Clock::now();
  std::uint64_t sent_ = 0;
  std::uint64_t received_ = 0;
  std::uint64_t latest_lag_ = 0;
};

}  // namespace load
