#pragma once

#include "app/bookings.hpp"
#include "app/call_feedback.hpp"
#include "app/call_lifecycle.hpp"
#include "app/ports/log.hpp"
#include "app/ports/tokens.hpp"
#include "app/session_receipt.hpp"
#include "domain/access_rule.hpp"
#include "rest/credentials.hpp"
#include "rest/json_read.hpp"
#include "rest/reply.hpp"

#include <exception>
#include <string>
#include <string_view>

// The one place where refusals and exceptions become (status, code, message). Every switch here is over a closed enum
// without a default, so that a new reason does not compile until it has an answer.
namespace callroom::rest {

[[nodiscard]] Failure failure_of(domain::Denial denial);
[[nodiscard]] Failure failure_of(app::EndError error);
[[nodiscard]] Failure failure_of(app::ReadError error);
[[nodiscard]] Failure failure_of(app::FeedbackError error);
[[nodiscard]] Failure failure_of(app::ReceiptError error);
[[nodiscard]] Failure failure_of(app::BookingError error);
[[nodiscard]] Failure failure_of(app::TokenError error);
[[nodiscard]] Failure failure_of(CredentialError error);
[[nodiscard]] Failure failure_of(const BodyError& error);

[[nodiscard]] Failure invalid_session_id();
[[nodiscard]] Failure invalid_user_id();
[[nodiscard]] Failure invalid_query(const std::string& parameter);
/// One answer for an unknown address, a user without a password and a wrong password.
[[nodiscard]] Failure wrong_credentials();
[[nodiscard]] Failure forbidden_role();
[[nodiscard]] Failure forbidden_origin();
[[nodiscard]] Failure not_found();
[[nodiscard]] Failure method_not_allowed(const std::string& allow);
[[nodiscard]] Failure unsupported_media_type(std::string_view wanted);
[[nodiscard]] Failure payload_too_large();
[[nodiscard]] Failure rate_limited(base::Millis retry_after);
/// The workers' queue is full.
[[nodiscard]] Failure overloaded();

/// An exception that left a use case: what the client is told, and what the log is.
struct Unexpected {
  Failure failure;
  app::LogLevel level = app::LogLevel::kError;
  std::string cause;  ///< what(), for the log.
};
[[nodiscard]] Unexpected unexpected(std::exception_ptr thrown);

/// The code of an answer that the HTTP connection gives by itself: 400, 404, 408, 413, 417, 431, 500, 503, 505.
[[nodiscard]] std::string_view code_of_status(unsigned status) noexcept;

}  // namespace callroom::rest
