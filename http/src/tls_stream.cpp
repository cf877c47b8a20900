#include "http/tls_stream.hpp"

#include "socket_bio.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <cerrno>
#include <stdexcept>

namespace http {

void SslFree::operator()(SSL* ssl) const noexcept { SSL_free(ssl); }

TlsStream::TlsStream(next_layer_type socket, boost::asio::ssl::context& context)
    : socket_(std::move(socket)), ssl_(SSL_new(context.native_handle())) {
  if (!ssl_) throw std::runtime_error{"TLS: no memory for a connection"};
  BIO* const bio = make_socket_bio(socket_.native_handle());
  SSL_set_bio(ssl_.get(), bio, bio);  // Takes it.
  SSL_set_accept_state(ssl_.get());
  // Buffers go back as soon as they are empty. A write may take a part, and go on from a copy of the same bytes.
  SSL_set_mode(ssl_.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

std::pair<int, SslHandle> TlsStream::release() {
  const int descriptor = socket_.release();
  return {descriptor, std::move(ssl_)};
}

void TlsStream::handshake(Step& step) {
  ERR_clear_error();  // The queue is the thread's: what another connection left there is not ours.
  judge(SSL_do_handshake(ssl_.get()), step);
}

void TlsStream::shutdown(Step& step) {
  ERR_clear_error();
  const int result = SSL_shutdown(ssl_.get());
  if (result < 0) judge(result, step);
}

void TlsStream::read(std::span<char> area, Step& step) {
  if (area.empty()) return;
  ERR_clear_error();
  judge(SSL_read_ex(ssl_.get(), area.data(), area.size(), &step.bytes), step);
}

void TlsStream::write(std::span<const char> area, Step& step) {
  if (area.empty()) return;
  ERR_clear_error();
  judge(SSL_write_ex(ssl_.get(), area.data(), area.size(), &step.bytes), step);
}

void TlsStream::judge(int result, Step& step) {
  if (result > 0) return;
  const int system = errno;  // Before anything else can change it.
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      step.wait = Wait::kRead;
      return;
    case SSL_ERROR_WANT_WRITE:
      step.wait = Wait::kWrite;
      return;
    case SSL_ERROR_ZERO_RETURN:
      step.error = boost::asio::error::eof;
      return;
    case SSL_ERROR_SYSCALL:
      step.error = boost::system::error_code{system != 0 ? system : ECONNRESET, boost::system::system_category()};
      return;
    default:
      break;
  }
  const unsigned long reason = ERR_get_error();
  step.error = ERR_GET_REASON(reason) == SSL_R_UNEXPECTED_EOF_WHILE_READING
                   ? boost::system::error_code{boost::asio::ssl::error::stream_truncated}
                   : boost::system::error_code{static_cast<int>(reason), boost::asio::error::get_ssl_category()};
}

}  // namespace http
