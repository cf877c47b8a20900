#pragma once

#include "accepted.hpp"
#include "channel.hpp"
#include "shared.hpp"

#include <boost/asio/io_context.hpp>
#include <memory>
#include <unordered_set>

namespace http {

class Connection;

/// The connections of one server on one loop of the pool. Everything but the constructor runs on that loop's thread.
class Shard : public std::enable_shared_from_this<Shard> {
 public:
  Shard(boost::asio::io_context& context, std::shared_ptr<const Shared> shared);

  [[nodiscard]] boost::asio::io_context& context() const { return context_; }

  /// Starts to serve a connection, over TLS if the options say so; past the limit it is refused.
  void add(Accepted accepted);
  void drain();
  void close_all();

 private:
  void serve_plain(Accepted accepted, std::shared_ptr<void> lease);
  /// Null: the socket cannot be waited for; it is closed.
  [[nodiscard]] std::shared_ptr<Connection> make(Accepted accepted, std::shared_ptr<void> lease);

  boost::asio::io_context& context_;
  const std::shared_ptr<const Shared> shared_;
  std::unordered_set<std::shared_ptr<Connection>> connections_;
  const std::unique_ptr<char[]> area_;  // for the first bytes of a connection, one after the other
};

}  // namespace http
