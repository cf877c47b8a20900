#include "one_shot_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <memory>

namespace callroom::auth::testing {
namespace {

constexpr long kDaySeconds = 86'400;

/// A self-signed certificate for `name`, put into `context` and, as PEM, into `file`.
void make_certificate(boost::asio::ssl::context& context, const std::string& name, const std::filesystem::path& file) {
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
  const std::unique_ptr<X509, void (*)(X509*)> certificate{X509_new(), X509_free};
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDaySeconds);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kDaySeconds);
  X509_set_pubkey(certificate.get(), key.get());
  auto* subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), subject);
  const std::unique_ptr<X509_EXTENSION, void (*)(X509_EXTENSION*)> names{
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, name.c_str()), X509_EXTENSION_free};
  X509_add_ext(certificate.get(), names.get(), -1);
  X509_sign(certificate.get(), key.get(), EVP_sha256());

  SSL_CTX_use_certificate(context.native_handle(), certificate.get());
  SSL_CTX_use_PrivateKey(context.native_handle(), key.get());
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out{std::fopen(file.c_str(), "w"), std::fclose};
  PEM_write_X509(out.get(), certificate.get());
}

}  // namespace

OneShotServer::OneShotServer(std::string answer, Tls tls, const std::string& name)
    : answer_(std::move(answer)), tls_(tls) {
  if (tls_ == Tls::kOn) {
    certificate_file_ = std::filesystem::path{::testing::TempDir()} /
                        fmt::format("auth_test_{}.pem", acceptor_.local_endpoint().port());
    make_certificate(ssl_, name, certificate_file_);
  }
  thread_ = std::thread{[this] { serve(); }};
}

OneShotServer::~OneShotServer() {
  if (thread_.joinable()) thread_.join();
  if (!certificate_file_.empty()) std::filesystem::remove(certificate_file_);
}

std::string OneShotServer::url() const {
  return fmt::format("{}://127.0.0.1:{}/jwks.json", tls_ == Tls::kOn ? "https" : "http",
                     acceptor_.local_endpoint().port());
}

const std::string& OneShotServer::request() {
  if (thread_.joinable()) thread_.join();
  return request_;
}

void OneShotServer::serve() {
  boost::system::error_code refused;  // a client that does not like what it sees hangs up: that is what is tested
  boost::asio::ip::tcp::socket socket{context_};
  acceptor_.accept(socket, refused);
  if (refused) return;
  if (tls_ == Tls::kOff) return converse(socket);
  boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream{std::move(socket), ssl_};
  stream.handshake(boost::asio::ssl::stream_base::server, refused);
  if (!refused) converse(stream);
}

template <class Stream>
void OneShotServer::converse(Stream& stream) {
  boost::system::error_code refused;
  boost::asio::read_until(stream, boost::asio::dynamic_buffer(request_), "\r\n\r\n", refused);
  if (!refused) boost::asio::write(stream, boost::asio::buffer(answer_), refused);
}

}  // namespace callroom::auth::testing
