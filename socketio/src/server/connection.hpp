#pragma once

#include "engineio/socket.hpp"
#include "server/context.hpp"
#include "server/socket_impl.hpp"
#include "socketio/protocol/decoder.hpp"

#include <boost/container/small_vector.hpp>
#include <boost/json/object.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace socketio::server {

/// One Engine.IO session and the namespaces upon it. Everything runs on the session's executor.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(const std::shared_ptr<engineio::Socket>& session, std::shared_ptr<Context> context);

  /// Starts to wait for the first CONNECT.
  void start();
  void on_message(engineio::MessageKind kind, std::string_view data);
  /// The session ended.
  void on_close(engineio::CloseReason reason);

  /// Socket::disconnect() was called; the peer has been told.
  void on_server_disconnect(const std::shared_ptr<SocketImpl>& socket, Socket::CloseConnection close);
  /// The peer came back elsewhere: this socket is as good as lost.
  void on_superseded(const std::shared_ptr<SocketImpl>& socket);

 private:
  /// A CONNECT on its way through the middleware.
  struct Entrance {
    std::string nsp;
    boost::json::object auth;
    boost::asio::any_io_executor executor;
    /// Connection state recovery: what the peer says of its earlier socket.
    std::optional<std::string> pid;
    std::optional<std::string> offset;
  };

  /// A namespace that the peer is in.
  struct Entered {
    std::shared_ptr<SocketImpl> socket;
    NamespaceHandler* handler = nullptr;
    bool is_main = false;  // its namespace: what nearly every packet asks for is told without following pointers
  };

  void on_packet(const protocol::PacketView& packet, const protocol::DecoderScratch& scratch);
  void on_connect_packet(const protocol::PacketView& packet);
  static void on_event_packet(const Entered& entered, const protocol::PacketView& packet,
                              const protocol::DecoderScratch& scratch);
  /// Null: the peer is not in that namespace.
  [[nodiscard]] const Entered* entered(std::string_view nsp) const;
  void authorize(NamespaceHandler& handler, std::shared_ptr<Entrance> entrance);
  /// It is not on its way any more.
  void end_of(const Entrance& entrance);
  void on_admission(const std::shared_ptr<Entrance>& entrance, const std::optional<ConnectError>& error,
                    const Admission& admission);
  /// The earlier socket that this entrance may continue; nullopt: none.
  [[nodiscard]] std::optional<Recoveries::Found> recoverable(const Entrance& entrance, const Admission& admission);
  void enter(const std::shared_ptr<Entrance>& entrance, const Admission& admission);
  [[nodiscard]] std::shared_ptr<SocketImpl> resume(const Entrance& entrance, const Admission& admission);
  [[nodiscard]] std::shared_ptr<SocketImpl> open(const Entrance& entrance, const Admission& admission);
  [[nodiscard]] std::shared_ptr<SocketImpl> make_socket(std::shared_ptr<rooms::Channel> channel,
                                                        const Admission& admission, SocketImpl::Origin origin);

  /// The one door by which a socket leaves its namespace.
  void leave(const std::shared_ptr<SocketImpl>& socket, DisconnectReason reason);
  void leave_all(DisconnectReason reason);
  /// The peer broke the protocol.
  void protocol_error();
  /// We end it, on purpose.
  void close_session();
  void close_carrier();
  void send(std::string text);

  const std::weak_ptr<engineio::Socket> session_;
  const boost::asio::any_io_executor executor_;
  const std::shared_ptr<Context> context_;
  protocol::Decoder decoder_;
  // Lists, not maps: nearly every peer is in one namespace.
  boost::container::small_vector<Entered, 1> sockets_;
  std::vector<std::string> entering_;
  /// Namespaces the server threw the peer out of: what it had already sent there is no breach of protocol.
  std::vector<std::string> left_;
  std::unique_ptr<rooms::Timer> connect_timer_;
  bool closed_ = false;
};

}  // namespace socketio::server
