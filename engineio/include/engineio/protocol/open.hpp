#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace engineio::protocol {

enum class Upgrades : std::uint8_t { kNone, kWebSocket };

/// What the first packet tells the client.
struct Open {
  std::string_view sid;  ///< base64url: needs no JSON escapes.
  Upgrades upgrades = Upgrades::kNone;
  std::chrono::milliseconds ping_interval{0};
  std::chrono::milliseconds ping_timeout{0};
  std::size_t max_payload = 0;  ///< Bytes.
};

/// The JSON after the packet's type:
/// `{"sid":"…","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}`
[[nodiscard]] std::string encode_open(const Open& open);

}  // namespace engineio::protocol
