#pragma once

#include "engineio/socket.hpp"
#include "socketio/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_to.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace callroom::realtime::test {

/// An Engine.IO session whose other end is the test: what the server sends is kept as text, what the test says goes
/// straight into the Socket.IO server. Single-threaded: everything runs on one io_context that the test runs.
class ScriptedSocket final : public engineio::Socket {
 public:
  ScriptedSocket(boost::asio::io_context& context, std::string id, const base::Clock& clock)
      : context_(context), id_(std::move(id)), clock_(clock) {
    handshake_.remote_address = "192.0.2.7";
    handshake_.headers = {{"User-Agent", "scripted"}};
  }

  [[nodiscard]] const std::string& id() const override { return id_; }
  [[nodiscard]] const engineio::Handshake& handshake() const override { return handshake_; }
  [[nodiscard]] boost::asio::any_io_executor executor() const override { return context_.get_executor(); }
  [[nodiscard]] engineio::Transport transport() const override { return engineio::Transport::kWebSocket; }
  [[nodiscard]] base::WallTime last_heard() const override { return last_heard_.value_or(clock_.now()); }
  void send(std::span<const engineio::Message> unit, engineio::Delivery) override {
    for (const auto& message : unit) {
      auto keep = [this, data = message.data] { received.push_back(*data); };
      boost::asio::post(context_, std::move(keep));
    }
  }
  void close() override {
    auto note = [this] { closed = true; };
    boost::asio::post(context_, std::move(note));
  }

  void set_query(std::string query) { handshake_.query = std::move(query); }
  void set_last_heard(base::WallTime time) { last_heard_ = time; }

  std::deque<std::string> received;
  bool closed = false;

 private:
  boost::asio::io_context& context_;
  const std::string id_;
  const base::Clock& clock_;
  engineio::Handshake handshake_;
  std::optional<base::WallTime> last_heard_;
};

/// A JSON string's text; boost::json::value does not compare with std::string.
[[nodiscard]] inline std::string text(const boost::json::value& value) {
  return boost::json::value_to<std::string>(value);
}

/// A client in the test's hands, speaking Socket.IO 5 as text.
class Peer {
 public:
  using RunUntil = std::function<bool(const std::function<bool()>&)>;

  Peer(std::shared_ptr<ScriptedSocket> socket, socketio::Server& server, RunUntil run_until)
      : socket_(std::move(socket)), server_(server), run_until_(std::move(run_until)) {}

  /// CONNECT; the answer's payload: {"sid",…}, or {"message","data"} when refused.
  boost::json::object connect(const boost::json::object& auth);
  /// Emits with an ack and gives the ack's one argument.
  boost::json::object request(std::string_view event, const boost::json::value& argument);
  /// Emits without an ack.
  void emit(std::string_view event, const boost::json::value& argument);
  /// The payload of the next event of that name; earlier events of other names stay. Fails the test when none comes.
  boost::json::object expect(std::string_view event);
  /// Everything that has come is taken in; true if there is an event of that name.
  bool has(std::string_view event);
  void drop(engineio::CloseReason reason = engineio::CloseReason::kTransportClose);

  [[nodiscard]] const std::string& sid() const { return sid_; }
  [[nodiscard]] ScriptedSocket& socket() { return *socket_; }

 private:
  void say(const std::string& text);
  std::optional<std::string> take(const std::function<bool(const std::string&)>& wanted);

  std::shared_ptr<ScriptedSocket> socket_;
  socketio::Server& server_;
  RunUntil run_until_;
  std::string sid_;
  int next_ack_ = 0;
};

}  // namespace callroom::realtime::test
