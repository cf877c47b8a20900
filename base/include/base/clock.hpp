#pragma once

#include <atomic>
#include <chrono>

namespace base {

using Millis = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;
using Minutes = std::chrono::minutes;

/// A point in wall-clock time, UTC, millisecond precision: what is stored and what people bill on.
using WallTime = std::chrono::time_point<std::chrono::system_clock, Millis>;
/// A point on the monotonic clock: what timeouts and rate limits are measured with.
using SteadyTime = std::chrono::steady_clock::time_point;

/// The only way any layer learns the time, so that tests can own it. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual WallTime now() const = 0;
  [[nodiscard]] virtual SteadyTime steady_now() const = 0;
};

/// The machine's clocks.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] WallTime now() const override {
    return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
  }
  [[nodiscard]] SteadyTime steady_now() const override { return std::chrono::steady_clock::now(); }
};

/// A clock that stands still until a test moves it. Both clocks move together.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(WallTime start = WallTime{Millis{1'700'000'000'000}}) : start_(start) {}

  [[nodiscard]] WallTime now() const override { return start_ + Millis{elapsed_ms_.load()}; }
  [[nodiscard]] SteadyTime steady_now() const override {
    // Not the epoch: code that subtracts a timeout from "now" must not underflow.
    return SteadyTime{std::chrono::hours{1}} + Millis{elapsed_ms_.load()};
  }
  void advance(Millis by) { elapsed_ms_ += by.count(); }

 private:
  WallTime start_;
  std::atomic<long long> elapsed_ms_{0};
};

}  // namespace base
