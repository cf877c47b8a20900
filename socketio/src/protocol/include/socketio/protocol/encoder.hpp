#pragma once

#include "socketio/protocol/packet.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace socketio::protocol {

/// `json` is the CONNECT answer's object; empty: none.
[[nodiscard]] std::string encode_connect(std::string_view nsp, std::string_view json);
[[nodiscard]] std::string encode_connect_error(std::string_view nsp, std::string_view json);
[[nodiscard]] std::string encode_disconnect(std::string_view nsp);

/// The text of an event. `pieces`, one after another, are what stands between the brackets of the arguments' array (no
/// piece, or empty ones: no arguments): valid JSON is the caller's duty. `offset` (connection state recovery) becomes
/// one more argument at the end; empty: none.
[[nodiscard]] std::string encode_event_text(std::string_view nsp, std::string_view name,
                                            std::span<const std::string_view> pieces, std::size_t attachments,
                                            std::optional<std::uint64_t> id, std::string_view offset);

/// `args.json` is an array (an empty text stands for `[]`), trusted to be valid JSON; std::invalid_argument when it is
/// visibly none.
[[nodiscard]] Encoded encode_event(std::string_view nsp, std::string_view name, const Payload& args,
                                   std::optional<std::uint64_t> id, std::string_view offset);
[[nodiscard]] Encoded encode_ack(std::string_view nsp, const Payload& args, std::uint64_t id);

/// What stands between the brackets of an array's text; empty for whitespace. std::invalid_argument when it is visibly
/// no array.
[[nodiscard]] std::string_view inside_array(std::string_view json);

/// `text` as a JSON string, quotes included.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace socketio::protocol
