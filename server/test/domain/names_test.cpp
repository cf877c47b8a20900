#include "domain/access_rule.hpp"
#include "domain/audit.hpp"
#include "domain/call.hpp"
#include "domain/quality.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"

#include <gtest/gtest.h>
#include <string_view>
#include <vector>

namespace callroom::domain {
namespace {

/// The names in the order of the enum's values, from the contract.
template <class Enum, class Parse>
void expect_names(const std::vector<std::string_view>& names, Parse parse) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto value = static_cast<Enum>(i);
    EXPECT_EQ(to_string(value), names[i]);
    EXPECT_EQ(parse(names[i]), value) << names[i];
  }
  EXPECT_EQ(to_string(static_cast<Enum>(names.size())), "") << "a value without a name in this test";
  for (const std::string_view unknown : {"", "confirmed", "PENDING", "Pending ", "nobody"}) {
    EXPECT_FALSE(parse(unknown).has_value()) << unknown;
  }
}

TEST(Names, OfRoles) { expect_names<Role>({"client", "psychologist", "admin"}, parse_role); }

TEST(Names, OfSessionStatuses) {
  expect_names<SessionStatus>({"Pending", "Confirmed", "In Progress", "Completed", "Cancelled", "Declined"},
                              parse_session_status);
}

TEST(Names, OfSessionTypes) { expect_names<SessionType>({"Individual", "Group", "Assessment"}, parse_session_type); }

TEST(Names, OfPaymentStatuses) {
  expect_names<PaymentStatus>({"Pending", "Completed", "Failed", "Refunded", "Confirmed", "Paid", "Verified"},
                              parse_payment_status);
}

TEST(Names, OfAuditActions) {
  expect_names<AuditAction>(
      {"join_attempt", "join_success", "join_denied", "call_start", "call_end", "connection_established",
       "connection_failed", "permission_denied", "error_occurred", "call_repeated", "audit_read", "user_erased"},
      parse_audit_action);
}

TEST(Names, OfCandidateTypes) {
  expect_names<CandidateType>({"host", "srflx", "prflx", "relay"}, parse_candidate_type);
}

TEST(Names, OfMediaProtocols) { expect_names<MediaProtocol>({"udp", "tcp", "tls"}, parse_media_protocol); }

TEST(Names, OfMediaSteps) { expect_names<MediaStep>({"high", "medium", "low", "audio-only"}, parse_media_step); }

TEST(Names, OfDenialsInTheOrderOfTheRule) {
  const std::vector<std::string_view> names{"SESSION_NOT_FOUND", "NOT_A_PARTICIPANT", "SESSION_CANCELLED",
                                            "SESSION_DECLINED",  "SESSION_COMPLETED", "SESSION_NOT_CONFIRMED",
                                            "PAYMENT_PENDING",   "PAYMENT_FAILED",    "PAYMENT_REFUNDED",
                                            "TOO_EARLY",         "TOO_LATE"};
  for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(to_string(static_cast<Denial>(i)), names[i]);
}

TEST(Names, OfTheCallsStates) {
  EXPECT_EQ(to_string(CallStatus::kWaiting), "waiting");
  EXPECT_EQ(to_string(CallStatus::kInProgress), "in-progress");
  EXPECT_EQ(to_string(CallStatus::kEnded), "ended");
  EXPECT_EQ(to_string(EndReason::kEndedByParticipant), "ended");
  EXPECT_EQ(to_string(EndReason::kEveryoneLeft), "empty");
  EXPECT_EQ(to_string(EndReason::kWindowClosed), "window-closed");
  EXPECT_EQ(to_string(LeaveReason::kLeft), "left");
  EXPECT_EQ(to_string(LeaveReason::kTimeout), "timeout");
}

}  // namespace
}  // namespace callroom::domain
