#pragma once

#include "app/ports/tokens.hpp"
#include "base/token_bucket.hpp"
#include "domain/call.hpp"
#include "domain/ids.hpp"
#include "realtime/room_index.hpp"
#include "socketio/socket.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <utility>

namespace callroom::realtime {

class CallRoom;

/// Where a socket's last relayed message went: good for the next one while `room` is current.
struct RelayRoute {
  RoomIndex::Snapshot room;
  domain::SocketId to;
  std::weak_ptr<socketio::Socket> socket;
};

/// What the gateway knows of one socket. Identity and addresses are constant; the rest is of the socket's executor.
struct Connection {
  Connection(app::Identity identity_, std::string ip_address_, std::string user_agent_, base::TokenBucket events_)
      : identity(std::move(identity_)),
        ip_address(std::move(ip_address_)),
        user_agent(std::move(user_agent_)),
        events(events_) {}

  const app::Identity identity;
  // As they stand in audit records.
  const std::string ip_address;
  const std::string user_agent;

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
