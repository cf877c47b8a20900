#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "engineio/server.hpp"
#include "http/io_pool.hpp"
#include "http/server.hpp"
#include "raw_client.hpp"

#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace engineio {

/// Echoes, and lets the test's thread wait for what happened.
class LiveHandler final : public Handler {
 public:
  void on_open(const std::shared_ptr<Socket>& socket) override {
    auto seen = seen_.lock();
    seen->sockets[socket->id()] = socket;
    changed_.notify_all();
  }
  void on_message(Socket& socket, MessageKind kind, std::string_view data) override {
    const Message back{kind, std::make_shared<const std::string>(data)};
    if (!mute) socket.send({&back, 1});
  }
  void on_close(Socket& socket, CloseReason reason) override {
    auto seen = seen_.lock();
    seen->closed[socket.id()] = reason;
    changed_.notify_all();
  }

  /// Waits for the session to open.
  std::shared_ptr<Socket> socket(const std::string& sid) {
    auto seen = seen_.lock();
    changed_.wait(seen.native(), [&] { return seen->sockets.contains(sid); });
    return seen->sockets[sid];
  }
  /// Waits for the session to end.
  CloseReason reason(const std::string& sid) {
    auto seen = seen_.lock();
    changed_.wait(seen.native(), [&] { return seen->closed.contains(sid); });
    return seen->closed[sid];
  }
  /// Waits until `count` sessions have ended.
  void wait_closed(std::size_t count) {
    auto seen = seen_.lock();
    changed_.wait(seen.native(), [&] { return seen->closed.size() >= count; });
  }

  std::atomic<bool> mute{false};

 private:
  struct Seen {
    std::map<std::string, std::shared_ptr<Socket>> sockets;
    std::map<std::string, CloseReason> closed;
  };
  base::Guarded<Seen> seen_;
  std::condition_variable changed_;
};

/// The sid of an open packet.
inline std::string sid_of(const std::string& open) {
  constexpr std::string_view kBefore = "0{\"sid\":\"";
  constexpr std::size_t kLength = 20;
  return open.substr(kBefore.size(), kLength);
}

/// A blocking WebSocket client.
class WsClient {
 public:
  explicit WsClient(std::uint16_t port, const std::string& query = "EIO=4&transport=websocket") : socket_(context_) {
    socket_.next_layer().connect({boost::asio::ip::address_v4::loopback(), port});
    socket_.handshake("localhost", "/socket.io/?" + query);
    socket_.read_message_max(0);
  }

  void send(std::string_view text) {
    socket_.text(true);
    socket_.write(boost::asio::buffer(text));
  }
  void send_binary(std::string_view bytes) {
    socket_.binary(true);
    socket_.write(boost::asio::buffer(bytes));
  }
  /// Bytes as they are, below the WebSocket.
  void send_raw(std::string_view bytes) { boost::asio::write(socket_.next_layer(), boost::asio::buffer(bytes)); }
  std::string next() {
    boost::beast::flat_buffer buffer;
    socket_.read(buffer);
    return boost::beast::buffers_to_string(buffer.data());
  }
  /// Reads until the server ends the connection.
  void read_to_end() {
    boost::beast::error_code error;
    while (!error) {
      boost::beast::flat_buffer buffer;
      socket_.read(buffer, error);
    }
  }
  void close() {
    boost::beast::error_code ignored;
    socket_.close(boost::beast::websocket::close_code::normal, ignored);
  }
  /// Goes away without a word: the peer gets a reset.
  void reset() {
    socket_.next_layer().set_option(boost::asio::socket_base::linger(true, 0));
    socket_.next_layer().close();
  }

 private:
  boost::asio::io_context context_;
  boost::beast::websocket::stream<boost::asio::ip::tcp::socket> socket_;
};

/// A real http::Server with two threads before a real Engine.IO server.
class LoopbackTest : public testing::Test {
 protected:
  void start(Config config = {}, http::ServerOptions options = {}) {
    engine_ = std::make_unique<Server>(std::move(config), handler_, clock_);
    options.address = "127.0.0.1";
    server_ = std::make_unique<http::Server>(options, *engine_, pool_);
    server_->start();
  }
  ~LoopbackTest() override {
    if (server_) server_->stop(std::chrono::milliseconds{0});
  }

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  static std::string request(const std::string& method, const std::string& sid, const std::string& body = {}) {
    return method + " /socket.io/?EIO=4&transport=polling" + (sid.empty() ? "" : "&sid=" + sid) +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  /// Opens a polling session on `client`; its sid.
  static std::string open(http::test::RawClient& client) {
    client.send(request("GET", ""));
    return sid_of(client.response().body);
  }
  static http::test::RawResponse ask(http::test::RawClient& client, const std::string& method, const std::string& sid,
                                     const std::string& body = {}) {
    client.send(request(method, sid, body));
    return client.response();
  }

  base::SystemClock clock_;
  http::IoPool pool_{2};
  LiveHandler handler_;
  std::unique_ptr<Server> engine_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace engineio
