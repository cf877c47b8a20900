#pragma once

#include <cstdint>
#include <string>

namespace engineio::protocol {

/// Why a request was refused. The values are the codes of the reference implementation (which has no word for the
/// last).
enum class Refusal : std::uint8_t {
  kUnknownTransport = 0,
  kUnknownSid = 1,
  kBadHandshakeMethod = 2,
  kBadRequest = 3,
  kForbidden = 4,
  kUnsupportedVersion = 5,
  kUnavailable = 6,  ///< The server is full or going down.
};

/// 400, 403 or 503.
[[nodiscard]] unsigned status_of(Refusal refusal) noexcept;
/// `{"code":1,"message":"Session ID unknown"}`
[[nodiscard]] std::string body_of(Refusal refusal);

}  // namespace engineio::protocol
