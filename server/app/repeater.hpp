#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"

#include <condition_variable>
#include <functional>
#include <thread>

namespace callroom::app {

/// Does something small again and again, on a thread of its own: upkeep that nobody waits for.
class Repeater {
 public:
  /// `task` must not throw. `interval`: from the end of one run to the start of the next.
  Repeater(base::Millis interval, std::function<void()> task) : interval_(interval), task_(std::move(task)) {}
  /// Stops.
  ~Repeater();
  Repeater(const Repeater&) = delete;
  Repeater& operator=(const Repeater&) = delete;

  /// The first run comes at once. Once.
  void start();
  /// A run in progress ends, no other one comes; joins. Idempotent; from the thread that owns it.
  void stop();

 private:
  void loop();

  const base::Millis interval_;
  const std::function<void()> task_;
  base::Guarded<bool> stopping_{false};
  std::condition_variable wake_;
  std::thread thread_;
};

}  // namespace callroom::app
