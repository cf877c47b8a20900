#include "raw_client.hpp"

#include "wait.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <system_error>

namespace http::test {
namespace {

[[noreturn]] void fail(const std::string& what) { throw std::system_error{errno, std::generic_category(), what}; }

int version_number(ClientTls tls) {
  if (tls == ClientTls::k11) return TLS1_1_VERSION;
  return tls == ClientTls::k12 ? TLS1_2_VERSION : TLS1_3_VERSION;
}

}  // namespace

struct RawClient::Tls {
  explicit Tls(ClientTls version, int socket) {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    // Level 0, so that it is the server and not this library that refuses TLS 1.1.
    SSL_CTX_set_cipher_list(context, "DEFAULT@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(context, version_number(version));
    SSL_CTX_set_max_proto_version(context, version_number(version));
    ssl = SSL_new(context);
    SSL_CTX_free(context);  // ssl holds it.
    const unsigned char protocols[] = "\x02h2\x08http/1.1";
    SSL_set_alpn_protos(ssl, protocols, sizeof(protocols) - 1);
    SSL_set_fd(ssl, socket);
    ERR_clear_error();
    if (SSL_connect(ssl) != 1) {
      const std::string reason = ERR_error_string(ERR_get_error(), nullptr);
      SSL_free(ssl);
      throw std::runtime_error{"TLS handshake: " + reason};
    }
  }
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;
  ~Tls() { SSL_free(ssl); }
  SSL* ssl = nullptr;
};

RawClient::RawClient(std::uint16_t port, ClientTls tls) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval patience{kPatience.count(), 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    ::close(socket_);
    fail("connect");
  }
  try {
    if (tls != ClientTls::kNone) tls_ = std::make_unique<Tls>(tls, socket_);
  } catch (...) {
    ::close(socket_);
    throw;
  }
}

RawClient::~RawClient() {
  tls_.reset();
  if (socket_ >= 0) ::close(socket_);
}

void RawClient::send(std::string_view bytes) {
  if (tls_) {
    if (SSL_write(tls_->ssl, bytes.data(), static_cast<int>(bytes.size())) <= 0) throw std::runtime_error{"SSL_write"};
    return;
  }
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) fail("send");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool RawClient::more() {
  char area[16 * 1024];
  if (tls_) {
    const int got = SSL_read(tls_->ssl, area, sizeof(area));
    if (got > 0) buffer_.append(area, static_cast<std::size_t>(got));
    return got > 0;
  }
  const auto got = ::recv(socket_, area, sizeof(area), 0);
  if (got < 0 && errno != ECONNRESET) fail("recv");
  if (got > 0) buffer_.append(area, static_cast<std::size_t>(got));
  return got > 0;
}

std::string RawClient::take(std::size_t bytes) {
  std::string out = buffer_.substr(0, bytes);
  buffer_.erase(0, bytes);
  return out;
}

std::string RawClient::until(std::string_view end) {
  while (true) {
    if (const auto at = buffer_.find(end); at != std::string::npos) return take(at + end.size());
    if (!more()) throw std::runtime_error{"stream ended; had: " + buffer_};
  }
}

std::string RawClient::rest() {
  while (more()) {
  }
  return std::exchange(buffer_, {});
}

RawResponse RawClient::response(Expect expect) {
  RawResponse out;
  out.head = until("\r\n\r\n");
  out.status = std::stoi(out.head.substr(9, 3));
  std::size_t at = out.head.find("\r\n") + 2;
  while (out.head.compare(at, 2, "\r\n") != 0) {
    const auto colon = out.head.find(": ", at);
    const auto end = out.head.find("\r\n", at);
    out.headers.add(out.head.substr(at, colon - at), out.head.substr(colon + 2, end - colon - 2));
    at = end + 2;
  }
  const auto length = out.headers.find("Content-Length");
  if (!length || expect == Expect::kHeadOnly) return out;
  std::size_t bytes = 0;
  std::from_chars(length->data(), length->data() + length->size(), bytes);
  while (buffer_.size() < bytes) {
    if (!more()) throw std::runtime_error{"body cut short"};
  }
  out.body = take(bytes);
  return out;
}

void RawClient::half_close() { ::shutdown(socket_, SHUT_WR); }

void RawClient::reset() {
  const linger now{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
  ::close(std::exchange(socket_, -1));
}

std::string RawClient::tls_version() const { return SSL_get_version(tls_->ssl); }

std::string RawClient::alpn() const {
  const unsigned char* name = nullptr;
  unsigned int length = 0;
  SSL_get0_alpn_selected(tls_->ssl, &name, &length);
  return {reinterpret_cast<const char*>(name), length};
}

RawResponse get(std::uint16_t port, std::string_view target) {
  RawClient client{port};
  client.send("GET " + std::string{target} + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
  return client.response();
}

}  // namespace http::test
