#include "engineio/protocol/request.hpp"

#include <cstddef>

namespace engineio::protocol {
namespace {

int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// RFC 3986, section 2.1. No value we know holds a space, so '+' stays what it is.
std::optional<std::string> unescape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const int high = hex_value(text[i + 1]);
    const int low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return out;
}

std::optional<std::string>* slot(Query& query, std::string_view name) {
  if (name == "EIO") return &query.eio;
  if (name == "transport") return &query.transport;
  if (name == "sid") return &query.sid;
  return nullptr;
}

}  // namespace

std::optional<Query> parse_query(std::string_view query) {
  Query out;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(pair.size() == query.size() ? pair.size() : pair.size() + 1);
    const std::size_t equals = pair.find('=');
    const std::string_view name = pair.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    out.jsonp = out.jsonp || name == "j";
    auto* const target = slot(out, name);
    if (target == nullptr || target->has_value()) {
      continue;
    }
    *target = unescape(value);
    if (!target->has_value()) {
      return std::nullopt;
    }
  }
  return out;
}

base::Result<Wish, Refusal> route(std::string_view method, const Query& query, Carrier carrier, Sid sid) {
  const bool websocket = query.transport == "websocket";
  if (!websocket && query.transport != "polling") {
    return Refusal::kUnknownTransport;
  }
  if (sid == Sid::kUnknown) {
    return Refusal::kUnknownSid;
  }
  if (sid == Sid::kAbsent && method != "GET") {
    return Refusal::kBadHandshakeMethod;
  }
  // A WebSocket transport needs a WebSocket. (The opposite is fine: RFC 9110, section 7.8, lets a server ignore
  // Upgrade.)
  if (query.jsonp || (websocket && (carrier != Carrier::kWebSocketUpgrade || method != "GET"))) {
    return Refusal::kBadRequest;
  }
  if (query.eio != "4" && (sid == Sid::kAbsent || query.eio.has_value())) {
    return Refusal::kUnsupportedVersion;
  }
  if (sid == Sid::kAbsent) {
    return websocket ? Wish::kOpenWebSocket : Wish::kOpenPolling;
  }
  if (websocket) {
    return Wish::kUpgrade;
  }
  if (method == "GET") {
    return Wish::kPoll;
  }
  if (method == "POST") {
    return Wish::kPush;
  }
  return Refusal::kBadRequest;
}

}  // namespace engineio::protocol
