// Clients that come back resume by a ticket, which they keep and we do not.
#include "support/certificate.hpp"
#include "support/test_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <memory>
#include <string>

namespace http::test {
namespace {

template <auto Function>
struct Free {
  template <class T>
  void operator()(T* object) const {
    Function(object);
  }
};
using Session = std::unique_ptr<SSL_SESSION, Free<SSL_SESSION_free>>;

class Resumption : public ::testing::TestWithParam<int> {
 protected:
  struct Visit {
    bool resumed = false;
    Session ticket;
  };

  // RawClient forgets everything between two connections.
  Visit visit(std::uint16_t port, SSL_SESSION* ticket) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    const std::unique_ptr<SSL, Free<SSL_free>> ssl{SSL_new(context_.get())};
    SSL_set_fd(ssl.get(), socket);
    if (ticket != nullptr) SSL_set_session(ssl.get(), ticket);
    EXPECT_EQ(SSL_connect(ssl.get()), 1);
    const std::string get = "GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n";
    EXPECT_EQ(SSL_write(ssl.get(), get.data(), static_cast<int>(get.size())), static_cast<int>(get.size()));
    char area[1024];
    while (SSL_read(ssl.get(), area, sizeof(area)) > 0) {
    }  // TLS 1.3 sends its tickets before the answer.
    SSL_shutdown(ssl.get());  // Or this side's library takes the session for a broken one.
    Visit out{SSL_session_reused(ssl.get()) == 1, Session{SSL_get1_session(ssl.get())}};
    ::close(socket);
    return out;
  }

  void SetUp() override {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_min_proto_version(context_.get(), GetParam());
    SSL_CTX_set_max_proto_version(context_.get(), GetParam());
  }

  std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>> context_;
};

TEST_P(Resumption, ByTicketAndNothingIsKeptHere) {
  const TemporaryFolder folder;
  const auto certificate = make_certificate(folder);
  auto options = loopback();
  options.tls = make_tls_context(certificate.certificate_file, certificate.key_file);
  SSL_CTX* const server = options.tls->native_handle();
  TestServer test{options};
  const auto port = test.start();
  const Visit first = visit(port, nullptr);
  EXPECT_FALSE(first.resumed);
  const Visit second = visit(port, first.ticket.get());
  EXPECT_TRUE(second.resumed);
  EXPECT_EQ(test.handler.handled, 2);
  EXPECT_EQ(SSL_CTX_sess_number(server), 0);
}

INSTANTIATE_TEST_SUITE_P(Versions, Resumption, ::testing::Values(TLS1_2_VERSION, TLS1_3_VERSION));

}  // namespace
}  // namespace http::test
