#pragma once

#include "domain/access_rule.hpp"
#include "domain/call.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace callroom::realtime {

/// The codes of the `error` event and of a refused ack.
enum class EventError : std::uint8_t {
  kRoomNotFound,
  kRoomFull,
  kInvalidSession,
  kAuthenticationFailed,
  kPermissionDenied,
  kConnectionTimeout,  ///< The addressee's connection is lost at the moment.
  kRateLimited,
  kInvalidPayload,
  kSuperseded,
  kUnavailable,  ///< The store cannot answer now; the same event may be sent again.
};
[[nodiscard]] std::string_view to_string(EventError code) noexcept;

/// Why an event was refused: what the peer is told.
struct Failure {
  EventError code = EventError::kInvalidPayload;
  std::string message;
  boost::json::object details;
};

/// The one mapper from the closed enums of the core to what a peer is told.
[[nodiscard]] Failure failure_of(domain::Denial denial);
[[nodiscard]] Failure failure_of(domain::CallRefusal refusal);
[[nodiscard]] Failure unavailable();

/// `{message,code,details}`: the payload of `error`, and the `error` member of a refused ack.
[[nodiscard]] boost::json::object to_json(const Failure& failure);

}  // namespace callroom::realtime
