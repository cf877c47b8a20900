#pragma once

#include "base/result.hpp"
#include "socketio/protocol/packet.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace socketio::protocol {

/// Valid JSON (RFC 8259, no deeper than kMaxJsonDepth) whose outermost value is an object? Builds no tree.
[[nodiscard]] bool is_json_object(std::string_view text);

/// The arguments of an ack: valid JSON, outermost an array, placeholders as below. nullopt when fine.
[[nodiscard]] std::optional<DecodeError> check_ack(std::string_view text, std::size_t attachments);

struct EventText {
  std::string name;  ///< Unescaped.
  std::string args;  ///< `[…]` without the name, as it stood on the wire.
};
/// An event: `["name", argument…]`. Every `{"_placeholder":true,"num":N}` must have an integer N below `attachments`,
/// and every attachment must stand somewhere.
[[nodiscard]] base::Result<EventText, DecodeError> read_event(std::string_view text, std::size_t attachments);

}  // namespace socketio::protocol
