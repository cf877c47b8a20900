#pragma once

#include "app/call_access.hpp"
#include "app/context.hpp"
#include "app/ports/tokens.hpp"
#include "base/result.hpp"
#include "domain/call.hpp"
#include "domain/quality.hpp"
#include "domain/rating.hpp"

#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

// Start, end and what is recorded in between. Blocking, worker threads only.
namespace callroom::app {

/// POST start: In Progress and videoCallStarted now; repeated: the same answer. Asks the access rule; a refusal is
/// audited as permission_denied. The session gets its room if it has none.
[[nodiscard]] base::Result<domain::Session, domain::Denial> start_call(const Environment& env,
                                                                       const domain::SessionId& session,
                                                                       const Identity& asker, const Origin& origin);

enum class EndError : std::uint8_t { kSessionNotFound, kNotAParticipant, kNotStarted };
/// POST end: Completed and videoCallEnded now; repeated: the same answer. Does not ask the window: a running call can
/// be ended at any time. kNotStarted: there is no call to end. The other two refusals are audited as permission_denied.
[[nodiscard]] base::Result<domain::Session, EndError> end_call(const Environment& env, const domain::SessionId& session,
                                                               const Identity& asker, const Origin& origin);

/// One committed step of a call's owner (domain::Decision).
struct CallStep {
  domain::SessionId session_id;
  domain::RoomId room_id;
  std::optional<domain::StartCall> start;
  std::optional<domain::EndCall> end;
  std::vector<domain::PresenceInterval> presence;
  /// Written in the same commit. They say themselves where they come from, which may be several origins; the function
  /// adds ids.
  std::vector<domain::AuditRecord> audit;
};
/// What the store holds after the step. Another server or a REST command may have been first: then these are its times.
struct StepOutcome {
  std::optional<base::WallTime> started_at;
  std::optional<base::WallTime> ended_at;
};
/// `failure` set: nothing was written, and the outcome says nothing. As Store::Updated: any thread, and it does not wait.
using OnRecorded = std::function<void(std::exception_ptr failure, const StepOutcome& outcome)>;
/// Writes the step in one commit, upon the session as it is then; returns before that is done where the store can. Start:
/// only where none is stored and the session may still start (a session cancelled meanwhile stays as it is). End: only
/// where none is stored. A step that starts and ends nothing costs one commit without a session write. call_start and
/// call_end are audited here, when they really happen. All arguments outlive the call of `done`.
void record_call_step(const Environment& env, const CallStep& step, const Origin& origin, OnRecorded done);

/// Marks these open stays as seen now: one commit for all of them. For people whose connection is alive, those of a
/// lost one were last seen when it was lost. Must not overtake a step of the same call (it would bring back an ended
/// stay).
void record_presence(const Environment& env, const std::vector<domain::PresenceInterval>& stays);

/// Calls to be continued after a crash or restart: those in progress, and whatever else has a stay without an end
/// (somebody was waiting alone, or the end was written by REST and the stays were not closed yet).
struct CallToResume {
  domain::Session session;
  std::vector<domain::PresenceInterval> stays;  ///< All of them, in the order of joining.
  std::map<domain::UserId, std::string> names;  ///< Of those with an open stay, from the user records.
};
[[nodiscard]] std::vector<CallToResume> calls_to_resume(const Environment& env);

/// Writes audit records that come with no change (permission_denied, error_occurred). Ids are given here.
void record_audit(const Environment& env, std::vector<domain::AuditRecord> records);

/// GET session/:id — participant or admin.
struct CallRecord {
  domain::Session session;
  SessionPeople people;
  std::vector<domain::PresenceInterval> stays;
  std::vector<domain::QualitySummary> quality;   ///< Of each person whose page sent samples.
  std::optional<domain::CallRating> own_rating;  ///< The asker's.
  /// Everybody's, for an administrator. A participant never learns what the other said.
  std::optional<std::vector<domain::CallRating>> ratings;
};
enum class ReadError : std::uint8_t { kSessionNotFound, kNotAParticipant };
[[nodiscard]] base::Result<CallRecord, ReadError> call_record(const Environment& env, const domain::SessionId& session,
                                                              const Identity& asker);

/// GET history: ended calls, newest first; admins see everybody's.
struct HistoryEntry {
  domain::Session session;
  SessionPeople people;
  std::optional<double> average_level;           ///< Over both people's samples; empty: there are none.
  std::optional<domain::CallRating> own_rating;  ///< The asker's.
};
[[nodiscard]] Page<HistoryEntry> call_history(const Environment& env, const Identity& asker, const PageRequest& page);

}  // namespace callroom::app
