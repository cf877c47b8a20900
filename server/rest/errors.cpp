#include "rest/errors.hpp"

#include "app/ports/store.hpp"

#include <algorithm>
#include <chrono>

namespace callroom::rest {
namespace {

/// What a client is asked to wait when we are overloaded or the store is away: short, as both may pass in a moment.
constexpr std::string_view kRetrySoonSeconds = "1";

Failure simple(unsigned status, std::string_view code, std::string message) {
  return {.status = status, .code = code, .message = std::move(message)};
}

/// RFC 9110, section 11.6.1: a 401 names the scheme; RFC 6750, section 3.1: and what was wrong with the token.
Failure unauthorized(std::string_view code, std::string message, std::string challenge) {
  auto failure = simple(401, code, std::move(message));
  failure.headers.add("WWW-Authenticate", std::move(challenge));
  return failure;
}

Failure unavailable(std::string message) {
  auto failure = simple(503, "UNAVAILABLE", std::move(message));
  failure.headers.add("Retry-After", std::string{kRetrySoonSeconds});
  return failure;
}

constexpr const char* kChallenge = "Bearer realm=\"callroom\"";
constexpr const char* kInvalidToken = "Bearer realm=\"callroom\", error=\"invalid_token\"";

Failure denied(unsigned status, domain::Denial denial, std::string message) {
  return simple(status, domain::to_string(denial), std::move(message));
}

Failure booking(unsigned status, app::BookingError error, std::string message) {
  return simple(status, app::to_string(error), std::move(message));
}

std::string body_message(const BodyError& error, const std::string& field) {
  switch (error.problem) {
    case BodyProblem::kNotJson:
      return "The body is not valid JSON";
    case BodyProblem::kNotAnObject:
      return "The body must be a JSON object";
    case BodyProblem::kUnknownField:
      return "Unknown field: " + field;
    case BodyProblem::kMissingField:
      return "Missing field: " + field;
    case BodyProblem::kWrongType:
      return "Wrong type, a string is expected: " + field;
    case BodyProblem::kNotANumber:
      return "Wrong type, a number is expected: " + field;
    case BodyProblem::kNotAWholeNumber:
      return "Wrong type, a whole number is expected: " + field;
    case BodyProblem::kNotAList:
      return "Wrong type, a list of objects is expected: " + field;
    case BodyProblem::kOutOfRange:
      return "Too small, too large, too early or too late: " + field;
    case BodyProblem::kTooShort:
      return "Too short: " + field;
    case BodyProblem::kTooLong:
      return "Too long: " + field;
    case BodyProblem::kBadValue:
      return "Not an allowed value: " + field;
    case BodyProblem::kNothingToChange:
      return "The body names nothing to change";
  }
  return "The body is not valid";
}

}  // namespace

Failure failure_of(domain::Denial denial) {
  using domain::Denial;
  switch (denial) {
    case Denial::kSessionNotFound:
      return denied(404, denial, "There is no such session");
    case Denial::kNotAParticipant:
      return denied(403, denial, "You do not take part in this session");
    case Denial::kSessionCancelled:
      return denied(422, denial, "The session was cancelled");
    case Denial::kSessionDeclined:
      return denied(422, denial, "The session was declined");
    case Denial::kSessionCompleted:
      return denied(422, denial, "The session is over");
    case Denial::kSessionNotConfirmed:
      return denied(422, denial, "The session is not confirmed yet");
    case Denial::kPaymentPending:
      return denied(422, denial, "The session is not paid yet");
    case Denial::kPaymentFailed:
      return denied(422, denial, "The payment for the session failed");
    case Denial::kPaymentRefunded:
      return denied(422, denial, "The payment for the session was refunded");
    case Denial::kTooEarly:
      return denied(422, denial, "The session cannot be joined yet");
    case Denial::kTooLate:
      return denied(422, denial, "The time to join the session is over");
  }
  return simple(500, "INTERNAL", "Something went wrong");
}

Failure failure_of(app::EndError error) {
  switch (error) {
    case app::EndError::kSessionNotFound:
      return failure_of(domain::Denial::kSessionNotFound);
    case app::EndError::kNotAParticipant:
      return failure_of(domain::Denial::kNotAParticipant);
    case app::EndError::kNotStarted:
      return simple(422, "CALL_NOT_STARTED", "The call has not started");
  }
  return simple(500, "INTERNAL", "Something went wrong");
}

Failure failure_of(app::ReadError error) {
  switch (error) {
    case app::ReadError::kSessionNotFound:
      return failure_of(domain::Denial::kSessionNotFound);
    case app::ReadError::kNotAParticipant:
      return failure_of(domain::Denial::kNotAParticipant);
  }
  return simple(500, "INTERNAL", "Something went wrong");
}

Failure failure_of(app::FeedbackError error) {
  switch (error) {
    case app::FeedbackError::kSessionNotFound:
      return failure_of(domain::Denial::kSessionNotFound);
    case app::FeedbackError::kNotAParticipant:
      return failure_of(domain::Denial::kNotAParticipant);
    case app::FeedbackError::kNotStarted:
      return failure_of(app::EndError::kNotStarted);
    case app::FeedbackError::kEnded:
      return simple(422, "CALL_ENDED", "The call ended too long ago");
    case app::FeedbackError::kTooManySamples:
      return simple(422, "TOO_MANY_SAMPLES", "No more samples are kept of this call; send no more");
    case app::FeedbackError::kOutsideCall:
      return failure_of(BodyError{BodyProblem::kOutOfRange, "at"});
  }
  return simple(500, "INTERNAL", "Something went wrong");
}

Failure failure_of(app::ReceiptError error) {
  switch (error) {
    case app::ReceiptError::kSessionNotFound:
      return failure_of(domain::Denial::kSessionNotFound);
    case app::ReceiptError::kNotAParticipant:
      return failure_of(domain::Denial::kNotAParticipant);
    case app::ReceiptError::kNotEnded:
      return simple(422, "CALL_NOT_ENDED", "The call has not ended; there is no receipt yet");
  }
  return simple(500, "INTERNAL", "Something went wrong");
}

Failure failure_of(app::BookingError error) {
  using app::BookingError;
  switch (error) {
    case BookingError::kUserNotFound:
      return booking(404, error, "There is no such user");
    case BookingError::kSessionNotFound:
      return failure_of(domain::Denial::kSessionNotFound);
    case BookingError::kNotAParticipant:
      return failure_of(domain::Denial::kNotAParticipant);
    case BookingError::kEmailTaken:
      return booking(409, error, "Another user has this e-mail address");
    case BookingError::kClientNotFound:
      return booking(422, error, "clientId does not name a client");
    case BookingError::kPsychologistNotFound:
      return booking(422, error, "psychologistId does not name a psychologist");
    case BookingError::kIllegalStatusMove:
      return booking(422, error, "The status may not change in this way");
    case BookingError::kConflict:
      return booking(409, error, "Somebody else changed it at the same time; try again");
  }
  return simple(500, "INTERNAL", "Something went wrong");
}

Failure failure_of(app::TokenError error) {
  switch (error) {
    case app::TokenError::kMissing:
      return failure_of(CredentialError::kMissing);
    case app::TokenError::kInvalid:
      return unauthorized("UNAUTHENTICATED", "The token is not valid", kInvalidToken);
    case app::TokenError::kExpired:
      return unauthorized("TOKEN_EXPIRED", "The token has expired", kInvalidToken);
  }
  return simple(500, "INTERNAL", "Something went wrong");
}

Failure failure_of(CredentialError error) {
  switch (error) {
    case CredentialError::kMissing:
      return unauthorized("UNAUTHENTICATED", "A token is needed, in x-auth-token or Authorization: Bearer", kChallenge);
    case CredentialError::kInQuery:
      return unauthorized("UNAUTHENTICATED", "Tokens are not taken from the query string", kChallenge);
    case CredentialError::kAmbiguous:
      return unauthorized("UNAUTHENTICATED", "The request carries two different tokens", kChallenge);
  }
  return simple(500, "INTERNAL", "Something went wrong");
}

Failure failure_of(const BodyError& error) {
  // A client's own field name comes back to it, but not a novel.
  constexpr std::size_t kLongestEcho = 64;
  const std::string field = error.field.size() <= kLongestEcho ? error.field : "(a very long name)";
  auto failure = simple(400, "INVALID_BODY", body_message(error, field));
  if (!field.empty()) failure.details = boost::json::object{{"field", field}};
  return failure;
}

Failure invalid_session_id() { return simple(400, "INVALID_SESSION_ID", "A session id is 24 hexadecimal digits"); }
Failure invalid_user_id() { return simple(400, "INVALID_USER_ID", "A user id is 24 hexadecimal digits"); }

Failure invalid_query(const std::string& parameter) {
  auto failure = simple(400, "INVALID_QUERY", "Not an allowed value of the query parameter: " + parameter);
  failure.details = boost::json::object{{"parameter", parameter}};
  return failure;
}

Failure wrong_credentials() {
  return unauthorized("INVALID_CREDENTIALS", "The e-mail address or the password is wrong", kChallenge);
}

Failure forbidden_role() { return simple(403, "FORBIDDEN", "Only an administrator may do this"); }
Failure forbidden_origin() { return simple(403, "FORBIDDEN", "Pages of this origin may not change anything here"); }
Failure not_found() { return simple(404, "NOT_FOUND", "There is nothing at this address"); }

Failure method_not_allowed(const std::string& allow) {
  auto failure = simple(405, "METHOD_NOT_ALLOWED", "This address does not take this method");
  failure.headers.add("Allow", allow);  // RFC 9110, section 15.5.6: a 405 must
  return failure;
}

Failure unsupported_media_type(std::string_view wanted) {
  return simple(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be " + std::string{wanted});
}

Failure payload_too_large() { return simple(413, "PAYLOAD_TOO_LARGE", "The body is too large"); }

Failure rate_limited(base::Millis retry_after) {
  auto failure = simple(429, "RATE_LIMITED", "Too many requests; try again later");
  const auto seconds = std::max(std::chrono::ceil<base::Seconds>(retry_after), base::Seconds{1});
  failure.headers.add("Retry-After", std::to_string(seconds.count()));
  return failure;
}

Failure overloaded() { return unavailable("The server is busy; try again in a moment"); }

Unexpected unexpected(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(std::move(thrown));
  } catch (const app::StoreUnavailable& down) {
    return {unavailable("The service is not available now; try again in a moment"), app::LogLevel::kError, down.what()};
  } catch (const app::BadCursor& bad) {
    return {invalid_query("cursor"), app::LogLevel::kDebug, bad.what()};
  } catch (const std::exception& error) {
    return {simple(500, "INTERNAL", "Something went wrong"), app::LogLevel::kError, error.what()};
  } catch (...) {
    return {simple(500, "INTERNAL", "Something went wrong"), app::LogLevel::kError, "not a std::exception"};
  }
}

std::string_view code_of_status(unsigned status) noexcept {
  switch (status) {
    case 404:
      return "NOT_FOUND";
    case 405:
      return "METHOD_NOT_ALLOWED";
    case 408:
      return "REQUEST_TIMEOUT";
    case 413:
      return "PAYLOAD_TOO_LARGE";
    case 415:
      return "UNSUPPORTED_MEDIA_TYPE";
    case 417:
      return "EXPECTATION_FAILED";
    case 431:
      return "HEADERS_TOO_LARGE";
    case 503:
      return "UNAVAILABLE";
    case 505:
      return "HTTP_VERSION_NOT_SUPPORTED";
    default:
      return status >= 500 ? "INTERNAL" : "BAD_REQUEST";
  }
}

}  // namespace callroom::rest
