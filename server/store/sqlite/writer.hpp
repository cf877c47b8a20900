#pragma once

#include "app/ports/store.hpp"
#include "base/guarded.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/fields.hpp"

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace callroom::store {

/// What the writer has done since it was made.
struct CommitStats {
  std::uint64_t done = 0;          ///< Commits answered kDone.
  std::uint64_t refused = 0;       ///< Commits answered kConflict or kDuplicate.
  std::uint64_t failed = 0;        ///< Commits answered with StoreUnavailable after having been queued.
  std::uint64_t rejected = 0;      ///< Commits that found the queue full.
  std::uint64_t transactions = 0;  ///< Transactions that reached the disk; (done + refused) / transactions: the gain.
  std::uint64_t largest_batch = 0;
  /// Transactions by the number of commits in them: 1, 2, 3-4, 5-8, …, 257-512, more.
  static constexpr std::size_t kSizes = 11;
  std::array<std::uint64_t, kSizes> by_size{};
  std::size_t queued = 0;  ///< Commits waiting at this moment.
};

namespace sqlite {

/// The one thread that writes. Commits queue up while the disk is busy with the ones before them; the writer takes all
/// that wait into one transaction, so that they share one fsync, each in a savepoint of its own, so that one that is
/// refused takes nothing from the others. One that is alone needs none: for a savepoint SQLite copies every page that is
/// written. Thread-safe.
///
///   BEGIN IMMEDIATE · take the queue · [SAVEPOINT · commit 1 · RELEASE] [SAVEPOINT · commit 2 · ROLLBACK TO] … ·
///   COMMIT only now: answer 1 "done", answer 2 "conflict", …
class Writer {
 public:
  /// Takes over a connection that is ready to use. `most_queued`: commits that may wait; past that they are refused.
  Writer(Connection db, Sealing sealing, std::size_t most_queued);
  /// Writes what has been queued, then ends.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// As Store::update(): read, decided and written in the writer's thread, so that nobody comes between. Returns once it
  /// is queued; while the queue is three quarters full it waits.
  void update(app::Update update, app::Store::Updated done);
  /// Waits until all that is queued is written and answered.
  void settle();

  /// Blocks until the commit is durable or refused. Throws StoreUnavailable: the queue is full, or SQLite failed. Where
  /// COMMIT itself failed on a broken disk, a crash right then may still bring the commit back, whole.
  app::CommitOutcome commit(const app::Commit& commit);
  /// Writes something small, the same way.
  void check();
  /// Anything else that is to be written whole or not at all: `work` runs in the writer's thread, in a savepoint that
  /// is rolled back unless it returns kDone. What it throws of its own is thrown here, and takes nothing from others.
  using Work = std::function<app::CommitOutcome(Connection&)>;
  app::CommitOutcome run(const Work& work);

  [[nodiscard]] CommitStats stats() const;

 private:
  /// Text instead of an exception: it is thrown in the thread that asked.
  struct Answer {
    app::CommitOutcome outcome = app::CommitOutcome::kDone;
    std::string failure;                  ///< Set: StoreUnavailable.
    std::exception_ptr thrown = nullptr;  ///< What the work threw of its own.
  };
  struct Job {
    Work work;
    std::function<void(const Answer&)> answer;  ///< Called in the writer's thread; throws nothing.
  };
  struct State {
    std::deque<Job> queue;
    bool writing = false;  ///< Jobs that have left the queue are not answered yet.
    bool stopping = false;
    CommitStats stats;
  };

  /// Queues the job; `full` says what to do where there is no room.
  enum class WhenFull : std::uint8_t { kThrow, kWait };
  void enqueue(Job job, WhenFull full);
  app::CommitOutcome write(Connection& db, const app::Update& update);

  void loop();
  bool wait_for_work();
  void write_batch();
  std::vector<Answer> write_all(const std::deque<Job>& jobs, Transaction& transaction);
  /// `part`: what is rolled back if the job is refused.
  template <class Part>
  Answer write_one(const Job& job, Part& part);
  std::deque<Job> take_queue();
  void answer_all(std::deque<Job>& jobs, const std::vector<Answer>& answers);
  void fail_all(std::deque<Job>& jobs, const std::string& why);
  void be_idle();

  // The writer thread's own.
  Connection db_;
  const Sealing sealing_;
  Fields fields_;
  // Constant after construction.
  const std::size_t most_queued_;
  // Own synchronization.
  mutable base::Guarded<State> state_;
  std::condition_variable work_;
  std::condition_variable room_;  ///< The queue was taken.
  std::condition_variable idle_;  ///< Everything is answered.
  // Last, so that it starts when all else is there.
  std::thread thread_;
};

}  // namespace sqlite
}  // namespace callroom::store
