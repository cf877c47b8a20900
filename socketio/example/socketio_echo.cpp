// A Socket.IO server for protocol suites: namespaces `/` and `/custom`; on connection it emits `auth` with the CONNECT
// payload or `{}`; `message` comes back as `message-back` with the same arguments, `message-with-ack` is acked with its
// arguments. Prints "listening on PORT" once it is ready; SIGTERM or SIGINT ends it with status 0.
#include "base/clock.hpp"
#include "engineio/server.hpp"
#include "http/io_pool.hpp"
#include "http/server.hpp"
#include "socketio/server.hpp"
#include "test_events.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <memory>
#include <string>

namespace {

/// How long answers in progress may take when the program ends.
constexpr std::chrono::seconds kDrain{1};
/// What enters `/guarded` (with --test-events).
constexpr std::string_view kToken = "let me in";

enum class TestMode : std::uint8_t { kOff, kOn };

struct Options {
  engineio::Config engine;
  socketio::Config socket;
  std::string address = "0.0.0.0";
  std::uint16_t port = 3000;
  // Defaults are what the official protocol suites expect.
  std::int64_t ping_interval_ms = 300;
  std::int64_t ping_timeout_ms = 200;
  std::int64_t connect_timeout_ms = 1000;
  std::int64_t recovery_window_ms = 0;
  std::size_t threads = 2;
  bool test_events = false;
};

class Echo : public socketio::NamespaceHandler {
 public:
  Echo(socketio::Server& server, TestMode mode) : mode_(mode), test_events_(server) {}

  void on_connect(const std::shared_ptr<socketio::Socket>& socket, const boost::json::object& auth) override {
    if (!socket->recovered()) socket->emit("auth", {'[' + boost::json::serialize(auth) + ']', {}});
  }
  void on_event(const std::shared_ptr<socketio::Socket>& socket, socketio::Event event) override {
    if (event.name == "message") {
      socket->emit("message-back", event.args);
    } else if (event.name == "message-with-ack") {
      if (event.ack) event.ack(std::move(event.args));
    } else if (mode_ == TestMode::kOn) {
      test_events_.handle(socket, event);
    }
  }
  void on_disconnect(const std::shared_ptr<socketio::Socket>& socket, socketio::DisconnectReason reason) override {
    if (mode_ == TestMode::kOn) test_events_.on_disconnect(*socket, reason);
  }

 private:
  const TestMode mode_;
  socketio_echo::TestEvents test_events_;
};

/// An Echo that lets only those in who know the token.
class GuardedEcho final : public Echo {
 public:
  using Echo::Echo;
  void authorize(const socketio::ConnectRequest& request, socketio::AdmissionCallback answer) override {
    const auto* const token = request.auth.if_contains("token");
    if (token != nullptr && token->is_string() && std::string_view{token->get_string()} == kToken) {
      return answer(std::nullopt, {});
    }
    boost::json::object data;
    data["code"] = "AUTHENTICATION_FAILED";
    answer(socketio::ConnectError{"not authorized", data}, {});
  }
};

/// Mounts the Engine.IO server under its path; anything else is not found.
class Mount final : public http::Handler {
 public:
  Mount(std::string path, engineio::Server& engine) : path_(std::move(path)), engine_(engine) {}

  [[nodiscard]] std::uint64_t max_body(const http::Request& head) const override {
    return head.path == path_ ? engine_.max_body(head) : 0;
  }
  void handle(std::shared_ptr<http::Exchange> exchange) override {
    if (exchange->request().path == path_) return engine_.handle(std::move(exchange));
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

void serve(const Options& options) {
  boost::asio::io_context main_loop;
  boost::asio::signal_set signals(main_loop, SIGTERM, SIGINT);
  signals.async_wait([](const boost::system::error_code&, int) {});

  const base::SystemClock clock;
  socketio::Server sockets(options.socket, clock);
  const auto mode = options.test_events ? TestMode::kOn : TestMode::kOff;
  Echo main(sockets, mode);
  Echo custom(sockets, mode);
  GuardedEcho guarded(sockets, mode);
  sockets.serve("/", main);
  sockets.serve("/custom", custom);
  if (options.test_events) sockets.serve("/guarded", guarded);

  http::IoPool pool(options.threads);
  engineio::Server engine(options.engine, sockets, clock);
  Mount mount(options.engine.path, engine);
  http::ServerOptions listen;
  listen.address = options.address;
  listen.port = options.port;
  http::Server server(listen, mount, pool);
  server.start();
  std::cout << "listening on " << server.port() << std::endl;
  main_loop.run();  // until a signal
  engine.shutdown();
  server.stop(kDrain);
}

void add_flags(CLI::App& app, Options& options) {
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
  app.add_option("--connect-timeout", options.connect_timeout_ms, "From the handshake to the first CONNECT, ms")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--recovery-window", options.recovery_window_ms,
                 "How long a lost connection may be continued, ms; 0: never (the official suite expects that)")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--threads", options.threads, "I/O threads")->check(CLI::PositiveNumber)->capture_default_str();
  // Shown to nobody: for socketio/test/node only.
  app.add_flag("--test-events", options.test_events)->group("");
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app{"A Socket.IO (protocol 5) server that answers as the official protocol suite expects"};
  add_flags(app, options);
  CLI11_PARSE(app, argc, argv);
  options.engine.ping_interval = std::chrono::milliseconds{options.ping_interval_ms};
  options.engine.ping_timeout = std::chrono::milliseconds{options.ping_timeout_ms};
  options.socket.connect_timeout = std::chrono::milliseconds{options.connect_timeout_ms};
  options.socket.recovery_window = std::chrono::milliseconds{options.recovery_window_ms};
  try {
    serve(options);
  } catch (const std::exception& error) {
    std::cerr << "socketio_echo: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
