#include "listener.hpp"

#include <boost/asio/ip/v6_only.hpp>
#include <cerrno>
#include <chrono>
#include <string>

namespace http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

// Out of descriptors or memory: accepting again at once would only spin.
constexpr std::chrono::milliseconds kAcceptPause{100};
// Connections in one go: the sockets that are open already wait for so many at most.
constexpr int kAcceptsPerRound = 16;

bool is_out_of_something(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

enum class Sharing { kNo, kYes };

tcp::acceptor bound(asio::io_context& context, const tcp::endpoint& endpoint, Sharing sharing) {
  tcp::acceptor acceptor{context, endpoint.protocol()};
  // A restart must not wait for the last run's connections to leave TIME_WAIT.
  acceptor.set_option(tcp::acceptor::reuse_address{true});
  if (endpoint.protocol() == tcp::v6()) acceptor.set_option(asio::ip::v6_only{false});
  if (sharing == Sharing::kYes) acceptor.set_option(ReusePort{true});
  // What is accepted inherits it, and needs no system call of its own.
  acceptor.set_option(tcp::no_delay{true});
  acceptor.bind(endpoint);
  acceptor.native_non_blocking(true);
  return acceptor;
}

std::vector<tcp::acceptor> bound_all(const tcp::endpoint& endpoint,
                                     const std::vector<std::reference_wrapper<asio::io_context>>& contexts) {
  std::vector<tcp::acceptor> acceptors;
  // The first does not share, so that an address in use is told. Only when it is ours others may join, which must be our
  // user's, and ask for it (socket(7)).
  acceptors.push_back(bound(contexts.front(), endpoint, Sharing::kNo));
  if (contexts.size() > 1) acceptors.front().set_option(ReusePort{true});
  acceptors.front().listen();
  const tcp::endpoint actual = acceptors.front().local_endpoint();
  for (std::size_t i = 1; i < contexts.size(); ++i) {
    acceptors.push_back(bound(contexts[i], actual, Sharing::kYes));
    acceptors.back().listen();
  }
  return acceptors;
}

}  // namespace

std::vector<tcp::acceptor> listen_on(const ServerOptions& options,
                                     const std::vector<std::reference_wrapper<asio::io_context>>& contexts) {
  try {
    return bound_all({asio::ip::make_address(options.address), options.port}, contexts);
  } catch (const boost::system::system_error& error) {
    // In words for whoever started the server, and not the library's source line (which the code's location would be).
    const error_code plain{error.code().value(), error.code().category()};
    throw boost::system::system_error{plain,
                                      "cannot listen on " + options.address + ", port " + std::to_string(options.port)};
  }
}

Listener::Listener(tcp::acceptor acceptor, Take take)
    : acceptor_(std::move(acceptor)), retry_(acceptor_.get_executor()), take_(std::move(take)) {}

void Listener::start() { wait(); }

void Listener::close() {
  error_code ignored;  // Closed either way.
  acceptor_.close(ignored);
  retry_.cancel();
}

void Listener::wait() {
  if (!acceptor_.is_open()) return;
  acceptor_.async_wait(tcp::acceptor::wait_read, [self = shared_from_this()](const error_code& error) {
    if (!error) self->accept_some();
  });
}

void Listener::accept_some() {
  for (int i = 0; i < kAcceptsPerRound && acceptor_.is_open(); ++i) {
    int error = 0;
    Accepted accepted = accept_from(acceptor_.native_handle(), error);
    if (accepted.descriptor.get() >= 0) {
      take_(std::move(accepted));
    } else if (error == EAGAIN) {
      break;
    } else if (is_out_of_something(error)) {
      retry_.expires_after(kAcceptPause);
      retry_.async_wait([self = shared_from_this()](const error_code& cancelled) {
        if (!cancelled) self->wait();
      });
      return;
    }
    // Any other error is that peer's affair (accept(2): one that gave up, or that a firewall forbids).
  }
  wait();
}

}  // namespace http
