#pragma once

#include "app/ports/store.hpp"
#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "store/mongo/audit_appender.hpp"
#include "store/mongo/change.hpp"
#include "store/mongo/database.hpp"
#include "store/mongo/gate.hpp"
#include "store/mongo/in_flight.hpp"
#include "store/mongo/outbox.hpp"

#include <array>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Commits without transactions (docs/adr: MongoDB without transactions). A commit is decided by one write of one
// document; what else belongs to it lies in that document's outbox, or in a journal, until it is delivered:
//
//   one user or session      its document, with the rest in its outbox     1 decides  2 deliver  3 clear the outbox
//   records only, several    a journal document with all of them           1 decides  2 deliver  3 erase the journal
//   several users, sessions  a journal document with every change          1 journal  2 change each, or undo
//                                                                          3 deliver  4 erase the journal
//
// Whoever dies in between has decided or has not; what is left is finished at the next start, or when it is met.
namespace callroom::store::mongo {

/// Called by name between the steps of a commit, so that a test can stop there: "decided", "delivered", "changed".
using BetweenSteps = std::function<void(std::string_view step)>;

class Committer {
 public:
  /// `database`, `sealing` and `clock` outlive it.
  Committer(Database& database, const Sealing& sealing, const base::Clock& clock, BetweenSteps between);

  /// As app::Store::commit.
  app::CommitOutcome commit(const app::Commit& commit);

  struct Erasure {
    bool had_record = false;
    std::size_t keys = 0;  ///< Destroyed.
  };
  /// Overwrites the user's name and address and destroys the keys, with `told` in the trail, as one commit. nullopt:
  /// nothing is known of such a user, and nothing was written.
  std::optional<Erasure> erase(const domain::UserId& user, const std::vector<domain::AuditRecord>& told);

  /// Finishes what earlier servers left. Reads all sessions and users that have an outbox: for the start.
  void recover();
  /// Finishes what this server's own commits had to leave when the database went away. Cheap when there is nothing.
  void settle();
  /// `found` was read of `collection`: finishes its outbox, if it has one that nobody here is about to deliver.
  void finish(const char* collection, View found);

  /// Held by readers of several documents: none of this server's commits is seen by half.
  [[nodiscard]] Gate& gate() noexcept { return gate_; }

 private:
  struct Loaded;
  /// A document that still has something to deliver.
  using Leftover = std::pair<const char*, std::string>;

  app::CommitOutcome commit_records(const Parts& parts);
  app::CommitOutcome commit_changes(const Parts& parts);
  bool load(const Parts& parts, Loaded& loaded);
  Written write_one(const DocumentChange& change, const Parts& parts);
  Written write_all(const std::vector<DocumentChange>& changes, const Parts& parts);

  Written roll_forward(View journal, bool again);
  void undo(View journal);
  void finish_journal(View journal);
  void clear_outbox(const char* collection, const std::string& document, const std::string& commit);
  void finish_leftover(const Leftover& leftover);

  [[nodiscard]] bool any_taken(const std::vector<domain::AuditRecord>& records);
  [[nodiscard]] std::string new_id() const;
  [[nodiscard]] std::int64_t next_stamp();
  [[nodiscard]] std::mutex& stripe_of(const std::string& id);
  void step(std::string_view name) const {
    if (between_) between_(name);
  }

  static constexpr std::size_t kStripes = 64;

  Database& database_;
  const Sealing& sealing_;
  const base::Clock& clock_;
  const BetweenSteps between_;
  AuditAppender appender_;
  Gate gate_;
  /// One writer of a document at a time: saves a server of its own from meeting itself, and servers of this protocol
  /// that read and write in two steps (FerretDB) from losing one of two changes.
  std::array<std::mutex, kStripes> stripes_;
  CommitsInFlight in_flight_;
  base::Guarded<std::vector<Leftover>> leftovers_;
  base::Guarded<std::int64_t> last_stamp_;
};

}  // namespace callroom::store::mongo
