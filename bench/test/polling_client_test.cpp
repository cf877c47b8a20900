#include "load/polling_client.hpp"

#include <gtest/gtest.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <vector>

namespace load {
namespace {

constexpr auto kPatience = std::chrono::seconds(5);
constexpr auto kOpen = R"(0{"sid":"engine-1","upgrades":[],"pingInterval":25000,"pingTimeout":20000})";

/// A server whose side of the script is the test: it hands over requests, and sends what it is given.
class ScriptedServer {
 public:
  ScriptedServer() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address_;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<const sockaddr*>(&any), sizeof any), 0);
    EXPECT_EQ(::listen(listener_, 4), 0);
    EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address_), &size), 0);
  }
  ~ScriptedServer() {
    for (const int one : connections_) ::close(one);
    ::close(listener_);
  }
  [[nodiscard]] Server server() const { return {address_, nullptr}; }

  /// The next connection, in the order of their coming.
  std::size_t accept() {
    connections_.push_back(::accept(listener_, nullptr, nullptr));
    return connections_.size() - 1;
  }
  /// What has come on it; the client has been run until it had sent a request.
  std::string request(std::size_t connection) {
    std::string bytes(4096, '\0');
    const auto got = ::recv(connections_[connection], bytes.data(), bytes.size(), MSG_DONTWAIT);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
  }
  void answer(std::size_t connection, const std::string& body) {
    const auto text = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    EXPECT_EQ(::send(connections_[connection], text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
  }
  void close(std::size_t connection) { ::shutdown(connections_[connection], SHUT_RDWR); }

 private:
  int listener_;
  sockaddr_in address_{};
  std::vector<int> connections_;
};

class PollingClientTest : public testing::Test, protected ClientEvents {
 protected:
  void on_connected(Client&) override { told_.push_back("connected"); }
  void on_ack(Client&, unsigned id, std::string_view) override { told_.push_back("ack " + std::to_string(id)); }
  void on_event(Client&, std::string_view packet) override { told_.emplace_back(packet); }
  void on_lost(Client&, std::string_view why) override { told_.push_back("lost: " + std::string(why)); }

  /// The next request on that connection.
  std::string next(std::size_t connection) {
    std::string request;
    const auto has_come = [&] { return !(request += server_.request(connection)).empty(); };
    EXPECT_TRUE(loop_.run_until(has_come, Clock::now() + kPatience));
    return request;
  }
  /// Runs until so much has been told.
  void await(std::size_t count) {
    EXPECT_TRUE(loop_.run_until([&] { return told_.size() >= count; }, Clock::now() + kPatience));
  }
  /// Up to the socket id: connection 0 asks, connection 1 sends.
  void connect() {
    client_.connect(server_.server());
    server_.accept();
    EXPECT_TRUE(next(0).starts_with("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n"));
    server_.answer(0, kOpen);
    EXPECT_TRUE(next(0).starts_with("GET /socket.io/?EIO=4&transport=polling&sid=engine-1 HTTP/1.1\r\n"));
    server_.accept();
    EXPECT_TRUE(next(1).ends_with("\r\n\r\n40{\"token\":\"the-token\"}"));
    server_.answer(1, "ok");
    server_.answer(0, R"(40{"sid":"socket-1"})");
    await(1);
    EXPECT_EQ(client_.sid(), "socket-1");
    EXPECT_TRUE(next(0).starts_with("GET "));
  }

  Loop loop_;
  ScriptedServer server_;
  PollingClient client_{loop_, *this, 7, "the-token"};
  std::vector<std::string> told_;
};

TEST_F(PollingClientTest, ConnectsWithItsToken) {
  connect();
  EXPECT_EQ(told_, std::vector<std::string>{"connected"});
  EXPECT_EQ(client_.ping_interval(), 25000U);
}

TEST_F(PollingClientTest, TakesEachPacketOfAPayloadAndAsksAgain) {
  connect();
  server_.answer(0, "42[\"one\"]\x1e" "431[{}]\x1e" "42[\"two\"]");
  await(4);
  EXPECT_EQ(told_, (std::vector<std::string>{"connected", R"(42["one"])", "ack 1", R"(42["two"])"}));
  EXPECT_TRUE(next(0).starts_with("GET "));
}

TEST_F(PollingClientTest, SendsWhatHasGatheredInOneRequest) {
  connect();
  client_.send_frame("42[\"a\"]");
  EXPECT_TRUE(next(1).ends_with("\r\n\r\n42[\"a\"]"));
  client_.send_frame("42[\"b\"]");
  client_.send_frame("42[\"c\"]");
  EXPECT_EQ(client_.backlog(), 15U) << "one request is on its way";
  server_.answer(1, "ok");
  EXPECT_TRUE(next(1).ends_with("\r\n\r\n42[\"b\"]\x1e" "42[\"c\"]"));
}

TEST_F(PollingClientTest, AnswersHeartbeats) {
  connect();
  server_.answer(0, "2");
  EXPECT_TRUE(next(1).ends_with("\r\n\r\n3"));
  EXPECT_EQ(client_.pongs(), 1U);
}

TEST_F(PollingClientTest, OpensAnotherConnectionWhenTheServerClosedTheIdleOne) {
  connect();
  server_.close(1);
  server_.answer(0, "42[\"so that a round goes by\"]");
  await(2);
  (void)next(0);
  client_.send_frame("42[\"a\"]");
  const auto connection = server_.accept();
  EXPECT_TRUE(next(connection).ends_with("\r\n\r\n42[\"a\"]"));
}

TEST_F(PollingClientTest, DoesNotAskWhileItIsSilent) {
  connect();
  client_.pause_reading();
  server_.answer(0, "42[\"one\"]");
  await(2);
  EXPECT_EQ(server_.request(0), "");
  client_.resume_reading();
  EXPECT_TRUE(next(0).starts_with("GET "));
}

TEST_F(PollingClientTest, IsLostWithTheConnectionThatAsks) {
  connect();
  server_.close(0);
  await(2);
  EXPECT_EQ(told_.back(), "lost: closed by the server");
  EXPECT_FALSE(client_.is_open());
}

}  // namespace
}  // namespace load
