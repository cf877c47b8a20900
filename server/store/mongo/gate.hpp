#pragma once

#include <mutex>
#include <shared_mutex>

namespace callroom::store::mongo {

/// Many may pass together, or one alone. Whoever wants to be alone is next: those who come later wait behind it, so that
/// it is not kept out by an unbroken stream (std::shared_mutex promises no order).
class Gate {
 public:
  [[nodiscard]] std::shared_lock<std::shared_mutex> together() {
    const std::lock_guard turn(turnstile_);
    return std::shared_lock(mutex_);
  }
  [[nodiscard]] std::unique_lock<std::shared_mutex> alone() {
    const std::lock_guard turn(turnstile_);
    return std::unique_lock(mutex_);
  }

 private:
  std::mutex turnstile_;
  std::shared_mutex mutex_;
};

}  // namespace callroom::store::mongo
