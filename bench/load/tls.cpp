#include "load/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <climits>
#include <algorithm>
#include <stdexcept>

namespace load {
namespace {

int length_of(std::size_t bytes) noexcept { return static_cast<int>(std::min<std::size_t>(bytes, INT_MAX)); }

}  // namespace

void TlsContext::Free::operator()(SSL_CTX* context) const noexcept { ::SSL_CTX_free(context); }
void TlsStream::Free::operator()(SSL* stream) const noexcept { ::SSL_free(stream); }

TlsContext::TlsContext() : context_(::SSL_CTX_new(::TLS_client_method())) {
  if (!context_) throw std::runtime_error("no TLS context");
  ::SSL_CTX_set_min_proto_version(context_.get(), TLS1_3_VERSION);
  ::SSL_CTX_set_verify(context_.get(), SSL_VERIFY_NONE, nullptr);
  // Twenty thousand connections shall not keep 34 KB of buffers each.
  ::SSL_CTX_set_mode(context_.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                         SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  // One recv(2) rather than two for each record.
  ::SSL_CTX_set_read_ahead(context_.get(), 1);
}

TlsStream::TlsStream(const TlsContext& context, int socket) : ssl_(::SSL_new(context.context_.get())) {
  if (!ssl_ || ::SSL_set_fd(ssl_.get(), socket) != 1) throw std::runtime_error("no TLS stream");
  ::SSL_set_connect_state(ssl_.get());
}

TlsStream::Handshake TlsStream::handshake() noexcept {
  ::ERR_clear_error();
  const int result = ::SSL_do_handshake(ssl_.get());
  if (result == 1) return Handshake::kDone;
  switch (::SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return Handshake::kReading;
    case SSL_ERROR_WANT_WRITE:
      return Handshake::kWriting;
    default:
      return Handshake::kFailed;
  }
}

ssize_t TlsStream::failure(int result) const noexcept {
  switch (::SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
      errno = EAGAIN;
      return -1;
    case SSL_ERROR_ZERO_RETURN:
      return 0;
    case SSL_ERROR_SYSCALL:
      return -1;  // errno is the socket's
    default:
      errno = EPROTO;
      return -1;
  }
}

ssize_t TlsStream::receive(std::span<char> bytes) noexcept {
  ::ERR_clear_error();
  const int result = ::SSL_read(ssl_.get(), bytes.data(), length_of(bytes.size()));
  return result > 0 ? result : failure(result);
}

ssize_t TlsStream::send(std::string_view bytes) noexcept {
  ::ERR_clear_error();
  const int result = ::SSL_write(ssl_.get(), bytes.data(), length_of(bytes.size()));
  return result > 0 ? result : failure(result);
}

bool TlsStream::has_more() const noexcept { return ::SSL_has_pending(ssl_.get()) == 1; }

}  // namespace load
