#include "engineio/protocol/refusal.hpp"

#include <string_view>

namespace engineio::protocol {
namespace {

std::string_view message_of(Refusal refusal) noexcept {
  switch (refusal) {
    case Refusal::kUnknownTransport:
      return "Transport unknown";
    case Refusal::kUnknownSid:
      return "Session ID unknown";
    case Refusal::kBadHandshakeMethod:
      return "Bad handshake method";
    case Refusal::kBadRequest:
      return "Bad request";
    case Refusal::kForbidden:
      return "Forbidden";
    case Refusal::kUnsupportedVersion:
      return "Unsupported protocol version";
    case Refusal::kUnavailable:
      return "Service unavailable";
  }
  return "Bad request";
}

}  // namespace

unsigned status_of(Refusal refusal) noexcept {
  switch (refusal) {
    case Refusal::kForbidden:
      return 403;
    case Refusal::kUnavailable:
      return 503;
    default:
      return 400;
  }
}

std::string body_of(Refusal refusal) {
  std::string body = "{\"code\":";
  body += std::to_string(static_cast<unsigned>(refusal));
  body += ",\"message\":\"";
  body += message_of(refusal);
  body += "\"}";
  return body;
}

}  // namespace engineio::protocol
