#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engineio::websocket {

/// Why a WebSocket is closed: those that we say ourselves (RFC 6455, section 7.4.1).
enum class CloseCode : std::uint16_t {
  kNormal = 1000,
  kProtocolError = 1002,
  kBadData = 1007,  ///< Text that is not UTF-8.
  kTooBig = 1009,
};

/// What a peer said in a close frame: its code, or nothing at all; or what is wrong with it.
struct CloseNotice {
  std::optional<std::uint16_t> code;
  std::optional<CloseCode> fault;  ///< Set: the frame is no close frame; answer this.
};

/// Reads the payload of a close frame (RFC 6455, section 5.5.1).
[[nodiscard]] CloseNotice parse_close(std::string_view payload) noexcept;

/// A whole close frame without a reason; nullopt: without a code either.
[[nodiscard]] std::string close_frame(std::optional<std::uint16_t> code);
[[nodiscard]] inline std::string close_frame(CloseCode code) { return close_frame(static_cast<std::uint16_t>(code)); }

/// A whole pong frame, with the ping's payload (at most kMaxControl bytes).
[[nodiscard]] std::string pong_frame(std::string_view payload);

}  // namespace engineio::websocket
