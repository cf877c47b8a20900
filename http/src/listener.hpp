#pragma once

#include "accepted.hpp"
#include "http/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <vector>

namespace http {

/// A listening socket for each of the contexts, all at the same address and port: the kernel deals the connections out
/// (SO_REUSEPORT), and each stays with the thread that accepted it. Throws boost::system::system_error saying what it
/// wanted to listen on, also when another process, or another server of this one, listens there already.
[[nodiscard]] std::vector<boost::asio::ip::tcp::acceptor> listen_on(
    const ServerOptions& options, const std::vector<std::reference_wrapper<boost::asio::io_context>>& contexts);

/// Accepts at one of them. Everything but the constructor runs on the acceptor's loop.
class Listener : public std::enable_shared_from_this<Listener> {
 public:
  using Take = std::function<void(Accepted)>;
  Listener(boost::asio::ip::tcp::acceptor acceptor, Take take);

  void start();
  /// Nothing is accepted any more.
  void close();

 private:
  void wait();
  void accept_some();

  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer retry_;
  const Take take_;
};

}  // namespace http
