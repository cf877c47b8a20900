#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace callroom::app {

/// The threads on which use cases may block (store, password hashing), so that no I/O thread ever does. A fixed number
/// of threads and one bounded queue in front of them: when it is full, submit() says so and the caller answers "try
/// again later" — work is refused at the door, it never piles up in memory.
///
/// The thread that went to sleep last is woken first: with little to do a few threads do all of it, their stacks, caches
/// and memory arenas warm, however many there are for the moments in which all wait for the disk. Only one is on its way
/// at a time; it calls the next one if it finds more than it can take. So what comes in one go on a busy core is done in
/// one go by one thread, unless that one blocks.
///
/// Knows nothing of Asio: a task that has an answer for an I/O thread posts it there itself.
class Workers {
 public:
  using Task = std::function<void()>;
  /// Told when a task lets an exception out, on the worker's thread; the worker lives on. May not throw.
  using OnEscape = std::function<void(std::exception_ptr)>;

  /// `threads` and `queue_capacity` (tasks waiting, running ones not counted) are at least 1.
  Workers(std::size_t threads, std::size_t queue_capacity, OnEscape on_escape);
  /// stop().
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Queues `task`; false, and the task is dropped, when the queue is full or stop() was called. Any thread, never
  /// blocks for long.
  [[nodiscard]] bool submit(Task task);
  /// Takes no more, runs what is queued, joins the threads. Call it before anything the tasks use is destroyed.
  /// Idempotent; never from a worker.
  void stop();
  /// Tasks waiting now.
  [[nodiscard]] std::size_t waiting() const;
  /// Threads that have nothing to do now.
  [[nodiscard]] std::size_t idle() const;

 private:
  struct Sleeper {
    std::condition_variable wake;
    bool called = false;  ///< Guarded by mutex_.
  };
  void run(Sleeper& self);
  /// With mutex_ held: whom to wake, or null: nobody sleeps, or somebody is coming who will see to the rest.
  [[nodiscard]] Sleeper* call_one();
  /// nullopt: stopping, and everything queued has run.
  [[nodiscard]] std::optional<Task> next(Sleeper& self);

  const std::size_t capacity_;
  const OnEscape on_escape_;

  mutable std::mutex mutex_;
  std::deque<Task> queue_;          // guarded by mutex_
  std::vector<Sleeper*> sleeping_;  // guarded by mutex_; who fell asleep last is the last
  bool one_is_coming_ = false;      // guarded by mutex_; called, and not awake yet
  bool stopping_ = false;           // guarded by mutex_

  std::mutex join_mutex_;  // so that two stop() calls do not join one thread twice
  std::vector<std::unique_ptr<Sleeper>> sleepers_;  // one for each thread; constant once they run
  std::vector<std::thread> threads_;
};

}  // namespace callroom::app
