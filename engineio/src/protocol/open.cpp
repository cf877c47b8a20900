#include "engineio/protocol/open.hpp"

namespace engineio::protocol {

std::string encode_open(const Open& open) {
  std::string json = "{\"sid\":\"";
  json += open.sid;
  json += "\",\"upgrades\":[";
  json += open.upgrades == Upgrades::kWebSocket ? "\"websocket\"" : "";
  json += "],\"pingInterval\":";
  json += std::to_string(open.ping_interval.count());
  json += ",\"pingTimeout\":";
  json += std::to_string(open.ping_timeout.count());
  json += ",\"maxPayload\":";
  json += std::to_string(open.max_payload);
  json += "}";
  return json;
}

}  // namespace engineio::protocol
