#include "loop/pace.hpp"

namespace engineio::loop {
namespace {

// Rounds after which it is judged anew.
constexpr std::size_t kWindow = 32;
// Sockets that are to share a wake-up on the average.
constexpr std::size_t kWorth = 3;
// Rounds to a piece of work from elsewhere, at least.
constexpr std::size_t kRoundsToPosted = 8;
// A rest that is shorter costs more than it saves.
constexpr std::chrono::microseconds kShortest{20};
// Until resting is tried again where it did not pay: one window's rounds in so long a time are below one in a hundred.
constexpr std::chrono::seconds kDoubt{1};

}  // namespace

Pace::Duration Pace::after(const Round& round) noexcept {
  ready_ += round.ready;
  posted_ += round.posted;
  if (++rounds_ == kWindow) judge(round.ended);
  if (!resting_ || round.ready == 0) return {};  // Nobody came during the rest: whoever comes next does not wait.
  const Duration rest = kBetween - (round.ended - round.began);
  return rest < kShortest ? Duration{} : rest;
}

void Pace::judge(Time now) noexcept {
  const bool alone = kRoundsToPosted * posted_ <= rounds_;
  if (resting_) {
    resting_ = alone && ready_ >= kWorth * rounds_;
    if (!resting_) not_before_ = now + kDoubt;
  } else if (alone && now >= not_before_) {
    const auto in_one = static_cast<Duration::rep>(ready_) * Duration{kBetween};
    resting_ = in_one >= static_cast<Duration::rep>(kWorth) * (now - window_began_);
  }
  begin_window(now);
}

void Pace::begin_window(Time now) noexcept {
  window_began_ = now;
  rounds_ = 0;
  ready_ = 0;
  posted_ = 0;
}

}  // namespace engineio::loop
