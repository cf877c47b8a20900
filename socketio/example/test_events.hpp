#pragma once

#include "base/guarded.hpp"
#include "socketio/server.hpp"

#include <boost/json/array.hpp>
#include <memory>

namespace socketio_echo {

/// What the integration suite needs beyond the documented events, only with --test-events:
///
///   join ROOM (ack)                   leave ROOM (ack)
///   broadcast ROOM EVENT ARGS…        to everyone else in the room (empty: the namespace); (ack)
///   broadcast-volatile ROOM EVENT …   the same, volatile
///   ask ARGS…                         emits `question` with ack; tells by `answered` what came, or by `unanswered`
///   leave-me · close-me               disconnects the socket · and its connection
///   losses (ack)                      the reasons of all disconnections so far, with their socket ids
class TestEvents {
 public:
  explicit TestEvents(socketio::Server& server) : server_(server) {}
  /// False: not one of them.
  bool handle(const std::shared_ptr<socketio::Socket>& socket, const socketio::Event& event);
  void on_disconnect(const socketio::Socket& socket, socketio::DisconnectReason reason);

 private:
  void broadcast(const socketio::Socket& from, const socketio::Payload& args, socketio::Delivery delivery);
  static void ask(const std::shared_ptr<socketio::Socket>& socket, const socketio::Payload& args);

  socketio::Server& server_;
  base::Guarded<boost::json::array> losses_;
};

}  // namespace socketio_echo
