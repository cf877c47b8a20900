#include "server/reasons.hpp"

namespace socketio {

std::string_view to_string(DisconnectReason reason) noexcept {
  switch (reason) {
    case DisconnectReason::kClientNamespaceDisconnect:
      return "client namespace disconnect";
    case DisconnectReason::kServerNamespaceDisconnect:
      return "server namespace disconnect";
    case DisconnectReason::kTransportClose:
      return "transport close";
    case DisconnectReason::kTransportError:
      return "transport error";
    case DisconnectReason::kPingTimeout:
      return "ping timeout";
    case DisconnectReason::kParseError:
      return "parse error";
    case DisconnectReason::kSlowConsumer:
      return "slow consumer";
    case DisconnectReason::kServerShutdown:
      return "server shutting down";
  }
  return "unknown";
}

namespace server {

DisconnectReason to_disconnect_reason(engineio::CloseReason reason) noexcept {
  switch (reason) {
    // An Engine.IO close packet says no more than that the carrier ends (official clients send one when a page is
    // hidden over polling); who leaves on purpose sends DISCONNECT first. The reference calls both the same, too.
    case engineio::CloseReason::kClientClose:
    case engineio::CloseReason::kTransportClose:
      return DisconnectReason::kTransportClose;
    case engineio::CloseReason::kTransportError:
      return DisconnectReason::kTransportError;
    case engineio::CloseReason::kPingTimeout:
      return DisconnectReason::kPingTimeout;
    case engineio::CloseReason::kParseError:
      return DisconnectReason::kParseError;
    case engineio::CloseReason::kServerClose:
      return DisconnectReason::kServerNamespaceDisconnect;
    case engineio::CloseReason::kSlowConsumer:
      return DisconnectReason::kSlowConsumer;
    case engineio::CloseReason::kServerShutdown:
      return DisconnectReason::kServerShutdown;
  }
  return DisconnectReason::kTransportError;
}

bool is_transport_loss(DisconnectReason reason) noexcept {
  return reason == DisconnectReason::kTransportClose || reason == DisconnectReason::kTransportError ||
         reason == DisconnectReason::kPingTimeout;
}

}  // namespace server
}  // namespace socketio
