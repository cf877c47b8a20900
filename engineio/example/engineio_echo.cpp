// An Engine.IO server that sends every message back as it came. Prints "listening on PORT" once it is ready; SIGTERM or
// SIGINT ends it with status 0.
#include "base/clock.hpp"
#include "engineio/server.hpp"
#include "http/io_pool.hpp"
#include "http/server.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <cstdint>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <thread>

namespace {

// How long answers in progress may take when the program ends.
constexpr std::chrono::seconds kDrain{1};

struct Options {
  engineio::Config engine;
  std::string address = "0.0.0.0";
  std::uint16_t port = 3000;
  std::int64_t ping_interval_ms = 300;
  std::int64_t ping_timeout_ms = 200;
  std::int64_t connect_timeout_ms = 1000;
  std::size_t threads = 2;
};

class Echo final : public engineio::Handler {
 public:
  void on_open(const std::shared_ptr<engineio::Socket>&) override {}
  void on_message(engineio::Socket& socket, engineio::MessageKind kind, std::string_view data) override {
    const engineio::Message back{kind, std::make_shared<const std::string>(data)};
    socket.send({&back, 1});
  }
  void on_close(engineio::Socket&, engineio::CloseReason) override {}
};

// Mounts the Engine.IO server under its path; anything else is not found.
class Mount final : public http::Handler {
 public:
  Mount(std::string path, engineio::Server& engine) : path_(std::move(path)), engine_(engine) {}

  [[nodiscard]] std::uint64_t max_body(const http::Request& head) const override {
    return head.path == path_ ? engine_.max_body(head) : 0;
  }
  void handle(std::shared_ptr<http::Exchange> exchange) override {
    if (exchange->request().path == path_) {
      engine_.handle(std::move(exchange));
      return;
    }
    http::Response not_found;
    not_found.status = 404;
    exchange->respond(std::move(not_found));
  }
  [[nodiscard]] bool accepts_upgrade(const http::Request& head) const override {
    return head.path == path_ && engine_.accepts_upgrade(head);
  }
  void take_over(http::Takeover takeover) override { engine_.take_over(std::move(takeover)); }

 private:
  const std::string path_;
  engineio::Server& engine_;
};

void wait_for_signal() {
  boost::asio::io_context context;
  boost::asio::signal_set signals(context, SIGTERM, SIGINT);
  signals.async_wait([](const boost::system::error_code&, int) {});
  context.run();
}

void serve(const Options& options) {
  const base::SystemClock clock;
  http::IoPool pool(options.threads);
  Echo echo;
  engineio::Server engine(options.engine, echo, clock);
  Mount mount(options.engine.path, engine);
  http::ServerOptions listen;
  listen.address = options.address;
  listen.port = options.port;
  http::Server server(listen, mount, pool);
  server.start();
  std::cout << "listening on " << server.port() << std::endl;
  wait_for_signal();
  engine.shutdown();
  server.stop(kDrain);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  options.engine.path = "/engine.io/";  // The default of official clients and suites.
  CLI::App app{"An Engine.IO (protocol 4) server that sends every message back as it came"};
  app.add_option("--address", options.address, "Address to listen on")->capture_default_str();
  app.add_option("--port", options.port, "Port to listen on; 0 takes any free one")->capture_default_str();
  app.add_option("--path", options.engine.path, "Path of the endpoint")->capture_default_str();
  app.add_option("--ping-interval", options.ping_interval_ms, "Between a pong and the next ping, ms")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--ping-timeout", options.ping_timeout_ms, "From a ping to its pong at most, ms")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--max-payload", options.engine.max_payload, "Largest message, bytes")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--connect-timeout", options.connect_timeout_ms,
                 "Taken so that socketio_echo's command line fits, and without effect: an Engine.IO session is open "
                 "once its handshake is answered, there is nothing to wait for, ms")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--threads", options.threads, "I/O threads")->check(CLI::PositiveNumber)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  options.engine.ping_interval = std::chrono::milliseconds{options.ping_interval_ms};
  options.engine.ping_timeout = std::chrono::milliseconds{options.ping_timeout_ms};
  try {
    serve(options);
  } catch (const std::exception& error) {
    std::cerr << "engineio_echo: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
