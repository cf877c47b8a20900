#pragma once

#include "base/clock.hpp"
#include "engineio/socket.hpp"
#include "socketio/adapter.hpp"
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
  /// How many lost sockets are kept at once; past it the one lost longest ago goes.
  std::size_t recovery_max_sockets = 20'000;
  /// Binary attachments of one packet.
  std::size_t max_attachments = 64;
  /// Text and attachments of one incoming packet together, in bytes: what a session may make us hold.
  std::size_t max_packet_bytes = 8 * 1024 * 1024;
};

/// A refused CONNECT: answered with CONNECT_ERROR `{"message":…,"data":…}`.
struct ConnectError {
  std::string message;
  boost::json::object data;  ///< Left out when empty.
};

/// What the middleware knows about a connection that asks to enter a namespace. Valid during authorize() only; what is
/// needed of the handshake later must be kept in the attachment.
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
  /// May a connection admitted with `present` continue the socket that was admitted with `past`? Asked only when the
  /// peer showed that socket's secret. No: it becomes a fresh socket. On the executor of the new connection.
  [[nodiscard]] virtual bool may_recover(const std::shared_ptr<const void>& past,
                                         const std::shared_ptr<const void>& present) {
    static_cast<void>(past);
    static_cast<void>(present);
    return true;
  }
  /// The CONNECT answer (and, recovered, what was missed) is on its way already. For a recovered socket this follows
  /// the on_disconnect() of the lost connection and comes with a new Socket of the same id().
  virtual void on_connect(const std::shared_ptr<Socket>& socket, const boost::json::object& auth) = 0;
  /// An event before anything of it is copied: for those that pass events on. By default it is copied for on_event().
  virtual void on_event_view(const std::shared_ptr<Socket>& socket, EventView event);
  /// `event.name` is valid during the call only.
  virtual void on_event(const std::shared_ptr<Socket>& socket, Event event) = 0;
  /// Once for each on_connect(). After a transport loss the socket may come back within the recovery window (it is
  /// still found, still in its rooms, and what is sent to it is kept); whether it does is told by on_connect() alone.
  virtual void on_disconnect(const std::shared_ptr<Socket>& socket, DisconnectReason reason) = 0;
};

/// A Socket.IO protocol 5 server (https://github.com/socketio/socket.io-protocol) upon Engine.IO sessions.
/// It is the engineio::Handler that an engineio::Server is given. Destroy it after that server and its threads; it
/// holds on to no session and no thread by itself.
class Server final : public engineio::Handler {
 public:
  /// `clock` outlives the server. `make_adapter` is given the adapter of this process's sockets; without it, that one
  /// is used as it is.
  Server(Config config, const base::Clock& clock, const AdapterFactory& make_adapter = {});
  ~Server() override;

  /// Registers a namespace ("/", "/custom"). Before the first connection only; `handler` outlives every session.
  void serve(std::string nsp, NamespaceHandler& handler);

  /// To a whole room, or (room empty) to the whole namespace. Any thread.
  void broadcast(const std::string& nsp, const std::string& room, std::string_view except, std::string_view event,
                 const Payload& args, Delivery delivery = Delivery::kReliable);
  /// Null when there is none. A socket that is lost and may still be recovered is found: what it is sent is kept.
  [[nodiscard]] std::shared_ptr<Socket> find(const std::string& nsp, const std::string& socket_id) const;

  void on_open(const std::shared_ptr<engineio::Socket>& socket) override;
  void on_message(engineio::Socket& socket, engineio::MessageKind kind, std::string_view data) override;
  void on_close(engineio::Socket& socket, engineio::CloseReason reason) override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace socketio
