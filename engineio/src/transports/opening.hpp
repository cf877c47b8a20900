#pragma once

#include "http/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace engineio::transports {

/// What a WebSocket's opening handshake is (RFC 6455, section 4.2.1).
enum class Opening : std::uint8_t {
  kGood,
  kBadVersion,  ///< To be answered 426 with the version that we speak.
  kMalformed,   ///< No key, two of them, or not sixteen bytes in base64.
};

[[nodiscard]] Opening check_opening(const http::Request& request);

/// 426, naming our version (section 4.2.2), for kBadVersion.
[[nodiscard]] http::Response wrong_version_response();

/// Sec-WebSocket-Accept for a Sec-WebSocket-Key (section 4.2.2, step 5.4). Throws std::runtime_error if OpenSSL cannot
/// digest.
[[nodiscard]] std::string accept_key(std::string_view key);

/// The whole 101 for a good opening. Neither extensions nor subprotocols are agreed to.
[[nodiscard]] std::string switching_protocols(const http::Request& request);

}  // namespace engineio::transports
