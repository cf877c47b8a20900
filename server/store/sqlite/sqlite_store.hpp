#pragma once

#include "app/ports/store.hpp"
#include "base/clock.hpp"
#include "store/sealing.hpp"
#include "store/sqlite/audit_log.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/read_pool.hpp"
#include "store/sqlite/seal_existing.hpp"
#include "store/sqlite/sqlite_metrics.hpp"
#include "store/sqlite/writer.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

namespace callroom::store {

struct SqliteOptions {
  /// How long to wait for another process (a backup, the command line) that holds the write lock.
  base::Millis busy_timeout = base::Seconds{5};
  /// Commits that may wait for the writer. At a few hundred bytes each this is no memory to speak of, and at an fsync
  /// of some milliseconds per batch a queue that long means that the disk has stopped.
  std::size_t most_queued_commits = 1024;
  /// Each reader costs a file handle and its page cache (2 MB at most); more than the worker threads are of no use.
  std::size_t most_readers = 16;
  /// Bounds the file, in pages of 4 KiB; 0: SQLite's own bound. When reached, commits throw StoreUnavailable.
  std::int64_t most_pages = 0;
  /// Name of a registered SQLite VFS; empty: the system's. For tests that break the disk.
  std::string vfs;
  /// How personal fields are kept. With a vault, a database that was plain until now is sealed while it is opened.
  Sealing sealing;
  /// Told of that; empty: nobody.
  SealingReport on_sealing;
};

/// The records in one SQLite file, for a server on one machine. A commit that was answered survives a crash of the
/// process, the system or the power supply (WAL, synchronous=FULL). Other processes may use the file at the same time.
class SqliteStore final : public app::Store {
 public:
  /// Opens the file, making it (readable by its owner only) if there is none, and migrates it. Throws, naming the file:
  /// StoreUnavailable when it cannot be opened, read or written, std::runtime_error when it is of a newer version or
  /// another program's, or encrypted with a master key that is not given.
  explicit SqliteStore(const std::filesystem::path& path, const SqliteOptions& options = {});

  [[nodiscard]] std::optional<domain::User> user(const domain::UserId& id) override;
  [[nodiscard]] std::optional<domain::User> user_by_email(const std::string& email) override;
  [[nodiscard]] app::Page<domain::User> users(const app::PageRequest& page) override;

  [[nodiscard]] std::optional<domain::Session> session(const domain::SessionId& id) override;
  [[nodiscard]] std::optional<domain::Session> session_by_room(const domain::RoomId& room) override;
  [[nodiscard]] app::Page<domain::Session> sessions(const app::SessionFilter& filter,
                                                    const app::PageRequest& page) override;
  [[nodiscard]] app::Page<domain::Session> ended_calls(const std::optional<domain::UserId>& participant,
                                                       const app::PageRequest& page) override;
  [[nodiscard]] std::vector<domain::Session> running_calls() override;

  [[nodiscard]] std::vector<domain::PresenceInterval> presence(const domain::SessionId& session) override;
  [[nodiscard]] std::vector<domain::SessionId> sessions_with_open_stays() override;
  [[nodiscard]] std::vector<domain::QualitySample> quality_of(const domain::SessionId& session) override;
  [[nodiscard]] std::vector<base::WallTime> quality_times(const domain::SessionId& session,
                                                          const domain::UserId& user) override;
  [[nodiscard]] std::map<domain::SessionId, double> average_levels(
      const std::vector<domain::SessionId>& sessions) override;
  [[nodiscard]] std::vector<domain::CallRating> ratings_of(const std::vector<domain::SessionId>& sessions) override;
  [[nodiscard]] std::vector<domain::AuditRecord> audit_of(const domain::SessionId& session) override;
  [[nodiscard]] app::AuditLog& audit_log() override { return audit_log_; }

  [[nodiscard]] app::MetricsBook& metrics() override { return metrics_; }

  app::CommitOutcome commit(const app::Commit& commit) override;
  void update(app::Update update, Updated done) override { writer_.update(std::move(update), std::move(done)); }
  void settle() override { writer_.settle(); }
  /// Really writes (a row of its own table) and reads.
  void check() override;

  [[nodiscard]] CommitStats commit_stats() const { return writer_.stats(); }

 private:
  /// `read` gets a connection and the Fields to open what it reads.
  template <class Read>
  auto read_with(const Read& read) {
    return readers_.with([&](sqlite::Connection& db) {
      sqlite::Fields fields(db, sealing_);
      return read(db, fields);
    });
  }

  const Sealing sealing_;
  sqlite::Writer writer_;
  sqlite::ReadPool readers_;
  sqlite::SqliteMetrics metrics_{writer_, readers_, sealing_};
  sqlite::SqliteAuditLog audit_log_{sealing_, writer_, readers_};
};

}  // namespace callroom::store
