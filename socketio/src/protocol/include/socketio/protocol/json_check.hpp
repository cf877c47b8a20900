#pragma once

#include "base/result.hpp"
#include "socketio/json_view.hpp"
#include "socketio/protocol/packet.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace socketio::protocol {

/// Valid JSON (RFC 8259, no deeper than kMaxJsonDepth) whose outermost value is an object? Builds no tree.
[[nodiscard]] bool is_json_object(std::string_view text);

/// The arguments of an ack: valid JSON, outermost an array, placeholders as below. nullopt when fine.
[[nodiscard]] std::optional<DecodeError> check_ack(std::string_view text, std::size_t attachments);

/// An event as it stands in its text. `["name", argument…]`
struct EventText {
  std::string_view name;          ///< Unescaped: in the text, or in the scratch.
  std::string_view args;          ///< What follows the name's comma, up to the array's bracket.
  std::optional<JsonKind> first;  ///< The first argument's kind; nullopt: there is none.
};
/// Where an event's parts go that do not stand in its text as they are. Made anew for each message, on the stack.
struct EventScratch {
  std::string name;
  JsonMembers members;  ///< Of the first argument, if that is an object.
};
/// Reads an event in one pass. Every `{"_placeholder":true,"num":N}` must have an integer N below `attachments`, and
/// every attachment must stand somewhere.
[[nodiscard]] base::Result<EventText, DecodeError> read_event(std::string_view text, std::size_t attachments,
                                                              EventScratch& scratch);

}  // namespace socketio::protocol
