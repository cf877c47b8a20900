#pragma once

#include <chrono>
#include <cstddef>

namespace engineio::loop {

/// How far apart a thread's rounds are to be. A message that comes alone is worth a wake-up of its own. Where messages
/// come thick, that wake-up is most of what each costs: then the thread rests between two rounds, so that a few sockets
/// share one, as a network card does with its interrupts (ADR 23).
///
/// Whether it pays is seen, not guessed: it begins when sockets become ready fast enough, and ends when the rounds after
/// a rest find too few of them, as where peers wait for each other's answers or one of them floods. A thread that other
/// threads have work for does not rest.
///
/// Knows no clock, and nothing of sockets. One thread.
class Pace {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Duration = std::chrono::steady_clock::duration;

  /// From one round's begin to the next one's, at most: what a message may be held back.
  static constexpr std::chrono::microseconds kBetween{200};

  struct Round {
    Time began;
    Time ended;          ///< Its output has left.
    std::size_t ready;   ///< Sockets that it found so.
    std::size_t posted;  ///< Pieces of work that came from elsewhere since the round before.
  };
  /// How long to rest before the next; zero: it comes as soon as a socket becomes ready.
  [[nodiscard]] Duration after(const Round& round) noexcept;

 private:
  void judge(Time now) noexcept;
  void begin_window(Time now) noexcept;

  bool resting_ = false;
  Time window_began_{};
  std::size_t rounds_ = 0;  // of the window
  std::size_t ready_ = 0;   // in them
  std::size_t posted_ = 0;
  Time not_before_{};  // resting did not pay lately
};

}  // namespace engineio::loop
