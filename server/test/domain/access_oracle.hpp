#pragma once

#include "domain/access_rule.hpp"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace callroom::domain::test {

/// The access rule once more, from the contract's sentence and on its words alone: a list of (reason, does it hold)
/// that is read from the front. "" means: may join.
inline std::string access_oracle(const Session* session, const Asker& asker, base::WallTime now,
                                 const AccessPolicy& policy) {
  if (session == nullptr) return "SESSION_NOT_FOUND";
  const std::string status{to_string(session->status)};
  const std::string payment{to_string(session->payment)};
  const auto ms = [](auto time) { return time.time_since_epoch().count(); };
  const auto after_date = ms(now) - ms(session->session_date);
  std::map<std::string, bool> paid;
  for (const auto state : policy.paid) paid[std::string{to_string(state)}] = true;
  const bool its_own = asker.id.str() == session->client_id.str() || asker.id.str() == session->psychologist_id.str();

  const std::vector<std::pair<std::string, bool>> reasons{
      {"NOT_A_PARTICIPANT", !(its_own || to_string(asker.role) == "admin")},
      {"SESSION_CANCELLED", status == "Cancelled"},
      {"SESSION_DECLINED", status == "Declined"},
      {"SESSION_COMPLETED", status == "Completed"},
      {"SESSION_NOT_CONFIRMED", status == "Pending"},
      {"PAYMENT_FAILED", !paid[payment] && payment == "Failed"},
      {"PAYMENT_REFUNDED", !paid[payment] && payment == "Refunded"},
      {"PAYMENT_PENDING", !paid[payment]},
      {"TOO_EARLY", after_date < -policy.opens_before.count()},
      {"TOO_LATE", after_date > policy.closes_after.count()},
  };
  for (const auto& [reason, holds] : reasons) {
    if (holds) return reason;
  }
  return "";
}

}  // namespace callroom::domain::test
