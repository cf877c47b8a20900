#pragma once

#include "base/clock.hpp"

#include <algorithm>

namespace base {

/// The classic token bucket: `burst` tokens at most, refilled at `per_second`. Not thread-safe; one owner.
class TokenBucket {
 public:
  TokenBucket(double per_second, double burst, SteadyTime now)
      : per_second_(per_second), burst_(burst), tokens_(burst), updated_(now) {}

  /// Takes one token; false when there is none.
  [[nodiscard]] bool take(SteadyTime now) {
    refill(now);
    if (tokens_ < 1.0) return false;
    tokens_ -= 1.0;
    return true;
  }

 private:
  void refill(SteadyTime now) {
    const std::chrono::duration<double> elapsed = now - updated_;
    if (elapsed.count() <= 0) return;
    tokens_ = std::min(burst_, tokens_ + elapsed.count() * per_second_);
    updated_ = now;
  }

  double per_second_;
  double burst_;
  double tokens_;
  SteadyTime updated_;
};

}  // namespace base
