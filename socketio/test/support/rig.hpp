#pragma once

#include "server/hub.hpp"
#include "support/fake_session.hpp"
#include "support/manual_timers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace socketio::test {

using SocketPtr = std::shared_ptr<Socket>;

/// A namespace that writes down what happens in it.
class RecordingHandler : public NamespaceHandler {
 public:
  void authorize(const ConnectRequest& request, AdmissionCallback answer) override {
    if (on_authorize) return on_authorize(request, std::move(answer));
    answer(std::nullopt, Admission{});
  }
  bool may_recover(const std::shared_ptr<const void>& past, const std::shared_ptr<const void>& present) override {
    return !on_may_recover || on_may_recover(past, present);
  }
  void on_connect(const SocketPtr& socket, const boost::json::object& auth) override {
    log.push_back(std::string{socket->recovered() ? "recovered " : "connect "} + boost::json::serialize(auth));
    sockets.push_back(socket);
    if (when_connected) when_connected(socket);
  }
  void on_event(const SocketPtr& socket, Event event) override {
    log.push_back("event " + std::string{event.name} + " " + event.args.json);
    if (when_event) when_event(socket, std::move(event));
  }
  void on_disconnect(const SocketPtr& socket, DisconnectReason reason) override {
    log.push_back("disconnect " + std::string{to_string(reason)});
    if (when_disconnected) when_disconnected(socket);
  }
  /// What was written down since the last call.
  [[nodiscard]] std::vector<std::string> take() { return std::exchange(log, {}); }
  [[nodiscard]] SocketPtr last() const { return sockets.back(); }

  std::vector<std::string> log;
  std::vector<SocketPtr> sockets;
  std::function<void(const ConnectRequest&, AdmissionCallback)> on_authorize;
  std::function<bool(const std::shared_ptr<const void>&, const std::shared_ptr<const void>&)> on_may_recover;
  std::function<void(const SocketPtr&)> when_connected;
  std::function<void(const SocketPtr&, Event)> when_event;
  std::function<void(const SocketPtr&)> when_disconnected;
};

/// What a peer remembers for its recovery.
struct Ticket {
  std::string sid;
  std::string pid;
};

/// A hub upon scripted sessions, one thread, time by hand; namespaces "/" and "/custom".
class Rig : public ::testing::Test {
 public:
  Rig() : Rig(Config{}) {}
  explicit Rig(const Config& config) : hub(config, clock, timers, {}) {
    hub.serve("/", main);
    hub.serve("/custom", custom);
  }

  [[nodiscard]] std::shared_ptr<FakeSession> open() {
    auto session = std::make_shared<FakeSession>(context.get_executor(), "session" + std::to_string(opened_++));
    hub.on_open(session);
    return session;
  }
  void text(const std::shared_ptr<FakeSession>& session, std::string_view message) {
    hub.on_message(*session, engineio::MessageKind::kText, message);
    run();
  }
  void binary(const std::shared_ptr<FakeSession>& session, std::string_view message) {
    hub.on_message(*session, engineio::MessageKind::kBinary, message);
    run();
  }
  void lose(const std::shared_ptr<FakeSession>& session,
            engineio::CloseReason reason = engineio::CloseReason::kTransportClose) {
    session->close();
    hub.on_close(*session, reason);
    run();
  }
  void advance(std::chrono::milliseconds by) {
    timers->advance(by);
    run();
  }
  /// Runs what is posted.
  void run() {
    context.restart();
    context.poll();
  }
  /// Opens a session and enters a namespace; what was sent and written down so far is taken away.
  [[nodiscard]] std::shared_ptr<FakeSession> connected(std::string_view connect = "0") {
    auto session = open();
    text(session, connect);
    const auto sent = session->take();
    if (sent.empty()) throw std::runtime_error("no CONNECT answer");
    ticket = ticket_of(sent.front());
    main.log.clear();
    custom.log.clear();
    return session;
  }
  [[nodiscard]] static Ticket ticket_of(const std::string& answer) {
    const auto body = boost::json::parse(answer.substr(answer.find('{'))).as_object();
    Ticket out;
    out.sid = std::string{body.at("sid").as_string()};
    if (const auto* pid = body.if_contains("pid")) out.pid = std::string{pid->as_string()};
    return out;
  }

  boost::asio::io_context context;
  base::ManualClock clock;
  std::shared_ptr<ManualTimers> timers = std::make_shared<ManualTimers>(clock);
  RecordingHandler main;
  RecordingHandler custom;
  server::Hub hub;
  Ticket ticket;

 private:
  int opened_ = 0;
};

/// Without recovery: no pid, no offsets.
class PlainRig : public Rig {
 public:
  PlainRig() : Rig(plain()) {}
  static Config plain() {
    Config config;
    config.recovery_window = std::chrono::milliseconds{0};
    return config;
  }
};

}  // namespace socketio::test
