#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>

namespace callroom::store::test {

/// A disk under SQLite (a VFS around the system's) that fails when told to, and whose power can be cut: what was
/// written and not yet synced may then be lost, as on a real disk. Thread-safe. Outlives every connection that uses it.
class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  /// For SqliteOptions::vfs.
  [[nodiscard]] const std::string& name() const { return name_; }

  /// Every write (sync) fails with this SQLite code until heal().
  void fail_writes(int code);
  void fail_syncs(int code);
  void heal();

  /// Writes, truncations, deletions and syncs so far.
  [[nodiscard]] std::uint64_t operations() const;
  /// Writes that are not synced, of all files whose path ends so.
  [[nodiscard]] std::size_t unsynced(const std::string& suffix) const;

  /// The power fails when `operations` more are done: nothing that follows reaches the disk.
  void cut_power_after(std::uint64_t operations);
  [[nodiscard]] bool power_is_cut() const;

  /// What the disk kept of the writes that were not synced. Some: each wholly, in part or not at all, by chance.
  enum class Kept : std::uint8_t { kNone, kSome, kAll };
  /// Leaves the files as they are after the cut. All connections are closed.
  void leave_files(Kept kept, std::mt19937& random);

 private:
  struct Write {
    std::int64_t offset = 0;
    std::string bytes;
    std::optional<std::int64_t> truncated_to;  ///< Set: a truncation instead.
  };
  struct Content {
    std::string durable;
    std::deque<Write> pending;
  };
  struct File;

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out);
  static int remove(sqlite3_vfs* vfs, const char* path, int sync_directory);
  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset);
  static int truncate(sqlite3_file* file, sqlite3_int64 size);
  static int sync(sqlite3_file* file, int flags);
  static const sqlite3_io_methods kMethods;

  Content& content_of(const char* path);
  /// Counts an operation; false: there is no power any more.
  bool powered();
  static void apply(std::string& content, const Write& write);

  sqlite3_vfs* const real_;
  const std::string name_;
  sqlite3_vfs vfs_{};

  mutable std::mutex mutex_;
  // Protected by mutex_.
  std::map<std::string, Content> contents_;
  int write_error_ = SQLITE_OK;
  int sync_error_ = SQLITE_OK;
  std::uint64_t operations_ = 0;
  std::uint64_t last_operation_ = UINT64_MAX;
  bool cut_ = false;
};

}  // namespace callroom::store::test
