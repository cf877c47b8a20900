#include "app/workers.hpp"

#include "base/queue_thread.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace callroom::app {

Workers::Workers(std::size_t threads, std::size_t queue_capacity, OnEscape on_escape)
    : capacity_(std::max<std::size_t>(queue_capacity, 1)), on_escape_(std::move(on_escape)) {
  const std::size_t count = std::max<std::size_t>(threads, 1);
  threads_.reserve(count);
  sleeping_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) sleepers_.push_back(std::make_unique<Sleeper>());
  try {
    for (auto& sleeper : sleepers_) threads_.emplace_back([this, &self = *sleeper] { run(self); });
  } catch (...) {  // no more threads to be had: those that run must not outlive us
    stop();
    throw;
  }
}

Workers::~Workers() { stop(); }

bool Workers::submit(Task task) {
  Sleeper* sleeper = nullptr;
  {
    const std::lock_guard lock{mutex_};
    if (stopping_ || queue_.size() >= capacity_) return false;
    queue_.push_back(std::move(task));
    sleeper = call_one();
  }
  if (sleeper != nullptr) sleeper->wake.notify_one();
  return true;
}

Workers::Sleeper* Workers::call_one() {
  if (one_is_coming_ || sleeping_.empty()) return nullptr;
  auto* const sleeper = sleeping_.back();
  sleeping_.pop_back();
  sleeper->called = true;
  one_is_coming_ = true;
  return sleeper;
}

void Workers::stop() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
    for (auto* sleeper : sleeping_) {
      sleeper->called = true;
      sleeper->wake.notify_one();
    }
    sleeping_.clear();
  }
  const std::lock_guard joining{join_mutex_};
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

std::size_t Workers::waiting() const {
  const std::lock_guard lock{mutex_};
  return queue_.size();
}

std::size_t Workers::idle() const {
  const std::lock_guard lock{mutex_};
  return sleeping_.size();
}

std::optional<Workers::Task> Workers::next(Sleeper& self) {
  std::unique_lock lock{mutex_};
  while (queue_.empty()) {
    if (stopping_) return std::nullopt;
    // Whoever calls us has queued a task, but a thread that was awake may have been faster.
    self.called = false;
    sleeping_.push_back(&self);
    self.wake.wait(lock, [&self] { return self.called; });
    one_is_coming_ = false;
  }
  Task task = std::move(queue_.front());
  queue_.pop_front();
  // This one may block, and what is left must not wait for it.
  auto* const sleeper = queue_.empty() ? nullptr : call_one();
  lock.unlock();
  if (sleeper != nullptr) sleeper->wake.notify_one();
  return task;
}

void Workers::run(Sleeper& self) {
  base::become_queue_thread();
  while (auto task = next(self)) {
    try {
      (*task)();
    } catch (...) {
      if (on_escape_) on_escape_(std::current_exception());
    }
  }
}

}  // namespace callroom::app
