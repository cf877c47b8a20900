#include "limit/relay.hpp"

#include "limit/peer.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace limit_relay {
namespace {

constexpr int kBacklog = 4096;

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

std::string sid_of(std::uint64_t number) {
  auto digits = std::to_string(number);
  return "s" + std::string(16 - digits.size(), '0') + digits;
}

}  // namespace

Relay::Relay(std::uint16_t port) : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  if (listener_ < 0) fail("socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("bind");
  if (::listen(listener_, kBacklog) != 0) fail("listen");
  loop_.watch(listener_, EPOLLIN, *this);
}

Relay::~Relay() { ::close(listener_); }

std::uint16_t Relay::port() const {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) fail("getsockname");
  return ntohs(address.sin_port);
}

void Relay::run() {
  for (;;) {
    loop_.run_once(load::Clock::now() + std::chrono::seconds(1));
    gone_.clear();
  }
}

Peer* Relay::find(std::string_view sid) noexcept {
  const auto found = peers_.find(sid);
  return found == peers_.end() ? nullptr : found->second.get();
}

void Relay::gone(Peer& peer) {
  const auto found = peers_.find(peer.sid());
  if (found == peers_.end()) return;  // told twice in one round
  gone_.push_back(std::move(found->second));
  peers_.erase(found);
}

void Relay::on_ready(std::uint32_t) {
  for (;;) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) {
      if (errno == EAGAIN) return;
      fail("accept4");
    }
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    auto peer = std::make_unique<Peer>(*this, socket, sid_of(next_sid_++));
    const std::string_view key = peer->sid();
    peers_.emplace(key, std::move(peer));
  }
}

}  // namespace limit_relay
