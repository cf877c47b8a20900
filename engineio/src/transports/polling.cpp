#include "transports/polling.hpp"

#include <utility>

namespace engineio::transports {
namespace {

http::Response make(unsigned status, const char* content_type, std::string body) {
  http::Response response;
  response.status = status;
  response.headers.add("Content-Type", content_type);
  response.headers.add("Cache-Control", "no-store");  // An answer kept anywhere would be given twice.
  response.body = std::move(body);
  return response;
}

}  // namespace

http::Response payload_response(std::string payload) {
  return make(200, "text/plain; charset=UTF-8", std::move(payload));
}

http::Response packet_response(protocol::PacketType type) {
  return payload_response(std::string(1, protocol::type_digit(type)));
}

http::Response pushed_response() {
  return make(200, "text/html", "ok");  // The type is the reference implementation's; old proxies pass it unharmed.
}

http::Response refusal_response(protocol::Refusal refusal) {
  return make(protocol::status_of(refusal), "application/json", protocol::body_of(refusal));
}

http::Response too_large_response() { return make(413, "text/plain; charset=UTF-8", "Payload too large"); }

}  // namespace engineio::transports
