#pragma once

#include "base/clock.hpp"
#include "engineio/socket.hpp"
#include "socketio/socket.hpp"

#include <boost/json/object.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace socketio {

struct Config {
  /// An Engine.IO session without a CONNECT is closed after this.
  std::chrono::milliseconds connect_timeout{45'000};
  /// Connection state recovery; zero turns it off.
  std::chrono::milliseconds recovery_window{120'000};
  /// What one disconnected socket may keep for recovery; past either bound the oldest go and recovery is refused.
  std::size_t recovery_max_packets = 512;
  std::size_t recovery_max_bytes = 512 * 1024;
  /// Binary attachments of one packet.
  std::size_t max_attachments = 64;
};

/// A refused CONNECT: answered with CONNECT_ERROR `{"message":…,"data":…}`.
struct ConnectError {
  std::string message;
  boost::json::object data;  ///< Left out when empty.
};

/// What the middleware knows about a connection that asks to enter a namespace.
struct ConnectRequest {
  std::string_view nsp;
  const engineio::Handshake& handshake;
  /// The CONNECT packet's payload; an empty object when there was none.
  const boost::json::object& auth;
};

struct Admission {
  std::shared_ptr<const void> attachment;  ///< Becomes Socket::attachment().
};
/// Answers once, from any thread, now or later: admitted or refused.
using AdmissionCallback = std::function<void(std::optional<ConnectError>, Admission)>;

/// What runs in a namespace. All calls for one socket come on its executor(), in order.
class NamespaceHandler {
 public:
  virtual ~NamespaceHandler() = default;
  /// Middleware: may this connection enter? Also asked before a recovery.
  virtual void authorize(const ConnectRequest& request, AdmissionCallback answer) {
    static_cast<void>(request);
    answer(std::nullopt, Admission{});
  }
  virtual void on_connect(const std::shared_ptr<Socket>& socket, const boost::json::object& auth) = 0;
  virtual void on_event(const std::shared_ptr<Socket>& socket, Event event) = 0;
  virtual void on_disconnect(const std::shared_ptr<Socket>& socket, DisconnectReason reason) = 0;
};

/// Where rooms live. The local one is in this library; a cluster's one (Redis) replaces it.
class Adapter {
 public:
  virtual ~Adapter() = default;
  virtual void add(const std::string& nsp, const std::string& room, const std::shared_ptr<Socket>& socket) = 0;
  virtual void remove(const std::string& nsp, const std::string& room, const std::string& socket_id) = 0;
  /// To every socket of the room but `except` (a socket id; empty: none). `args` as for Socket::emit.
  virtual void broadcast(const std::string& nsp, const std::string& room, std::string_view except,
                         std::string_view event, const Payload& args, Delivery delivery) = 0;
  [[nodiscard]] virtual std::shared_ptr<Socket> find(const std::string& nsp, const std::string& socket_id) const = 0;
  [[nodiscard]] virtual bool in_room(const std::string& nsp, const std::string& room,
                                     const std::string& socket_id) const = 0;
};

/// A Socket.IO protocol 5 server (https://github.com/socketio/socket.io-protocol) upon Engine.IO sessions.
/// It is the engineio::Handler that an engineio::Server is given.
class Server final : public engineio::Handler {
 public:
  /// `clock` outlives the server.
  Server(Config config, const base::Clock& clock);
  ~Server() override;

  /// Registers a namespace ("/", "/custom"). Before the first connection only; `handler` outlives the server.
  void serve(std::string nsp, NamespaceHandler& handler);

  /// To a whole room, or (room empty) to the whole namespace. Any thread.
  void broadcast(const std::string& nsp, const std::string& room, std::string_view except, std::string_view event,
                 const Payload& args, Delivery delivery = Delivery::kReliable);
  [[nodiscard]] std::shared_ptr<Socket> find(const std::string& nsp, const std::string& socket_id) const;

  void on_open(const std::shared_ptr<engineio::Socket>& socket) override;
  void on_message(engineio::Socket& socket, engineio::MessageKind kind, std::string_view data) override;
  void on_close(engineio::Socket& socket, engineio::CloseReason reason) override;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace socketio
