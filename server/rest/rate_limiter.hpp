#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "rest/options.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>

namespace callroom::rest {

enum class Verdict : std::uint8_t { kAllowed, kRefused };

/// What the X-RateLimit-* headers say.
struct LimitState {
  Verdict verdict = Verdict::kAllowed;
  std::uint32_t limit = 0;
  std::uint32_t remaining = 0;
  base::WallTime resets_at;     ///< When the whole budget is back.
  base::Millis retry_after{0};  ///< The same, from now.
};

/// Counts requests per key in windows that begin with the key's first request and last for `RateLimit::window`.
///
/// A fixed window, because its state is one counter per key and its reset is one honest instant: at X-RateLimit-Reset
/// the whole budget is back. The price is known: around that instant up to twice the limit can pass within one
/// window's length. Anchored at the first request, not at the full minute, so that not everybody's budget returns at
/// once.
///
/// Memory is bounded: windows that are over are dropped, and past `max_keys` the oldest running one is, which gives its
/// key a fresh budget early. Who can send from that many addresses had that many budgets anyway, and the other choice,
/// refusing new keys, would let them lock everybody out.
///
/// Thread-safe.
class RateLimiter {
 public:
  /// `clock` outlives the limiter.
  RateLimiter(RateLimit limit, std::size_t max_keys, const base::Clock& clock);

  /// False: configured off; take() and peek() are not to be asked.
  [[nodiscard]] bool active() const noexcept { return limit_.requests > 0; }
  /// Counts one request. A refused one is not counted: the window ends when it ends.
  [[nodiscard]] LimitState take(const std::string& key);
  /// How things stand, counting nothing.
  [[nodiscard]] LimitState peek(const std::string& key);
  [[nodiscard]] std::size_t keys();

 private:
  struct Window {
    base::SteadyTime began;
    std::uint32_t used = 0;
  };
  struct Windows {
    std::unordered_map<std::string, Window> by_key;
    /// Keys by the beginning of their window. All windows are equally long, so this is also the order of their end.
    std::deque<std::string> order;
  };

  static void drop_oldest(Windows& windows);
  void drop_ended(Windows& windows, base::SteadyTime now) const;
  [[nodiscard]] LimitState state(const Window& window, Verdict verdict, base::SteadyTime now) const;

  const RateLimit limit_;
  const std::size_t max_keys_;
  const base::Clock& clock_;
  base::Guarded<Windows> windows_;
};

}  // namespace callroom::rest
