#pragma once

#include "app/context.hpp"
#include "app/ports/tokens.hpp"
#include "base/token_bucket.hpp"
#include "domain/call.hpp"
#include "domain/ids.hpp"
#include "realtime/room_index.hpp"
#include "socketio/socket.hpp"

#include <atomic>
#include <memory>
#include <optional>

namespace callroom::realtime {

class CallRoom;

/// Where a socket's last relayed message went: good for the next one while `room` is current.
struct RelayRoute {
  RoomIndex::Snapshot room;
  domain::SocketId to;
  std::weak_ptr<socketio::Socket> socket;
};

/// What the gateway knows of one socket. Identity and origin are constant; the rest belongs to the socket's executor.
struct Connection {
  Connection(app::Identity identity_, app::Origin origin_, base::TokenBucket events_)
      : identity(std::move(identity_)), origin(std::move(origin_)), events(events_) {}

  const app::Identity identity;
  const app::Origin origin;  ///< Without request_id and via, which each event has of its own.

  base::TokenBucket events;
  std::shared_ptr<CallRoom> room;  ///< The room that this socket has joined or is joining.
  RelayRoute route;
  bool closed = false;

  // Read by a later connection that wants to recover this one's socket, on its own executor.
  domain::SocketId socket_id;         ///< Set once, when connected.
  std::atomic<bool> in_call = false;  ///< It joined a room and did not leave it.
};

/// The shape in which a socket carries its Connection (Socket::attachment() is constant).
struct ConnectionRef {
  std::shared_ptr<Connection> connection;
};

}  // namespace callroom::realtime
