#include "transports/wire.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace engineio::transports {
namespace {

using Outcome = Wire::Outcome;

Wire::Moved outcome_of_errno(int error) noexcept {
  if (error == EAGAIN || error == EINTR) return {Outcome::kBlocked, 0};
  const bool peer = error == ECONNRESET || error == EPIPE;
  return {peer ? Outcome::kEnd : Outcome::kFailed, 0};
}

}  // namespace

Wire::Wire(http::Takeover& takeover) {
  if (auto* const plain = std::get_if<http::Detached>(&takeover.stream)) {
    descriptor_ = plain->descriptor.release();
    return;
  }
  auto [descriptor, ssl] = std::get<std::unique_ptr<http::TlsStream>>(takeover.stream)->release();
  descriptor_ = descriptor;
  ssl_ = std::move(ssl);
}

Wire::~Wire() { close(); }

Wire::Moved Wire::read(std::span<char> area) noexcept {
  if (ssl_) {
    ERR_clear_error();  // The queue is the thread's.
    std::size_t bytes = 0;
    const int result = SSL_read_ex(ssl_.get(), area.data(), area.size(), &bytes);
    return judge(result, bytes);
  }
  const ssize_t got = ::recv(descriptor_, area.data(), area.size(), MSG_DONTWAIT);
  if (got > 0) return {Outcome::kMoved, static_cast<std::size_t>(got)};
  return got == 0 ? Moved{Outcome::kEnd, 0} : outcome_of_errno(errno);
}

Wire::Moved Wire::write(std::span<const iovec> parts) noexcept {
  if (ssl_) return write_secure(parts);
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(parts.data());  // sendmsg(2) writes to none of them.
  message.msg_iovlen = parts.size();
  const ssize_t sent = ::sendmsg(descriptor_, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent >= 0) return {Outcome::kMoved, static_cast<std::size_t>(sent)};
  return outcome_of_errno(errno);
}

// One record from many parts: encrypting copies them anyway.
Wire::Moved Wire::write_secure(std::span<const iovec> parts) noexcept {
  constexpr std::size_t kRecord = SSL3_RT_MAX_PLAIN_LENGTH;
  std::array<char, kRecord> record;  // NOLINT: filled below as far as it is used
  std::size_t size = 0;
  for (const iovec& part : parts) {
    const std::size_t more = std::min(part.iov_len, kRecord - size);
    std::memcpy(record.data() + size, part.iov_base, more);
    size += more;
  }
  ERR_clear_error();
  std::size_t sent = 0;
  const int result = SSL_write_ex(ssl_.get(), record.data(), size, &sent);
  return judge(result, sent);
}

Wire::Moved Wire::judge(int result, std::size_t bytes) const noexcept {
  if (result > 0) return {Outcome::kMoved, bytes};
  const int system = errno;
  switch (SSL_get_error(ssl_.get(), result)) {
    // Either may want either; whatever the socket becomes ready for, both are tried.
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
      return {Outcome::kBlocked, 0};
    case SSL_ERROR_ZERO_RETURN:
      return {Outcome::kEnd, 0};
    case SSL_ERROR_SYSCALL:
      return outcome_of_errno(system);
    default:
      // An end without close_notify is what a peer that dies looks like; a frame cut by it is told by the framing.
      return {ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING ? Outcome::kEnd : Outcome::kFailed,
              0};
  }
}

void Wire::end_sending() noexcept {
  if (ssl_) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());  // If it does not fit now, FIN says it less politely.
  }
  ::shutdown(descriptor_, SHUT_WR);
}

void Wire::close() noexcept {
  if (!is_open()) return;
  ssl_.reset();
  ::close(descriptor_);
  descriptor_ = -1;
}

}  // namespace engineio::transports
