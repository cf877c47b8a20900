#pragma once

#include "socketio/socket.hpp"

namespace socketio::server {

[[nodiscard]] DisconnectReason to_disconnect_reason(engineio::CloseReason reason) noexcept;
/// The peer may not even know: it is kept for recovery. Nobody meant it to end.
[[nodiscard]] bool is_transport_loss(DisconnectReason reason) noexcept;

}  // namespace socketio::server
