#pragma once

#include "socketio/payload.hpp"
#include "socketio/socket.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace socketio {

/// Where rooms live. The local one is in this library; a cluster's one (Redis, say) stands before it and adds the other
/// nodes. Every method may be called from any thread and must not block.
///
/// An empty `room` is the namespace itself: a socket is added to it first, when it connects, and removed from it last.
/// A socket's own id names a room of which it is the only member, without ever having been added to it.
/// A socket lost but still within the recovery window stays a member: what is sent to it is kept for it.
class Adapter {
 public:
  virtual ~Adapter() = default;
  /// Adds, or (same id) replaces: a recovered socket takes the place of the lost one.
  virtual void add(const std::string& nsp, const std::string& room, const std::shared_ptr<Socket>& socket) = 0;
  virtual void remove(const std::string& nsp, const std::string& room, const std::string& socket_id) = 0;
  /// To every socket of the room but `except` (a socket id; empty: none). `args` as for Socket::emit.
  virtual void broadcast(const std::string& nsp, const std::string& room, std::string_view except,
                         std::string_view event, const Payload& args, Delivery delivery) = 0;
  [[nodiscard]] virtual std::shared_ptr<Socket> find(const std::string& nsp, const std::string& socket_id) const = 0;
  [[nodiscard]] virtual bool in_room(const std::string& nsp, const std::string& room,
                                     const std::string& socket_id) const = 0;
};

/// Makes the adapter a server uses, given the one that holds this process's sockets. It may return that very one.
using AdapterFactory = std::function<std::shared_ptr<Adapter>(std::shared_ptr<Adapter> local)>;

}  // namespace socketio
