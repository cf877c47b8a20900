#pragma once

#include "http/server.hpp"
#include "raw_client.hpp"
#include "wait.hpp"

#include <atomic>
#include <functional>

namespace http::test {

/// A handler made of functions. By default it answers 200 and `<method> <target> <body>`.
class ScriptedHandler final : public Handler {
 public:
  std::function<void(std::shared_ptr<Exchange>)> on_request = [](const std::shared_ptr<Exchange>& exchange) {
    const auto& request = exchange->request();
    exchange->respond({200, {}, request.method + " " + request.target + " " + request.body});
  };
  std::function<std::uint64_t(const Request&)> body_limit = [](const Request&) { return std::uint64_t{4} << 20; };
  std::function<bool(const Request&)> upgrades = [](const Request&) { return false; };
  std::function<void(Takeover)> on_takeover = [](const Takeover&) {};
  std::atomic<int> handled{0};

  [[nodiscard]] std::uint64_t max_body(const Request& head) const override { return body_limit(head); }
  void handle(std::shared_ptr<Exchange> exchange) override {
    ++handled;
    on_request(std::move(exchange));
  }
  [[nodiscard]] bool accepts_upgrade(const Request& head) const override { return upgrades(head); }
  void take_over(Takeover takeover) override { on_takeover(std::move(takeover)); }
};

inline ServerOptions loopback() {
  ServerOptions options;
  options.address = "127.0.0.1";
  options.drain = std::chrono::milliseconds{0};
  return options;
}

/// A real server on a free port. Set the handler's functions, then start().
struct TestServer {
  explicit TestServer(ServerOptions options = loopback(), std::size_t threads = 2)
      : pool(threads), server(std::move(options), handler, pool) {}

  std::uint16_t start() {
    server.start();
    return server.port();
  }

  ScriptedHandler handler;
  IoPool pool;
  Server server;
};

}  // namespace http::test
