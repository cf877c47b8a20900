#include "http/server.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <array>
#include <boost/asio/ssl/context.hpp>
#include <fstream>
#include <stdexcept>

namespace http {
namespace {

namespace ssl = boost::asio::ssl;

// TLS 1.2: forward secrecy and authenticated encryption only (RFC 9325, section 4.2). TLS 1.3 suites are all of that
// kind and keep OpenSSL's order.
constexpr const char* kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20";
// RFC 7301: one protocol, length before name.
constexpr std::array<unsigned char, 9> kAlpn{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

void require_readable(const std::string& what, const std::string& file) {
  if (!std::ifstream{file}) throw std::runtime_error{"TLS " + what + " '" + file + "' cannot be read"};
}

void require(const boost::system::error_code& error, const std::string& what, const std::string& file) {
  if (error) throw std::runtime_error{"TLS " + what + " '" + file + "' is not usable: " + error.message()};
}

int select_alpn(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* offered,
                unsigned int offered_length, void*) {
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_length, kAlpn.data(), kAlpn.size(), offered, offered_length) !=
      OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;  // no_application_protocol: a client that insists on h2 learns why.
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

std::shared_ptr<ssl::context> make_tls_context(const std::string& certificate_file, const std::string& key_file) {
  require_readable("certificate", certificate_file);
  require_readable("key", key_file);
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  // Renegotiation is a way to make the server work for nothing; compression leaks secrets (CRIME).
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  if (SSL_CTX_set_cipher_list(native, kCiphers) != 1) throw std::runtime_error{"TLS: no cipher suite is available"};
  SSL_CTX_set_alpn_select_cb(native, select_alpn, nullptr);
  // Clients resume by tickets, which they keep: what a visitor costs us ends with his connection.
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);

  boost::system::error_code error;
  context->use_certificate_chain_file(certificate_file, error);
  require(error, "certificate", certificate_file);
  // Without a passphrase callback OpenSSL would ask on the terminal and hang a service that has none.
  context->set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string{}; });
  context->use_private_key_file(key_file, ssl::context::pem, error);
  require(error, "key", key_file);
  if (SSL_CTX_check_private_key(native) != 1) {
    ERR_clear_error();
    throw std::runtime_error{"TLS key '" + key_file + "' does not belong to certificate '" + certificate_file + "'"};
  }
  return context;
}

}  // namespace http
