#include "load/connection.hpp"

#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace load {
namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

const sockaddr* generic(const sockaddr_in& address) { return reinterpret_cast<const sockaddr*>(&address); }

void set(int socket, int level, int option) {
  const int on = 1;
  if (::setsockopt(socket, level, option, &on, sizeof on) != 0) fail("setsockopt");
}

}  // namespace

std::uint32_t source_address(std::size_t index) noexcept {
  constexpr std::uint32_t kFirst = 0x7f010000;  // 127.1.0.0
  constexpr std::uint32_t kCount = 0x00fe0000;  // up to 127.254.255.255
  return kFirst + static_cast<std::uint32_t>(index % kCount);
}

Connection::~Connection() { close(); }

void Connection::open(const sockaddr_in& server, std::uint32_t source) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket_ < 0) fail("socket");
  set(socket_, IPPROTO_TCP, TCP_NODELAY);
  if (source != 0) {
    // The port is chosen by connect(2), which knows the other end: ip(7), IP_BIND_ADDRESS_NO_PORT.
    set(socket_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT);
    sockaddr_in from{};
    from.sin_family = AF_INET;
    from.sin_addr.s_addr = htonl(source);
    if (::bind(socket_, generic(from), sizeof from) != 0) fail("bind");
  }
  connecting_ = true;
  loop_.watch(socket_, EPOLLOUT, *this);
  if (::connect(socket_, generic(server), sizeof server) != 0 && errno != EINPROGRESS) fail("connect");
}

void Connection::close() noexcept {
  if (socket_ < 0) return;
  loop_.forget(socket_, *this);
  ::close(socket_);
  socket_ = -1;
  deferred_ = false;
  unsent_.clear();
  untaken_.clear();
}

void Connection::send(std::string_view bytes) {
  if (socket_ < 0) return;
  if (output_ == Output::kAtOnce && unsent_.empty()) return write(bytes);
  unsent_ += bytes;
  if (output_ == Output::kGathered && !deferred_) {
    deferred_ = true;
    loop_.defer(*this);
  }
}

void Connection::on_round_end() {
  deferred_ = false;
  flush();
}

void Connection::flush() {
  if (socket_ < 0 || unsent_.empty()) return;
  const auto gathered = std::move(unsent_);
  unsent_.clear();
  write(gathered);
}

void Connection::write(std::string_view bytes) {
  const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) return lose(std::strerror(errno));
  const auto done = sent < 0 ? 0 : static_cast<std::size_t>(sent);
  if (done == bytes.size()) return;
  unsent_ = bytes.substr(done);
  loop_.change(socket_, EPOLLIN | EPOLLOUT, *this);
}

void Connection::lose(std::string_view why) {
  close();
  on_lost(why);
}

void Connection::on_ready(std::uint32_t events) {
  if (connecting_) {
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) return lose(std::strerror(error));
    connecting_ = false;
    loop_.change(socket_, EPOLLIN, *this);
    return on_open();
  }
  if ((events & EPOLLOUT) != 0) {
    loop_.change(socket_, EPOLLIN, *this);
    flush();
  }
  if (socket_ >= 0 && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) read();
}

void Connection::read() {
  auto scratch = loop_.scratch();
  const auto kept = untaken_.size();
  if (kept + 1 > scratch.size()) return lose("a message larger than any that was sent");
  std::memcpy(scratch.data(), untaken_.data(), kept);
  const auto got = ::recv(socket_, scratch.data() + kept, scratch.size() - kept, 0);
  if (got < 0) {
    if (errno != EAGAIN) lose(std::strerror(errno));
    return;
  }
  if (got == 0) return lose("closed by the server");
  const auto bytes = scratch.first(kept + static_cast<std::size_t>(got));
  const auto taken = on_bytes(bytes);
  if (socket_ >= 0) untaken_.assign(bytes.data() + taken, bytes.size() - taken);
}

}  // namespace load
