#pragma once

#include "app/context.hpp"
#include "app/ports/tokens.hpp"
#include "base/token_bucket.hpp"
#include "domain/ids.hpp"

#include <memory>
#include <optional>

namespace callroom::realtime {

class CallRoom;

/// What the gateway knows of one socket. Identity and origin are constant; the rest belongs to the socket's executor.
struct Connection {
  Connection(app::Identity identity_, app::Origin origin_, base::TokenBucket events_)
      : identity(std::move(identity_)), origin(std::move(origin_)), events(events_) {}

  const app::Identity identity;
  const app::Origin origin;  ///< Without request_id and via, which each event has of its own.

  base::TokenBucket events;
  std::shared_ptr<CallRoom> room;  ///< The room that this socket has joined or is joining.
  bool closed = false;
};

/// The shape in which a socket carries its Connection (Socket::attachment() is constant).
struct ConnectionRef {
  std::shared_ptr<Connection> connection;
};

}  // namespace callroom::realtime
