// How connections come in: the listening sockets of the threads, and addresses as text.
#include "accepted.hpp"

#include "support/test_server.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <cstring>
#include <mutex>
#include <set>
#include <string>
#include <thread>

namespace http {
namespace {

using test::get;
using test::loopback;
using test::TestServer;

sockaddr_storage v4(const char* text) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  inet_pton(AF_INET, text, &address.sin_addr);
  sockaddr_storage out{};
  std::memcpy(&out, &address, sizeof address);
  return out;
}

sockaddr_storage v6(const char* text, unsigned scope = 0) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_scope_id = scope;
  inet_pton(AF_INET6, text, &address.sin6_addr);
  sockaddr_storage out{};
  std::memcpy(&out, &address, sizeof address);
  return out;
}

TEST(AddressText, HasOneSpelling) {
  for (const char* text : {"127.0.0.1", "0.0.0.0", "255.255.255.255", "10.20.30.4", "192.168.100.99"}) {
    EXPECT_EQ(address_text(v4(text)), text);
    EXPECT_EQ(address_text(v6((std::string{"::ffff:"} + text).c_str())), text);
  }
  for (const char* text : {"::1", "2001:db8::17", "2001:db8:1:2:3:4:5:6"}) EXPECT_EQ(address_text(v6(text)), text);
}

TEST(AddressText, ALinkLocalOneHasItsInterface) {
  EXPECT_TRUE(address_text(v6("fe80::1", 1)).starts_with("fe80::1%"));
  EXPECT_EQ(address_text(v6("2001:db8::1", 1)), "2001:db8::1");
}

TEST(Listener, EveryThreadAcceptsItsShare) {
  constexpr std::size_t kThreads = 3;
  TestServer test{loopback(), kThreads};
  std::mutex mutex;
  std::set<std::thread::id> seen;
  test.handler.on_request = [&](const std::shared_ptr<Exchange>& exchange) {
    {
      const std::lock_guard lock{mutex};
      seen.insert(std::this_thread::get_id());
    }
    exchange->respond({});
  };
  const auto port = test.start();
  // That a thread gets none of so many happens once in 10^17 runs.
  constexpr int kConnections = 100;
  for (int i = 0; i < kConnections; ++i) EXPECT_EQ(get(port, "/").status, 200);
  EXPECT_EQ(seen.size(), kThreads);
}

TEST(Listener, APortIsNotSharedWithAnotherServer) {
  // Both would ask for SO_REUSEPORT: it must not make two servers of one port.
  TestServer first{loopback(), 3};
  auto options = loopback();
  options.port = first.start();
  EXPECT_THROW((TestServer{options, 3}), boost::system::system_error);
  EXPECT_THROW((TestServer{options, 1}), boost::system::system_error);
}

}  // namespace
}  // namespace http
