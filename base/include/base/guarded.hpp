#pragma once

#include <mutex>
#include <utility>

namespace base {

/// A value and the mutex that protects it, in one type: the value cannot be reached without holding the lock.
/// Use: `auto sessions = sessions_.lock(); sessions->erase(id);`
template <class T>
class Guarded {
 public:
  class Locked {
   public:
    T* operator->() noexcept { return value_; }
    T& operator*() noexcept { return *value_; }
    /// For std::condition_variable only.
    std::unique_lock<std::mutex>& native() noexcept { return lock_; }

   private:
    friend class Guarded;
    Locked(std::mutex& mutex, T& value) : lock_(mutex), value_(&value) {}
    std::unique_lock<std::mutex> lock_;
    T* value_;
  };

  Guarded() = default;
  explicit Guarded(T value) : value_(std::move(value)) {}

  /// Blocks until the lock is free. Hold the result for as short a time as possible, and never across I/O.
  [[nodiscard]] Locked lock() { return Locked{mutex_, value_}; }

 private:
  std::mutex mutex_;
  T value_;
};

}  // namespace base
