#pragma once

#include <chrono>
#include <string_view>

namespace callroom::app {

/// Told of what happened, to be counted. Every text is a constant of ours (a route's pattern, an event's name, a code
/// of a closed list), so that what a client sends cannot make new series. Any thread; quick; never throws.
class Meter {
 public:
  virtual ~Meter() = default;

  /// `route` empty: none matched. `code` empty: not refused.
  virtual void request(std::string_view method, std::string_view route, unsigned status, std::string_view code,
                       std::chrono::microseconds took) noexcept = 0;
  /// A Socket.IO CONNECT. `code` empty: admitted.
  virtual void connect(std::string_view code) noexcept = 0;
  /// A command that its handler is about to take.
  virtual void event(std::string_view name) noexcept = 0;
  /// An offer, answer or candidate came; once for each, so it takes no lock.
  virtual void relayed() noexcept = 0;
  virtual void event_refused(std::string_view code) noexcept = 0;
};

}  // namespace callroom::app
