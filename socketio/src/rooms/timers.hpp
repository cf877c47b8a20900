#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <memory>

namespace socketio::rooms {

/// One timer under way; destroying it cancels. A callback already on its way may still run: callbacks check for
/// themselves whether they are still wanted.
class Timer {
 public:
  virtual ~Timer() = default;
};

/// The only way this library waits, so that tests own the time.
class Timers {
 public:
  virtual ~Timers() = default;
  /// Runs `callback` once on `executor` after `delay`. Any thread.
  [[nodiscard]] virtual std::unique_ptr<Timer> after(const boost::asio::any_io_executor& executor,
                                                     std::chrono::milliseconds delay,
                                                     std::function<void()> callback) = 0;
};

/// asio::steady_timer.
[[nodiscard]] std::unique_ptr<Timers> make_asio_timers();

}  // namespace socketio::rooms
