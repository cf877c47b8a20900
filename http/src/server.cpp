#include "http/server.hpp"

#include "shard.hpp"

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>
#include <vector>

namespace http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// Out of descriptors or memory: accepting again at once would only spin.
constexpr std::chrono::milliseconds kAcceptPause{100};

/// Runs `task` on the context's thread and waits for it; on this thread if the pool has been stopped.
template <class Task>
void run_on(asio::io_context& context, Task task) {
  if (context.stopped()) return task();
  std::packaged_task<void()> packaged{std::move(task)};
  auto done = packaged.get_future();
  asio::post(context, std::move(packaged));
  done.get();
}

tcp::acceptor bound(asio::io_context& context, const ServerOptions& options) {
  const tcp::endpoint endpoint{asio::ip::make_address(options.address), options.port};
  tcp::acceptor acceptor{context, endpoint.protocol()};
  // A restart must not wait for the last run's connections to leave TIME_WAIT.
  acceptor.set_option(tcp::acceptor::reuse_address{true});
  if (endpoint.protocol() == tcp::v6()) acceptor.set_option(asio::ip::v6_only{false});
  acceptor.bind(endpoint);
  acceptor.listen();
  return acceptor;
}

/// The failure in words for whoever started the server: what it wanted to listen on, and not the library's source line
/// (which the code's location would put there).
tcp::acceptor listen(asio::io_context& context, const ServerOptions& options) {
  try {
    return bound(context, options);
  } catch (const boost::system::system_error& error) {
    const boost::system::error_code plain{error.code().value(), error.code().category()};
    throw boost::system::system_error{plain,
                                      "cannot listen on " + options.address + ", port " + std::to_string(options.port)};
  }
}

}  // namespace

class Server::Impl : public std::enable_shared_from_this<Server::Impl> {
 public:
  Impl(ServerOptions options, Handler& handler, IoPool& pool)
      : shared_(std::make_shared<Shared>(std::move(options), handler)),
        context_(pool.next()),
        acceptor_(listen(context_, shared_->options)),
        port_(acceptor_.local_endpoint().port()),
        retry_(context_) {
    for (std::size_t i = 0; i < pool.size(); ++i) shards_.push_back(std::make_shared<Shard>(pool.at(i), shared_));
  }

  void start() {
    asio::post(context_, [self = shared_from_this()] { self->accept(); });
  }

  void begin_drain() { shared_->draining = true; }

  void stop(std::chrono::milliseconds drain) {
    begin_drain();
    if (std::exchange(stopped_, true)) return;
    run_on(context_, [this] {
      error_code ignored;  // Closed either way.
      acceptor_.close(ignored);
      retry_.cancel();
    });
    // Behind this, no shard gets another socket: accept() had posted the last one before it was stopped.
    for (const auto& shard : shards_) run_on(shard->context(), [&shard] { shard->drain(); });
    shared_->open->wait_until_none(drain);
    for (const auto& shard : shards_) run_on(shard->context(), [&shard] { shard->close_all(); });
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::size_t connections() const { return shared_->open->value(); }
  [[nodiscard]] std::chrono::milliseconds default_drain() const { return shared_->options.drain; }

 private:
  void accept() {
    if (!acceptor_.is_open()) return;
    auto& shard = shards_[next_shard_++ % shards_.size()];
    acceptor_.async_accept(shard->context(),
                           [self = shared_from_this(), shard](const error_code& error, tcp::socket socket) {
                             self->on_accept(error, shard, std::move(socket));
                           });
  }

  void on_accept(const error_code& error, const std::shared_ptr<Shard>& shard, tcp::socket socket) {
    if (!acceptor_.is_open()) return;
    if (!error) {
      asio::post(shard->context(), [shard, socket = std::move(socket)]() mutable { shard->add(std::move(socket)); });
      return accept();
    }
    if (error == asio::error::connection_aborted) return accept();  // That peer's affair.
    retry_.expires_after(kAcceptPause);
    retry_.async_wait([self = shared_from_this()](const error_code& cancelled) {
      if (!cancelled) self->accept();
    });
  }

  // Constant after construction.
  const std::shared_ptr<Shared> shared_;
  std::vector<std::shared_ptr<Shard>> shards_;
  asio::io_context& context_;
  // On context_'s thread.
  tcp::acceptor acceptor_;
  const std::uint16_t port_;
  asio::steady_timer retry_;
  std::size_t next_shard_ = 0;
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
