#pragma once

#include "rooms/event_encoder.hpp"
#include "socketio/socket.hpp"

namespace socketio::rooms {

/// What this library's sockets are beyond the public face: they take an event that is already encoded.
class Member : public Socket {
 public:
  /// Any thread.
  virtual void deliver(const SharedEvent& event, Delivery delivery) = 0;
};

}  // namespace socketio::rooms
