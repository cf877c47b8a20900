#include "realtime/failure.hpp"

#include <array>

namespace callroom::realtime {

std::string_view to_string(EventError code) noexcept {
  switch (code) {
    case EventError::kRoomNotFound:
      return "ROOM_NOT_FOUND";
    case EventError::kRoomFull:
      return "ROOM_FULL";
    case EventError::kInvalidSession:
      return "INVALID_SESSION";
    case EventError::kAuthenticationFailed:
      return "AUTHENTICATION_FAILED";
    case EventError::kPermissionDenied:
      return "PERMISSION_DENIED";
    case EventError::kConnectionTimeout:
      return "CONNECTION_TIMEOUT";
    case EventError::kRateLimited:
      return "RATE_LIMITED";
    case EventError::kInvalidPayload:
      return "INVALID_PAYLOAD";
    case EventError::kSuperseded:
      return "SUPERSEDED";
    case EventError::kUnavailable:
      return "UNAVAILABLE";
  }
  return "INVALID_PAYLOAD";
}

Failure failure_of(domain::Denial denial) {
  boost::json::object details{{"reason", domain::to_string(denial)}};
  switch (denial) {
    case domain::Denial::kSessionNotFound:
      return {EventError::kRoomNotFound, "There is no such room.", std::move(details)};
    case domain::Denial::kNotAParticipant:
      return {EventError::kPermissionDenied, "You are not a participant of this session.", std::move(details)};
    default:
      return {EventError::kInvalidSession, "This session cannot be joined now.", std::move(details)};
  }
}

Failure failure_of(domain::CallRefusal refusal) {
  switch (refusal) {
    case domain::CallRefusal::kRoomFull:
      return {EventError::kRoomFull, "The room is full.", {}};
    case domain::CallRefusal::kCallEnded:
      return {EventError::kInvalidSession,
              "The call has ended.",
              {{"reason", domain::to_string(domain::Denial::kSessionCompleted)}}};
    case domain::CallRefusal::kNotInRoom:
      return {EventError::kPermissionDenied, "You are not in this room.", {}};
  }
  return unavailable();
}

Failure unavailable() { return {EventError::kUnavailable, "The server cannot do this at the moment. Try again.", {}}; }

boost::json::object to_json(const Failure& failure) {
  return {{"message", failure.message}, {"code", to_string(failure.code)}, {"details", failure.details}};
}

}  // namespace callroom::realtime
