#include "shard.hpp"

#include "connection.hpp"
#include "first_look.hpp"

#include <sys/socket.h>
#include <cerrno>
#include <string_view>
#include <vector>

namespace http {
namespace {

// So many may be told 503 at the same time; a flood beyond that is closed without a word, as it would itself be a load.
constexpr std::size_t kMaxRefused = 64;

}  // namespace

Shard::Shard(boost::asio::io_context& context, std::shared_ptr<const Shared> shared)
    : context_(context), shared_(std::move(shared)), area_(new char[Connection::kSmallRead]) {}

void Shard::add(Accepted accepted) {
  if (shared_->draining) return;
  if (auto lease = shared_->open->acquire(shared_->options.max_connections)) {
    if (!shared_->options.tls) return serve_plain(std::move(accepted), std::move(lease));
    if (const auto made = make(std::move(accepted), std::move(lease))) made->start({});
    return;
  }
  if (shared_->options.tls) return;
  if (auto lease = shared_->refused->acquire(kMaxRefused)) {
    if (const auto made = make(std::move(accepted), std::move(lease))) made->start_refused(503, "too many connections");
  }
}

void Shard::serve_plain(Accepted accepted, std::shared_ptr<void> lease) {
  const auto got = ::recv(accepted.descriptor.get(), area_.get(), Connection::kSmallRead, MSG_DONTWAIT);
  // Gone already: closed with the descriptor.
  if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return;
  const std::string_view input{area_.get(), got < 0 ? 0 : static_cast<std::size_t>(got)};
  if (handed_over(*shared_, context_.get_executor(), accepted, input, lease)) return;
  if (const auto made = make(std::move(accepted), std::move(lease))) made->start(input);
}

std::shared_ptr<Connection> Shard::make(Accepted accepted, std::shared_ptr<void> lease) {
  boost::asio::ip::tcp::socket socket{context_};
  boost::system::error_code error;
  socket.assign(accepted.protocol, accepted.descriptor.get(), error);
  if (error) return nullptr;  // The reactor has no room for it.
  static_cast<void>(accepted.descriptor.release());
  Channel::Stream stream = shared_->options.tls
                               ? Channel::Stream{std::make_unique<TlsStream>(std::move(socket), *shared_->options.tls)}
                               : Channel::Stream{std::move(socket)};
  // Holding the shard is right: a connection may outlive the server by the completions that are still on their way.
  auto connection = std::make_shared<Connection>(
      shared_, std::move(stream), std::move(accepted.remote_address), std::move(lease),
      [shard = shared_from_this()](const std::shared_ptr<Connection>& closed) { shard->connections_.erase(closed); });
  connections_.insert(connection);
  return connection;
}

void Shard::drain() {
  // Copies: closing takes a connection out of the set.
  const std::vector<std::shared_ptr<Connection>> all(connections_.begin(), connections_.end());
  for (const auto& connection : all) connection->drain();
}

void Shard::close_all() {
  const std::vector<std::shared_ptr<Connection>> all(connections_.begin(), connections_.end());
  for (const auto& connection : all) connection->close();
}

}  // namespace http
