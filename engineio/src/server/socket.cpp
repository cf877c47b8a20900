#include "engineio/socket.hpp"

#include "http/message.hpp"

namespace engineio {

std::string_view to_string(CloseReason reason) noexcept {
  switch (reason) {
    case CloseReason::kTransportClose:
      return "transport close";
    case CloseReason::kTransportError:
      return "transport error";
    case CloseReason::kPingTimeout:
      return "ping timeout";
    case CloseReason::kParseError:
      return "parse error";
    case CloseReason::kClientClose:
      return "client close";
    case CloseReason::kServerClose:
      return "server close";
    case CloseReason::kSlowConsumer:
      return "slow consumer";
    case CloseReason::kServerShutdown:
      return "server shutdown";
  }
  return "unknown";
}

std::string_view Handshake::header(std::string_view name) const noexcept {
  for (const auto& [key, value] : headers) {
    if (http::iequals(key, name)) return value;
  }
  return {};
}

}  // namespace engineio
