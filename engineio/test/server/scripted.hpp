#pragma once

#include "base/clock.hpp"
#include "engineio/server.hpp"
#include "http/handler.hpp"

#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace engineio {

/// An exchange without a connection: the test is both the peer and the http server.
class ScriptedExchange final : public http::Exchange {
 public:
  ScriptedExchange(boost::asio::io_context& context, http::Request request)
      : context_(context), request_(std::move(request)) {}

  [[nodiscard]] const http::Request& request() const override { return request_; }
  void respond(http::Response response) override {
    if (!response_) response_ = std::move(response);
  }
  void on_abort(std::function<void()> callback) override { abort_ = std::move(callback); }
  [[nodiscard]] boost::asio::any_io_executor executor() const override { return context_.get_executor(); }

  /// The peer goes away.
  void abort() {
    if (!response_ && abort_) boost::asio::post(context_, abort_);
  }
  [[nodiscard]] bool answered() const { return response_.has_value(); }
  [[nodiscard]] unsigned status() const { return response_ ? response_->status : 0; }
  [[nodiscard]] std::string body() const { return response_ ? std::get<std::string>(response_->body) : "(no answer)"; }
  [[nodiscard]] std::string header(std::string_view name) const {
    return response_ ? std::string{response_->headers.find(name).value_or("")} : "(no answer)";
  }

 private:
  boost::asio::io_context& context_;
  const http::Request request_;
  std::optional<http::Response> response_;
  std::function<void()> abort_;
};

/// Writes down what it is told.
class RecordingHandler final : public Handler {
 public:
  void on_open(const std::shared_ptr<Socket>& socket) override {
    sockets.push_back(socket);
    log.push_back("open");
    if (opened) opened(*socket);
  }
  void on_message(Socket& socket, MessageKind kind, std::string_view data) override {
    log.push_back((kind == MessageKind::kText ? "text:" : "binary:") + std::string{data});
    if (received) received(socket, data);
  }
  void on_close(Socket&, CloseReason reason) override { log.push_back("close:" + std::string{to_string(reason)}); }

  std::vector<std::shared_ptr<Socket>> sockets;
  std::vector<std::string> log;
  std::function<void(Socket&)> opened;
  std::function<void(Socket&, std::string_view)> received;
};

/// A server whose connections live on two loops that run only when the test says so.
class ScriptedServerTest : public testing::Test {
 protected:
  using ExchangePtr = std::shared_ptr<ScriptedExchange>;

  void start(Config config = {}) { server_ = std::make_unique<Server>(std::move(config), handler_, clock_); }

  ExchangePtr request(const std::string& method, const std::string& query, std::string body = {},
                      std::vector<std::pair<std::string, std::string>> headers = {}) {
    return request_on(loop_, method, query, std::move(body), std::move(headers));
  }
  ExchangePtr request_on(boost::asio::io_context& loop, const std::string& method, const std::string& query,
                         std::string body = {}, std::vector<std::pair<std::string, std::string>> headers = {}) {
    auto exchange = std::make_shared<ScriptedExchange>(loop, make(method, query, std::move(body), std::move(headers)));
    boost::asio::post(loop, [this, exchange] { server_->handle(exchange); });
    return exchange;
  }
  static http::Request make(const std::string& method, const std::string& query, std::string body = {},
                            std::vector<std::pair<std::string, std::string>> headers = {}) {
    http::Request out;
    out.method = method;
    out.path = "/socket.io/";
    out.query = query;
    out.target = out.path + "?" + query;
    out.body = std::move(body);
    out.remote_address = "192.0.2.1";
    for (auto& [name, value] : headers) out.headers.add(name, value);
    return out;
  }
  /// A WebSocket's opening handshake.
  static http::Request opening(const std::string& query, const std::string& origin = {}) {
    http::Request out = make("GET", query);
    for (const auto& [name, value] : {std::pair{"Connection", "Upgrade"}, std::pair{"Upgrade", "websocket"},
                                      std::pair{"Sec-WebSocket-Version", "13"},
                                      std::pair{"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}}) {
      out.headers.add(name, value);
    }
    if (!origin.empty()) out.headers.add("Origin", origin);
    return out;
  }
  ExchangePtr get(const std::string& query) {
    auto exchange = request("GET", query);
    run();
    return exchange;
  }
  ExchangePtr poll() { return get(kPolling + "&sid=" + sid()); }
  ExchangePtr post(const std::string& body) {
    auto exchange = request("POST", kPolling + "&sid=" + sid(), body);
    run();
    return exchange;
  }
  /// Lets both loops do everything there is to do now; timers excepted.
  void run() {
    for (std::size_t done = 1; done > 0;) {
      loop_.restart();
      other_loop_.restart();
      done = loop_.poll() + other_loop_.poll();
    }
  }
  void open() {
    if (!server_) start();
    ASSERT_EQ(get(kPolling)->status(), 200U);
  }
  [[nodiscard]] const std::string& sid() const { return handler_.sockets.back()->id(); }
  void send(const std::string& text, MessageKind kind = MessageKind::kText) {
    const Message message{kind, std::make_shared<const std::string>(text)};
    handler_.sockets.back()->send({&message, 1});
    run();
  }

  const std::string kPolling = "EIO=4&transport=polling";
  base::ManualClock clock_;
  // The sockets that the handler keeps have timers on these.
  boost::asio::io_context loop_{1};
  boost::asio::io_context other_loop_{1};
  RecordingHandler handler_;
  std::unique_ptr<Server> server_;
};

using Log = std::vector<std::string>;

}  // namespace engineio
