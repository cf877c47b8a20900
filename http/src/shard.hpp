#pragma once

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

  /// Wraps the socket as the options say and starts to serve it; past the limit it is refused.
  void add(boost::asio::ip::tcp::socket socket);
  void drain();
  void close_all();

 private:
  [[nodiscard]] std::shared_ptr<Connection> make(boost::asio::ip::tcp::socket socket, std::shared_ptr<void> lease);

  boost::asio::io_context& context_;
  const std::shared_ptr<const Shared> shared_;
  std::unordered_set<std::shared_ptr<Connection>> connections_;
};

}  // namespace http
