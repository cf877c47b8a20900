#pragma once

#include "http/server.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>

namespace http {

/// Counts what is open and lets one wait until nothing is. Thread-safe. Leases may outlive whoever gave them.
class OpenCount : public std::enable_shared_from_this<OpenCount> {
 public:
  /// The count goes down when the last copy of the result is gone. Null when there are `limit` already.
  [[nodiscard]] std::shared_ptr<void> acquire(std::size_t limit);
  [[nodiscard]] std::size_t value() const;
  /// Until nothing is open or `longest` is over.
  void wait_until_none(std::chrono::milliseconds longest);

 private:
  class Lease;
  mutable std::mutex mutex_;
  std::condition_variable none_;
  std::size_t value_ = 0;  // Protected by mutex_.
};

/// What every connection of one server refers to. Constant but for `draining`; outlives the server while completions
/// of its connections are still on their way. `handler` is not called any more once a connection is closed.
struct Shared {
  Shared(ServerOptions server_options, Handler& server_handler);

  const ServerOptions options;
  Handler& handler;
  /// Set once: every answer from now on says `Connection: close`.
  std::atomic<bool> draining{false};
  const std::shared_ptr<OpenCount> open = std::make_shared<OpenCount>();
  /// Connections past the limit, while they are told so.
  const std::shared_ptr<OpenCount> refused = std::make_shared<OpenCount>();

  [[nodiscard]] Response error(unsigned status, std::string_view reason) const;
  /// To be called in a catch block.
  void report_exception() const;
};

}  // namespace http
