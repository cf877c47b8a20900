#include "rest/rate_limiter.hpp"

#include <algorithm>
#include <chrono>

namespace callroom::rest {

RateLimiter::RateLimiter(RateLimit limit, std::size_t max_keys, const base::Clock& clock)
    : limit_(limit), max_keys_(std::max<std::size_t>(max_keys, 1)), clock_(clock) {}

void RateLimiter::drop_oldest(Windows& windows) {
  windows.by_key.erase(windows.order.front());
  windows.order.pop_front();
}

void RateLimiter::drop_ended(Windows& windows, base::SteadyTime now) const {
  while (!windows.order.empty() && windows.by_key.at(windows.order.front()).began + limit_.window <= now) {
    drop_oldest(windows);
  }
}

LimitState RateLimiter::state(const Window& window, Verdict verdict, base::SteadyTime now) const {
  const auto left = std::chrono::ceil<base::Millis>(window.began + limit_.window - now);
  return {.verdict = verdict,
          .limit = limit_.requests,
          .remaining = limit_.requests - window.used,
          .resets_at = clock_.now() + left,
          .retry_after = left};
}

LimitState RateLimiter::take(const std::string& key) {
  const auto now = clock_.steady_now();
  auto windows = windows_.lock();
  drop_ended(*windows, now);
  auto found = windows->by_key.find(key);
  if (found == windows->by_key.end()) {
    if (windows->by_key.size() >= max_keys_) drop_oldest(*windows);
    found = windows->by_key.emplace(key, Window{.began = now}).first;
    windows->order.push_back(key);
  }
  Window& window = found->second;
  if (window.used >= limit_.requests) return state(window, Verdict::kRefused, now);
  ++window.used;
  return state(window, Verdict::kAllowed, now);
}

LimitState RateLimiter::peek(const std::string& key) {
  const auto now = clock_.steady_now();
  auto windows = windows_.lock();
  drop_ended(*windows, now);
  const auto found = windows->by_key.find(key);
  return state(found == windows->by_key.end() ? Window{.began = now} : found->second, Verdict::kAllowed, now);
}

std::size_t RateLimiter::keys() { return windows_.lock()->by_key.size(); }

}  // namespace callroom::rest
