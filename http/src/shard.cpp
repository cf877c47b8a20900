#include "shard.hpp"

#include "connection.hpp"

#include <vector>

namespace http {
namespace {

// So many may be told 503 at the same time; a flood beyond that is closed without a word, as it would itself be a load.
constexpr std::size_t kMaxRefused = 64;

}  // namespace

Shard::Shard(boost::asio::io_context& context, std::shared_ptr<const Shared> shared)
    : context_(context), shared_(std::move(shared)) {}

void Shard::add(boost::asio::ip::tcp::socket socket) {
  if (shared_->draining) return;
  if (auto lease = shared_->open->acquire(shared_->options.max_connections)) {
    make(std::move(socket), std::move(lease))->start();
    return;
  }
  if (shared_->options.tls) return;
  if (auto lease = shared_->refused->acquire(kMaxRefused)) {
    make(std::move(socket), std::move(lease))->start_refused(503, "too many connections");
  }
}

std::shared_ptr<Connection> Shard::make(boost::asio::ip::tcp::socket socket, std::shared_ptr<void> lease) {
  Channel::Stream stream = shared_->options.tls
                               ? Channel::Stream{std::make_unique<TlsStream>(std::move(socket), *shared_->options.tls)}
                               : Channel::Stream{std::move(socket)};
  // Holding the shard is right: a connection may outlive the server by the completions that are still on their way.
  auto connection = std::make_shared<Connection>(
      shared_, std::move(stream), std::move(lease),
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
