#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace load {

using Clock = std::chrono::steady_clock;

/// Whoever has a descriptor in the loop.
class Pollable {
 public:
  virtual ~Pollable() = default;
  /// `events` as of epoll_wait(2). May close its own descriptor, and others'.
  virtual void on_ready(std::uint32_t events) = 0;
  /// Once after a poll round in which defer() was called for it.
  virtual void on_round_end() {}
};

/// One thread's epoll(7). Descriptors are watched level-triggered.
class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void watch(int descriptor, std::uint32_t events, Pollable& owner);
  void change(int descriptor, std::uint32_t events, Pollable& owner);
  /// Before the descriptor is closed: what was reported of `owner` in this round is forgotten with it.
  void forget(int descriptor, Pollable& owner) noexcept;
  /// Asks for `who`'s on_round_end(), once a round.
  void defer(Pollable& who);

  /// One round: waits at most until `latest`, tells those that are ready, then those that asked for the round's end.
  void run_once(Clock::time_point latest);
  /// One round for those that are ready now.
  void poll_once() { run_once({}); }
  /// Rounds until `done()` or `latest`; true if done.
  bool run_until(const std::function<bool()>& done, Clock::time_point latest);

  /// Where whoever reads may read to, one at a time: connections keep nothing but what is left of a cut frame.
  [[nodiscard]] std::span<char> scratch() noexcept { return scratch_; }

 private:
  int epoll_;
  std::vector<char> scratch_;
  std::vector<Pollable*> deferred_;
  std::vector<Pollable*> ready_;
};

}  // namespace load
