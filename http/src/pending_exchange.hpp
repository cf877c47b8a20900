#pragma once

#include "http/handler.hpp"

#include <atomic>
#include <memory>

namespace http {

class Connection;

/// The Exchange of a connection. Holds the connection weakly: an answer nobody waits for any more must not keep a
/// socket open. Made, aborted and delivered on the executor; answered and destroyed anywhere.
class PendingExchange final : public Exchange, public std::enable_shared_from_this<PendingExchange> {
 public:
  PendingExchange(std::weak_ptr<Connection> connection, boost::asio::any_io_executor executor, Request request);
  /// Dropped without an answer, the request is answered 500.
  ~PendingExchange() override;

  [[nodiscard]] const Request& request() const override { return request_; }
  void respond(Response response) override;
  void on_abort(std::function<void()> callback) override;
  [[nodiscard]] boost::asio::any_io_executor executor() const override { return executor_; }

  /// The peer cannot be answered any more. Runs the callback unless an answer came first.
  void abort();
  /// Whether somebody asked to be told.
  [[nodiscard]] bool has_listener() const { return static_cast<bool>(on_abort_); }

 private:
  void deliver(Response response);

  const std::weak_ptr<Connection> connection_;
  const boost::asio::any_io_executor executor_;
  const Request request_;
  std::atomic<bool> answered_{false};
  std::function<void()> on_abort_;  // On the executor only.
};

}  // namespace http
