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

void Connection::open(const Server& server, std::uint32_t source) {
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
  tls_ = server.tls;
  phase_ = Phase::kConnecting;
  paused_ = false;
  loop_.watch(socket_, EPOLLOUT, *this);
  if (::connect(socket_, generic(server.address), sizeof server.address) != 0 && errno != EINPROGRESS) fail("connect");
}

void Connection::close() noexcept {
  if (socket_ < 0) return;
  loop_.forget(socket_, *this);
  stream_.reset();
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

void Connection::watch_again() {
  std::uint32_t events = 0;
  if (!paused_) events |= EPOLLIN;
  if (!unsent_.empty()) events |= EPOLLOUT;
  loop_.change(socket_, events, *this);
}

void Connection::pause_reading() {
  paused_ = true;
  if (is_open()) watch_again();
}

void Connection::resume_reading() {
  paused_ = false;
  if (is_open()) watch_again();
}

void Connection::write(std::string_view bytes) {
  const auto sent = stream_ ? stream_->send(bytes) : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) return lose(std::strerror(errno));
  const auto done = sent < 0 ? 0 : static_cast<std::size_t>(sent);
  if (done == bytes.size()) return;
  unsent_ = bytes.substr(done);
  watch_again();
}

void Connection::lose(std::string_view why) {
  close();
  on_lost(why);
}

void Connection::on_connected() {
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return lose(std::strerror(error));
  if (tls_ != nullptr) {
    stream_ = std::make_unique<TlsStream>(*tls_, socket_);
    phase_ = Phase::kShakingHands;
    return shake_hands();
  }
  phase_ = Phase::kOpen;
  watch_again();
  on_open();
}

void Connection::shake_hands() {
  switch (stream_->handshake()) {
    case TlsStream::Handshake::kReading:
      return loop_.change(socket_, EPOLLIN, *this);
    case TlsStream::Handshake::kWriting:
      return loop_.change(socket_, EPOLLOUT, *this);
    case TlsStream::Handshake::kFailed:
      return lose("the TLS handshake failed");
    case TlsStream::Handshake::kDone:
      break;
  }
  phase_ = Phase::kOpen;
  watch_again();
  on_open();
}

void Connection::on_ready(std::uint32_t events) {
  if (phase_ == Phase::kConnecting) return on_connected();
  if (phase_ == Phase::kShakingHands) return shake_hands();
  if ((events & EPOLLOUT) != 0) {
    flush();
    if (is_open() && unsent_.empty()) watch_again();
  }
  if (is_open() && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) read();
}

void Connection::read() {
  while (read_once() && stream_ && stream_->has_more()) {
  }
}

bool Connection::read_once() {
  auto scratch = loop_.scratch();
  const auto kept = untaken_.size();
  if (kept + 1 > scratch.size()) {
    lose("a message larger than any that was sent");
    return false;
  }
  std::memcpy(scratch.data(), untaken_.data(), kept);
  const auto room = scratch.subspan(kept);
  const auto got = stream_ ? stream_->receive(room) : ::recv(socket_, room.data(), room.size(), 0);
  if (got <= 0) {
    if (got == 0) lose("closed by the server");
    else if (errno != EAGAIN) lose(std::strerror(errno));
    return false;
  }
  const auto bytes = scratch.first(kept + static_cast<std::size_t>(got));
  const auto taken = on_bytes(bytes);
  if (!is_open()) return false;
  untaken_.assign(bytes.data() + taken, bytes.size() - taken);
  return true;
}

}  // namespace load
