#include "ops/readiness.hpp"

#include <utility>

namespace callroom::ops {

std::string_view to_string(NotReady reason) noexcept {
  switch (reason) {
    case NotReady::kShuttingDown:
      return "shutting down";
    case NotReady::kStoreUnavailable:
      return "store unavailable";
    case NotReady::kStoreSilent:
      return "store does not answer";
    case NotReady::kBusy:
      return "busy";
  }
  return "unknown";
}

void Readiness::ask(Callback callback) {
  if (shutting_down_) return callback({NotReady::kShuttingDown});
  {
    auto state = state_.lock();
    if (state->result && clock_.steady_now() - state->known_since <= kMaxAge) {
      auto known = *state->result;
      state.native().unlock();
      return callback(std::move(known));
    }
    // A store that hangs holds one worker and at most this many probes, however long it hangs.
    constexpr std::size_t kMostWaiting = 64;
    if (state->waiting.size() >= kMostWaiting) {
      state.native().unlock();
      return callback({NotReady::kStoreSilent});
    }
    state->waiting.push_back(std::move(callback));
    if (state->waiting.size() > 1) return;  // a check runs
  }
  if (!workers_.submit([this] { check(); })) {
    std::vector<Callback> waiting;
    std::swap(waiting, state_.lock()->waiting);
    for (const auto& tell : waiting) tell({NotReady::kBusy});
  }
}

void Readiness::check() {
  Reasons reasons;
  try {
    store_.check();
  } catch (...) {  // whatever it is: a probe needs only that it is so, and those who wait need an answer
    reasons.push_back(NotReady::kStoreUnavailable);
  }
  std::vector<Callback> waiting;
  {
    auto state = state_.lock();
    state->result = reasons;
    state->known_since = clock_.steady_now();
    std::swap(waiting, state->waiting);
  }
  for (const auto& tell : waiting) tell(reasons);
}

}  // namespace callroom::ops
