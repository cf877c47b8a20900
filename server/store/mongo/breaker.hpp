#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"

#include <optional>

namespace callroom::store::mongo {

/// After an operation that found no answer, the next ones are refused at once instead of waiting out the same time-outs:
/// a database that is gone must not hold all workers. After `pause` one operation, and one at a time, is let through to
/// see whether it is back. Thread-safe.
class Breaker {
 public:
  /// `longest`: no operation takes longer; one that never said how it ended is not waited for after that.
  Breaker(const base::Clock& clock, base::Millis pause, base::Millis longest)
      : clock_(clock), pause_(pause), longest_(longest) {}

  /// May an operation be tried?
  [[nodiscard]] bool admits() {
    auto next = next_.lock();
    if (!*next) return true;
    const auto now = clock_.steady_now();
    if (now < **next) return false;
    *next = now + longest_;
    return true;
  }
  void answered() { next_.lock()->reset(); }
  void silent() { *next_.lock() = clock_.steady_now() + pause_; }

 private:
  const base::Clock& clock_;
  const base::Millis pause_;
  const base::Millis longest_;
  base::Guarded<std::optional<base::SteadyTime>> next_;  // set: the database is away
};

}  // namespace callroom::store::mongo
