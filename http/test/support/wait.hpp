#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace http::test {

// How long a test waits for something that must happen; only ever spent by a test that fails.
inline constexpr std::chrono::seconds kPatience{10};

/// Carries events from the server's threads to the test, which blocks until one comes.
template <class T>
class Inbox {
 public:
  void put(T value) {
    const std::lock_guard lock{mutex_};
    values_.push_back(std::move(value));
    arrived_.notify_all();
  }

  /// Throws when nothing comes.
  [[nodiscard]] T take() {
    std::unique_lock lock{mutex_};
    if (!arrived_.wait_for(lock, kPatience, [this] { return !values_.empty(); })) {
      throw std::runtime_error{"nothing came within the test's patience"};
    }
    T value = std::move(values_.front());
    values_.pop_front();
    return value;
  }

  [[nodiscard]] std::size_t size() const {
    const std::lock_guard lock{mutex_};
    return values_.size();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<T> values_;
};

}  // namespace http::test
