#include "app/workers.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace callroom::app {

Workers::Workers(std::size_t threads, std::size_t queue_capacity, OnEscape on_escape)
    : capacity_(std::max<std::size_t>(queue_capacity, 1)), on_escape_(std::move(on_escape)) {
  const std::size_t count = std::max<std::size_t>(threads, 1);
  threads_.reserve(count);
  try {
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
  } catch (...) {  // no more threads to be had: those that run must not outlive us
    stop();
    throw;
  }
}

Workers::~Workers() { stop(); }

bool Workers::submit(Task task) {
  {
    const std::lock_guard lock{mutex_};
    if (stopping_ || queue_.size() >= capacity_) return false;
    queue_.push_back(std::move(task));
  }
  wake_.notify_one();
  return true;
}

void Workers::stop() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_all();
  const std::lock_guard joining{join_mutex_};
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

std::size_t Workers::waiting() const {
  const std::lock_guard lock{mutex_};
  return queue_.size();
}

void Workers::run() {
  for (;;) {
    Task task;
    {
      std::unique_lock lock{mutex_};
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;  // stopping, and everything queued has run
      task = std::move(queue_.front());
      queue_.pop_front();
    }
    try {
      task();
    } catch (...) {
      if (on_escape_) on_escape_(std::current_exception());
    }
  }
}

}  // namespace callroom::app
