#pragma once

#include "app/ports/store.hpp"
#include "app/workers.hpp"
#include "base/clock.hpp"
#include "base/guarded.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace callroom::ops {

/// Why a server should get no traffic now. No internals: the ops listener may be read by anyone.
enum class NotReady : std::uint8_t {
  kShuttingDown,
  kStoreUnavailable,
  kStoreSilent,  ///< No answer within the time bound.
  kBusy,         ///< The workers' queue is full.
};
[[nodiscard]] std::string_view to_string(NotReady reason) noexcept;  ///< "shutting down", "store unavailable", …

/// Empty: ready.
using Reasons = std::vector<NotReady>;

/// Asks the store on a worker, at most once per `max_age`: a probe in a tight loop costs the store nothing. One check
/// runs at a time; whoever asks meanwhile gets its result. Thread-safe.
class Readiness {
 public:
  using Callback = std::function<void(Reasons)>;

  /// A result is good for one second: shorter than any orchestrator's probe interval.
  static constexpr base::Millis kMaxAge = base::Seconds{1};

  /// All outlive the object, and `workers` are stopped before it is destroyed.
  Readiness(app::Store& store, app::Workers& workers, const base::Clock& clock)
      : store_(store), workers_(workers), clock_(clock) {}

  /// From now on not ready: first step of a shutdown, so that the traffic goes elsewhere.
  void shut_down() noexcept { shutting_down_ = true; }

  /// Calls back exactly once with the result: at once if it is known, else on the worker that finds it. A store that
  /// never answers means no call back; who asks sets the time bound.
  void ask(Callback callback);

 private:
  struct State {
    std::optional<Reasons> result;
    base::SteadyTime known_since;
    std::vector<Callback> waiting;  // not empty: a check runs
  };

  void check();

  app::Store& store_;
  app::Workers& workers_;
  const base::Clock& clock_;
  std::atomic<bool> shutting_down_{false};
  base::Guarded<State> state_;
};

}  // namespace callroom::ops
