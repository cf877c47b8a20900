#include "load/tls.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <thread>

namespace load {
namespace {

template <auto Function>
struct By {
  template <typename Thing>
  void operator()(Thing* thing) const {
    Function(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, By<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, By<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, By<SSL_CTX_free>>;
using Stream = std::unique_ptr<SSL, By<SSL_free>>;

Context server_context() {
  constexpr long kHour = 3600;
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kHour);
  X509_set_pubkey(certificate.get(), key.get());
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  Context context(SSL_CTX_new(TLS_server_method()));
  EXPECT_EQ(SSL_CTX_use_certificate(context.get(), certificate.get()), 1);
  EXPECT_EQ(SSL_CTX_use_PrivateKey(context.get(), key.get()), 1);
  return context;
}

/// Two ends, of which the first does not block.
std::array<int, 2> socket_pair() {
  std::array<int, 2> ends{};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
  EXPECT_EQ(::fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
  return ends;
}

/// A client that does not block, before a server that does in a thread of its own.
class Tls : public testing::Test {
 protected:
  Tls() { SSL_set_fd(server_.get(), sockets_[1]); }
  ~Tls() override {
    for (const int one : sockets_) ::close(one);
  }

  void shake_hands(TlsStream& client) {
    std::thread other([this] { EXPECT_EQ(SSL_accept(server_.get()), 1); });
    auto state = TlsStream::Handshake::kReading;
    while (state == TlsStream::Handshake::kReading || state == TlsStream::Handshake::kWriting)
      state = client.handshake();
    if (state == TlsStream::Handshake::kFailed) ::shutdown(sockets_[0], SHUT_RDWR);
    other.join();
    EXPECT_EQ(state, TlsStream::Handshake::kDone);
  }

  std::array<int, 2> sockets_ = socket_pair();
  Context context_ = server_context();
  Stream server_{SSL_new(context_.get())};
  TlsContext client_context_;
  TlsStream client_{client_context_, sockets_[0]};
};

TEST_F(Tls, MovesBytesBothWays) {
  shake_hands(client_);
  std::array<char, 16> bytes{};
  ASSERT_EQ(client_.send("hello"), 5);
  ASSERT_EQ(SSL_read(server_.get(), bytes.data(), static_cast<int>(bytes.size())), 5);
  EXPECT_EQ(std::string(bytes.data(), 5), "hello");
  ASSERT_EQ(SSL_write(server_.get(), "there", 5), 5);
  ASSERT_EQ(client_.receive(bytes), 5);
  EXPECT_EQ(std::string(bytes.data(), 5), "there");
}

TEST_F(Tls, SaysThatThereIsNothingNow) {
  shake_hands(client_);
  std::array<char, 16> bytes{};
  EXPECT_EQ(client_.receive(bytes), -1);
  EXPECT_EQ(errno, EAGAIN);
}

TEST_F(Tls, KnowsOfWhatItHasTakenAndNotGiven) {
  shake_hands(client_);
  ASSERT_EQ(SSL_write(server_.get(), "one", 3), 3);
  ASSERT_EQ(SSL_write(server_.get(), "two", 3), 3);
  std::array<char, 16> bytes{};
  ASSERT_EQ(client_.receive(bytes), 3);
  EXPECT_TRUE(client_.has_more()) << "both records were read at once, and no poll will tell of the second";
  ASSERT_EQ(client_.receive(bytes), 3);
  EXPECT_FALSE(client_.has_more());
}

TEST_F(Tls, SeesTheEnd) {
  shake_hands(client_);
  SSL_shutdown(server_.get());
  std::array<char, 16> bytes{};
  EXPECT_EQ(client_.receive(bytes), 0);
}

TEST_F(Tls, FailsWithAPeerThatSpeaksSomethingElse) {
  ASSERT_EQ(client_.handshake(), TlsStream::Handshake::kReading);
  ASSERT_GT(::write(sockets_[1], "HTTP/1.1 400 Bad Request\r\n\r\n", 28), 0);
  EXPECT_EQ(client_.handshake(), TlsStream::Handshake::kFailed);
}

}  // namespace
}  // namespace load
