#include "http/server.hpp"

#include "listener.hpp"
#include "shard.hpp"

#include <boost/asio/post.hpp>
#include <functional>
#include <future>
#include <vector>

namespace http {
namespace {

namespace asio = boost::asio;

/// Runs `task` on the context's thread and waits for it; on this thread if the pool has been stopped.
template <class Task>
void run_on(asio::io_context& context, Task task) {
  if (context.stopped()) return task();
  std::packaged_task<void()> packaged{std::move(task)};
  auto done = packaged.get_future();
  asio::post(context, std::move(packaged));
  done.get();
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerOptions options, Handler& handler, IoPool& pool)
      : shared_(std::make_shared<Shared>(std::move(options), handler)) {
    std::vector<std::reference_wrapper<asio::io_context>> contexts;
    for (std::size_t i = 0; i < pool.size(); ++i) contexts.emplace_back(pool.at(i));
    auto acceptors = listen_on(shared_->options, contexts);
    port_ = acceptors.front().local_endpoint().port();
    for (std::size_t i = 0; i < pool.size(); ++i) {
      auto shard = std::make_shared<Shard>(pool.at(i), shared_);
      auto listener = std::make_shared<Listener>(std::move(acceptors[i]),
                                                 [shard](Accepted accepted) { shard->add(std::move(accepted)); });
      loops_.push_back({std::move(shard), std::move(listener)});
    }
  }

  void start() {
    for (const auto& loop : loops_) {
      asio::post(loop.shard->context(), [listener = loop.listener] { listener->start(); });
    }
  }

  void begin_drain() { shared_->draining = true; }

  void stop(std::chrono::milliseconds drain) {
    begin_drain();
    if (std::exchange(stopped_, true)) return;
    for (const auto& loop : loops_) {
      run_on(loop.shard->context(), [&loop] {
        loop.listener->close();
        loop.shard->drain();
      });
    }
    shared_->open->wait_until_none(drain);
    for (const auto& loop : loops_) run_on(loop.shard->context(), [&loop] { loop.shard->close_all(); });
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::size_t connections() const { return shared_->open->value(); }
  [[nodiscard]] std::chrono::milliseconds default_drain() const { return shared_->options.drain; }

 private:
  /// What the server has on one loop of the pool.
  struct Loop {
    std::shared_ptr<Shard> shard;
    std::shared_ptr<Listener> listener;
  };

  // Constant after construction.
  const std::shared_ptr<Shared> shared_;
  std::vector<Loop> loops_;
  std::uint16_t port_ = 0;
  // Of whoever owns the server.
  bool stopped_ = false;
};

Server::Server(ServerOptions options, Handler& handler, IoPool& pool)
    : impl_(std::make_shared<Impl>(std::move(options), handler, pool)) {}

Server::~Server() { impl_->stop(impl_->default_drain()); }

void Server::start() { impl_->start(); }
void Server::begin_drain() { impl_->begin_drain(); }
void Server::stop(std::chrono::milliseconds drain) { impl_->stop(drain); }
std::uint16_t Server::port() const { return impl_->port(); }
std::size_t Server::connections() const { return impl_->connections(); }

}  // namespace http
