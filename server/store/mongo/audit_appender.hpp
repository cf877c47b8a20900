#pragma once

#include "app/ports/audit_log.hpp"
#include "base/clock.hpp"
#include "store/mongo/database.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <vector>

namespace callroom::store::mongo {

/// Attaches records to the audit chain (audit_chain.hpp) for all threads of one server: whoever comes while others write
/// waits, and the next one to write takes all that wait in one insert. Without it n threads would race for each place,
/// and lose n-1 round trips every time. Thread-safe.
class AuditAppender {
 public:
  AuditAppender(Database& database, const base::Clock& clock) : database_(database), clock_(clock) {}

  /// `records`: audit_documents, attached in this order. For each whether it was; kKeyTaken: its id is there already.
  /// Two servers that meet at one place are told apart by the unique index; the second takes the next. Throws
  /// app::StoreUnavailable: then any of them may have been written, and asking again is safe.
  std::vector<Written> append(std::vector<Document> records);

 private:
  struct Request {
    std::vector<Document> records;
    std::vector<Written> outcomes;
    std::exception_ptr error;
    bool done = false;
  };
  using Batch = std::vector<Request*>;

  [[nodiscard]] Batch next_batch();
  void write(const Batch& batch);
  void attach_all(const Batch& batch);
  [[nodiscard]] app::ChainHead head();

  Database& database_;
  const base::Clock& clock_;

  std::mutex mutex_;
  std::condition_variable turned_;  ///< Requests are done, or it is somebody else's turn to write.
  std::deque<Request*> waiting_;    // guarded by mutex_
  bool writing_ = false;            // guarded by mutex_

  // Of whoever writes.
  std::optional<app::ChainHead> head_;  ///< After the last record that was written here.
  base::WallTime head_from_{};          ///< When that was.
};

}  // namespace callroom::store::mongo
