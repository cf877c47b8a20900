#include "store/sqlite/writer.hpp"

#include "base/queue_thread.hpp"
#include "store/sqlite/apply.hpp"
#include "store/sqlite/rows.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <bit>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <utility>

namespace callroom::store::sqlite {
namespace {

/// Errors that are one statement's fault; after them the transaction is still good for the others. Of anything else
/// (disk, memory, lock, corruption) SQLite may have rolled back everything, so the whole batch fails.
bool is_one_commits_fault(const Error& error) {
  const int primary = error.code() & 0xff;
  return primary == SQLITE_CONSTRAINT || primary == SQLITE_TOOBIG || primary == SQLITE_MISMATCH;
}

std::size_t size_class(std::size_t commits) {
  return std::min<std::size_t>(static_cast<std::size_t>(std::bit_width(commits - 1)), CommitStats::kSizes - 1);
}

}  // namespace

Writer::Writer(Connection db, Sealing sealing, std::size_t most_queued)
    : db_(std::move(db)),
      sealing_(std::move(sealing)),
      fields_(db_, sealing_),
      most_queued_(most_queued),
      thread_([this] { loop(); }) {}

Writer::~Writer() {
  state_.lock()->stopping = true;
  work_.notify_one();
  thread_.join();
}

CommitStats Writer::stats() const {
  auto state = state_.lock();
  auto stats = state->stats;
  stats.queued = state->queue.size();
  return stats;
}

app::CommitOutcome Writer::commit(const app::Commit& commit) {
  return run([this, &commit](Connection& db) { return apply(db, fields_, commit); });
}

void Writer::check() {
  run([](Connection& db) {
    touch(db);
    return app::CommitOutcome::kDone;
  });
}

void Writer::enqueue(Job job, WhenFull full) {
  auto state = state_.lock();
  const auto most_updates = most_queued_ - most_queued_ / 4;  // the rest is for commits, which would be refused
  if (full == WhenFull::kWait) room_.wait(state.native(), [&] { return state->queue.size() < most_updates; });
  if (state->queue.size() >= most_queued_) {
    ++state->stats.rejected;
    throw app::StoreUnavailable("the commit queue is full (" + std::to_string(most_queued_) + ")");
  }
  state->queue.push_back(std::move(job));
  work_.notify_one();  // under the lock: from its release on, the writer may finish the job and be destroyed
}

void Writer::update(app::Update update, app::Store::Updated done) {
  auto work = [this, update = std::move(update)](Connection& db) { return write(db, update); };
  auto answered = [done = std::move(done)](const Answer& answer) {
    if (answer.thrown) return done(answer.thrown);
    if (!answer.failure.empty()) return done(std::make_exception_ptr(app::StoreUnavailable(answer.failure)));
    if (answer.outcome == app::CommitOutcome::kDone) return done(nullptr);
    done(std::make_exception_ptr(app::StoreUnavailable("an update was refused by the store")));
  };
  enqueue({std::move(work), std::move(answered)}, WhenFull::kWait);
}

app::CommitOutcome Writer::write(Connection& db, const app::Update& update) {
  const auto session = update.session ? find_session(db, fields_, *update.session) : std::nullopt;
  return apply(db, fields_, update.decide(session));
}

void Writer::settle() {
  auto state = state_.lock();
  idle_.wait(state.native(), [&] { return state->queue.empty() && !state->writing; });
}

app::CommitOutcome Writer::run(const Work& work) {
  const auto promise = std::make_shared<std::promise<Answer>>();  // shared: whoever waits may be faster than set_value
  auto answered = promise->get_future();
  auto waited_for = [&work](Connection& db) { return work(db); };
  auto wake = [promise](const Answer& answer) { promise->set_value(answer); };
  enqueue({std::move(waited_for), std::move(wake)}, WhenFull::kThrow);
  const auto answer = answered.get();
  if (answer.thrown != nullptr) std::rethrow_exception(answer.thrown);
  if (!answer.failure.empty()) throw app::StoreUnavailable(answer.failure);
  return answer.outcome;
}

void Writer::loop() {
  base::become_queue_thread();
  while (wait_for_work()) write_batch();
}

bool Writer::wait_for_work() {
  auto state = state_.lock();
  work_.wait(state.native(), [&] { return state->stopping || !state->queue.empty(); });
  return !state->queue.empty();
}

std::deque<Writer::Job> Writer::take_queue() {
  auto state = state_.lock();
  state->writing = true;
  room_.notify_all();
  return std::exchange(state->queue, {});
}

void Writer::be_idle() {
  auto state = state_.lock();
  state->writing = false;
  idle_.notify_all();
}

void Writer::write_batch() {
  std::deque<Job> jobs;
  std::vector<Answer> answers;
  try {
    // The queue is taken once the write lock is ours: who comes while we wait for it still gets into this transaction.
    Transaction transaction(db_);
    jobs = take_queue();
    answers = write_all(jobs, transaction);
    transaction.commit();
  } catch (const std::exception& error) {
    if (jobs.empty()) jobs = take_queue();
    fail_all(jobs, error.what());
    return be_idle();
  }
  answer_all(jobs, answers);
  be_idle();
}

std::vector<Writer::Answer> Writer::write_all(const std::deque<Job>& jobs, Transaction& transaction) {
  if (jobs.size() == 1) return {write_one(jobs.front(), transaction)};
  std::vector<Answer> answers;
  answers.reserve(jobs.size());
  for (const auto& job : jobs) {
    Savepoint savepoint(db_);
    answers.push_back(write_one(job, savepoint));
    savepoint.release();
  }
  return answers;
}

template <class Part>
Writer::Answer Writer::write_one(const Job& job, Part& part) {
  try {
    const auto outcome = job.work(db_);
    if (outcome != app::CommitOutcome::kDone) part.roll_back();
    return {outcome, {}, nullptr};
  } catch (const Error& error) {
    if (!is_one_commits_fault(error) || !db_.in_transaction()) throw;
    part.roll_back();
    return {app::CommitOutcome::kDone, error.what(), nullptr};
  } catch (const app::StoreUnavailable& error) {  // a record that cannot be read: nothing to the others
    part.roll_back();
    return {app::CommitOutcome::kDone, error.what(), nullptr};
  } catch (...) {
    part.roll_back();
    return {app::CommitOutcome::kDone, {}, std::current_exception()};
  }
}

void Writer::answer_all(std::deque<Job>& jobs, const std::vector<Answer>& answers) {
  {
    auto state = state_.lock();
    auto& stats = state->stats;
    ++stats.transactions;
    ++stats.by_size.at(size_class(jobs.size()));
    stats.largest_batch = std::max<std::uint64_t>(stats.largest_batch, jobs.size());
    for (const auto& answer : answers) {
      ++(!answer.failure.empty() || answer.thrown != nullptr ? stats.failed
         : answer.outcome == app::CommitOutcome::kDone       ? stats.done
                                                             : stats.refused);
    }
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].answer(answers[i]);
}

void Writer::fail_all(std::deque<Job>& jobs, const std::string& why) {
  state_.lock()->stats.failed += jobs.size();
  for (auto& job : jobs) job.answer({app::CommitOutcome::kDone, why, nullptr});
}

}  // namespace callroom::store::sqlite
