#pragma once

#include "base/clock.hpp"
#include "domain/audit.hpp"
#include "domain/presence.hpp"
#include "domain/quality.hpp"
#include "domain/rating.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace callroom::app {

class MetricsBook;  // app/ports/metrics_book.hpp

/// The store cannot answer now (down, full, locked, time-out). The message is for the log, never for a client.
class StoreUnavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Where a page begins: after this record in the list's order. Opaque to clients, made by the store.
struct PageRequest {
  std::size_t limit = 50;
  std::optional<std::string> cursor;
};
template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next;  ///< Empty: this was the last page.
};
/// PageRequest::cursor was not made by this store.
class BadCursor : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// Every field that is set narrows the list; sorted by sessionDate, then id, ascending.
struct SessionFilter {
  std::optional<domain::UserId> participant;
  std::optional<domain::SessionStatus> status;
  std::optional<base::WallTime> from;   ///< sessionDate, inclusive
  std::optional<base::WallTime> until;  ///< sessionDate, inclusive
};

/// A change of one session: written only if the stored revision is still `expected`, and stored as expected + 1.
struct SessionWrite {
  domain::Session after;
  std::int64_t expected_revision = 0;
};

/// What must become durable together, or not at all.
struct Commit {
  std::vector<domain::User> new_users;
  std::vector<domain::User> changed_users;
  std::vector<domain::Session> new_sessions;
  std::vector<SessionWrite> sessions;
  std::vector<domain::PresenceInterval> presence;  ///< Inserted or replaced by id.
  std::vector<domain::QualitySample> quality;  ///< Inserted; one that is there (session, user, `at`) stays as it is.
  std::vector<domain::CallRating> ratings;     ///< Inserted or replaced by session and user.
  std::vector<domain::AuditRecord> audit;
};

enum class CommitOutcome : std::uint8_t {
  kDone,       ///< Durable: it survives a crash from now on.
  kConflict,   ///< A session was changed by somebody else meanwhile, or is not there: nothing was written. Load again.
  kDuplicate,  ///< An e-mail address or a meeting link is taken: nothing was written.
};

/// A commit that is decided where it is written, of the session as it is at that moment.
struct Update {
  std::optional<domain::SessionId> session;  ///< The one that `decide` is shown; empty: none is read.
  /// Gives what is to be written, or nothing. Shown nullopt: there is no such session. Any thread; it may be called
  /// again, when somebody else was first. Asks no store, and does not wait for anything.
  std::function<Commit(const std::optional<domain::Session>&)> decide;
};

class AuditLog;  // app/ports/audit_log.hpp

/// The records of the contract. Implementations: store/memory, store/sqlite, store/mongo. Thread-safe; every
/// call may block on I/O, so none is made on an I/O thread. Throws StoreUnavailable.
class Store {
 public:
  virtual ~Store() = default;

  [[nodiscard]] virtual std::optional<domain::User> user(const domain::UserId& id) = 0;
  /// `email` in lower case.
  [[nodiscard]] virtual std::optional<domain::User> user_by_email(const std::string& email) = 0;
  /// By id, ascending.
  [[nodiscard]] virtual Page<domain::User> users(const PageRequest& page) = 0;

  [[nodiscard]] virtual std::optional<domain::Session> session(const domain::SessionId& id) = 0;
  [[nodiscard]] virtual std::optional<domain::Session> session_by_room(const domain::RoomId& room) = 0;
  [[nodiscard]] virtual Page<domain::Session> sessions(const SessionFilter& filter, const PageRequest& page) = 0;
  /// Sessions whose call has ended, the latest end first; `participant` empty: everybody's.
  [[nodiscard]] virtual Page<domain::Session> ended_calls(const std::optional<domain::UserId>& participant,
                                                          const PageRequest& page) = 0;
  /// Sessions In Progress: started and not ended. What a server that comes back must continue.
  [[nodiscard]] virtual std::vector<domain::Session> running_calls() = 0;

  /// All stays of a session's call, in the order of joining.
  [[nodiscard]] virtual std::vector<domain::PresenceInterval> presence(const domain::SessionId& session) = 0;
  /// Sessions with a stay that has not ended (left_at empty), running or not: to be closed or continued after a crash.
  [[nodiscard]] virtual std::vector<domain::SessionId> sessions_with_open_stays() = 0;
  /// The quality samples of a session's call, by user and time.
  [[nodiscard]] virtual std::vector<domain::QualitySample> quality_of(const domain::SessionId& session) = 0;
  /// When this user's samples of the call were measured, ascending: all that a new one needs to know of the others.
  [[nodiscard]] virtual std::vector<base::WallTime> quality_times(const domain::SessionId& session,
                                                                  const domain::UserId& user) = 0;
  /// The average level of each call, over everybody's samples, weighted by their seconds. Calls without samples are
  /// left out.
  [[nodiscard]] virtual std::map<domain::SessionId, double> average_levels(
      const std::vector<domain::SessionId>& sessions) = 0;
  /// All ratings of these sessions' calls, by session and user.
  [[nodiscard]] virtual std::vector<domain::CallRating> ratings_of(const std::vector<domain::SessionId>& sessions) = 0;

  /// Audit records of a session, oldest first.
  [[nodiscard]] virtual std::vector<domain::AuditRecord> audit_of(const domain::SessionId& session) = 0;
  /// Searching the trail, its hash chain, sweeping. commit() gives each audit record its place in the chain.
  [[nodiscard]] virtual AuditLog& audit_log() = 0;

  /// The figures that are counted from the audit log.
  [[nodiscard]] virtual MetricsBook& metrics() = 0;

  /// Durable when it returns kDone.
  virtual CommitOutcome commit(const Commit& commit) = 0;

  /// nullptr: what was decided is durable. Else what commit() would have thrown, or `decide` has.
  using Updated = std::function<void(std::exception_ptr failure)>;
  /// Decides and commits. A store that can does not hold the calling thread meanwhile, so that one thread can have many
  /// updates on their way, which then share what a transaction costs; by default it is read, decided and committed here.
  /// `done` is called once, on any thread, at times before this returns; it neither throws, waits nor asks the store.
  virtual void update(Update update, Updated done);
  /// Waits until `done` of every update that was begun has returned.
  virtual void settle() {}

  /// Throws StoreUnavailable when the store cannot be read and written now (readiness).
  virtual void check() = 0;
};

}  // namespace callroom::app
