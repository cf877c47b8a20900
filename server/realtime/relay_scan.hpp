#pragma once

#include "base/result.hpp"
#include "domain/ids.hpp"
#include "realtime/failure.hpp"
#include "socketio/socket.hpp"

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace callroom::realtime {

/// Bounds of one relayed message, in bytes of its JSON.
struct RelayLimits {
  std::size_t sdp = std::size_t{128} * 1024;
  std::size_t candidate = std::size_t{8} * 1024;
};

/// One of the events that go from socket to socket: offer, answer, ice-candidate.
struct RelayedEvent {
  std::string_view name;    ///< Of event_names.hpp; static.
  std::string_view member;  ///< What it carries: there must be such an object.
  /// A null candidate is legal: some browsers signal the end of candidates that way (W3C WebRTC 1.0, section 4.8.1.1).
  bool may_be_null = false;
  std::size_t RelayLimits::*limit = nullptr;
};
/// Null: not one of them.
[[nodiscard]] const RelayedEvent* find_relayed_event(std::string_view name) noexcept;

/// What the addressee gets, put together from pieces of what the sender sent: the same object with `from` instead of
/// `to`. Nothing of an SDP is parsed into a tree or copied on the way; the decoder has checked that all of it is JSON.
///
///   {"offer":{…},"to":"B","pc":1}   of A   ─►   { | "offer":{…} | , | "pc":1 | ,"from":" | A | "}
///
/// Of a key given twice the last counts, and an escaped key is the key that it spells: as it would be for a parser.
class RelayScan {
 public:
  /// `{`, three runs of members with commas between them and `,"from":"…"}`: a message of ours has no more.
  using Pieces = boost::container::small_vector<std::string_view, 12>;

  /// Reads what decides: nullopt, or why it is refused. Keeps `event`'s views: call the rest while they are valid.
  [[nodiscard]] std::optional<Failure> read(const socketio::EventView& event, const RelayedEvent& kind,
                                            const RelayLimits& limits);

  [[nodiscard]] std::string_view to() const noexcept { return to_; }
  /// The room that the sender named, if any.
  [[nodiscard]] std::optional<std::string_view> room() const noexcept { return room_; }
  /// `from` is a socket id, base64url: nothing to escape. A `from` of the sender's own is left out.
  [[nodiscard]] Pieces forward(std::string_view from) const;

 private:
  std::span<const socketio::JsonMember> members_;
  std::string_view to_;
  std::optional<std::string_view> room_;
  // Only for what was escaped.
  std::string to_text_;
  std::string room_text_;
};

}  // namespace callroom::realtime
