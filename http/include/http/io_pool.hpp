#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

namespace http {

/// One io_context per thread: whatever is made on one of them lives and dies on its thread and needs no locks.
class IoPool {
 public:
  /// Starts `threads` threads (at least one).
  explicit IoPool(std::size_t threads);
  /// Stops and joins.
  ~IoPool();
  IoPool(const IoPool&) = delete;
  IoPool& operator=(const IoPool&) = delete;

  [[nodiscard]] std::size_t size() const noexcept { return loops_.size(); }
  [[nodiscard]] boost::asio::io_context& at(std::size_t index) { return loops_[index]->context; }
  /// Round robin. Thread-safe.
  [[nodiscard]] boost::asio::io_context& next();
  /// Lets every thread finish what is queued, then joins them. Idempotent.
  void stop();

 private:
  struct Loop {
    boost::asio::io_context context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{context.get_executor()};
    std::thread thread;
  };
  std::vector<std::unique_ptr<Loop>> loops_;
  std::atomic<std::size_t> next_{0};
};

}  // namespace http
