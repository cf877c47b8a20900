#pragma once

#include "domain/presence.hpp"
#include "domain/quality.hpp"
#include "domain/session.hpp"
#include "domain/time_spans.hpp"

#include <cstdint>
#include <vector>

// What a call was, as people bill on it. Pure: the same records give the same receipt.
namespace callroom::domain {

struct ReceiptPerson {
  UserId id;
  Role role = Role::kClient;
  TimeSpans present = {};
  std::int64_t reconnections = 0;
  std::int64_t interruptions = 0;  ///< How often media stood still, as this person's page told.
};

struct Receipt {
  SessionId session_id;
  SessionType type = SessionType::kIndividual;
  base::WallTime booked_for;
  base::WallTime started_at;
  base::WallTime ended_at;
  CallDuration duration;
  /// Client and psychologist, in this order and also when they never came; then whoever else was there, by id.
  std::vector<ReceiptPerson> people = {};
  TimeSpans together = {};  ///< When client and psychologist both were there.
  /// When the pages of both told of an interruption: to the length of a sample, ten seconds as a rule.
  TimeSpans interrupted = {};
  /// Nothing in it can change any more: all stays are closed, and no page can send samples.
  bool is_final = false;
};

/// `session` has ended. `settled`: no more samples are taken. A stay that is not closed yet counts to the call's end.
[[nodiscard]] Receipt make_receipt(const Session& session, const std::vector<PresenceInterval>& stays,
                                   const std::vector<QualitySample>& samples, bool settled);

}  // namespace callroom::domain
