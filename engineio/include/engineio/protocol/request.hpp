#pragma once

#include "base/result.hpp"
#include "engineio/protocol/refusal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engineio::protocol {

/// The parameters that protocol 4 and its forerunners give a meaning; percent-decoded, first value of each.
struct Query {
  std::optional<std::string> eio;        ///< `EIO`: the protocol revision.
  std::optional<std::string> transport;  ///< "polling" or "websocket".
  std::optional<std::string> sid;
  bool jsonp = false;  ///< `j` is there: a JSONP poll, which protocol 4 no longer has.
};

/// nullopt: a parameter of ours has a broken escape. `b64` and `t` need nothing done: payloads are always text, and
/// answers are never stored.
[[nodiscard]] std::optional<Query> parse_query(std::string_view query);

/// What the connection can do beyond one answer.
enum class Carrier : std::uint8_t { kHttp, kWebSocketUpgrade };
/// What is known of the `sid` a request names.
enum class Sid : std::uint8_t { kAbsent, kKnown, kUnknown };

/// What a request wants.
enum class Wish : std::uint8_t {
  kOpenPolling,    ///< GET without sid
  kOpenWebSocket,  ///< WebSocket without sid
  kPoll,           ///< GET with sid
  kPush,           ///< POST with sid
  kUpgrade,        ///< WebSocket with sid
};

/// The one table of requests. Refusals come in the order of the reference implementation: transport, sid, method,
/// carrier, protocol version.
[[nodiscard]] base::Result<Wish, Refusal> route(std::string_view method, const Query& query, Carrier carrier, Sid sid);

}  // namespace engineio::protocol
