#include "store/sqlite/open.hpp"

#include "store/sqlite/apply.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/seal_existing.hpp"
#include "store/sqlite/sqlite_transfer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace callroom::store::sqlite {
namespace {

/// The WAL is cut back to this after a checkpoint, so that one burst does not keep its disk space for ever.
constexpr std::int64_t kWalBytesKept = 64 * 1024 * 1024;

[[noreturn]] void cannot(const char* what, const std::filesystem::path& path) {
  throw app::StoreUnavailable(std::string("cannot ") + what + " " + path.string() + ": " +
                              std::generic_category().message(errno));
}

/// Makes the directory entry of a new file durable.
void sync_directory(const std::filesystem::path& file) {
  const auto directory = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
  const int handle = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) cannot("open the directory", directory);
  const int synced = ::fsync(handle);
  ::close(handle);
  if (synced != 0) cannot("sync the directory", directory);
}

OpenOptions open_options(const SqliteOptions& options, Access access) {
  return {.access = access, .busy_timeout = options.busy_timeout, .vfs = options.vfs};
}

void set_up(Connection& db, const SqliteOptions& options) {
  if (db.text("PRAGMA journal_mode = WAL") != "wal") throw app::StoreUnavailable("no write-ahead log possible");
  db.execute("PRAGMA synchronous = FULL");  // in WAL mode: fsync of the log before every COMMIT returns
  db.execute("PRAGMA foreign_keys = ON");
  db.execute("PRAGMA secure_delete = ON");  // what is deleted or overwritten is zeros in the file: a destroyed key, too
  db.execute("PRAGMA temp_store = MEMORY");  // what a savepoint could have to put back: no file, which would be written
  db.execute("PRAGMA journal_size_limit = " + std::to_string(kWalBytesKept));
  if (options.most_pages > 0) db.execute("PRAGMA max_page_count = " + std::to_string(options.most_pages));
}

void fit_sealing(Connection& db, const std::filesystem::path& path, const SqliteOptions& options) {
  try {
    seal_existing(db, options.sealing, options.on_sealing);
  } catch (const app::StoreUnavailable&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw std::runtime_error("cannot use the database " + path.string() + ": " + error.what());
  }
}

void prove_writable(Connection& db) {
  Transaction transaction(db);
  touch(db);
  transaction.commit();
}

}  // namespace

/// The records are about people's therapy: nobody but the owner reads them. SQLite gives the WAL and its index the same
/// mode. An existing file is not opened here: closing it would drop the locks that this process holds on it (POSIX
/// advisory locks go with the first close of any handle).
void create_private(const std::filesystem::path& path) {
  std::error_code unknown;  // then creating it says why
  if (std::filesystem::exists(path, unknown)) return;
  const int handle = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (handle < 0) {
    if (errno == EEXIST) return;  // somebody was quicker
    cannot("create the database", path);
  }
  ::close(handle);
  sync_directory(path);
}

Connection open_for_writing(const std::filesystem::path& path, const SqliteOptions& options) {
  create_private(path);
  Connection db(path.string(), open_options(options, Access::kReadWrite));
  try {
    refuse_unusable(db, migrations(), path.string());
    refuse_half_moved(db, path);
    set_up(db, options);
    migrate(db, migrations().first(kSealingVersion));
    fit_sealing(db, path, options);
    migrate(db, migrations());
    prove_writable(db);
  } catch (const app::StoreUnavailable& error) {
    throw app::StoreUnavailable("cannot use the database " + path.string() + ": " + error.what());
  }
  return db;
}

std::unique_ptr<Connection> open_for_reading(const std::filesystem::path& path, const SqliteOptions& options) {
  return std::make_unique<Connection>(path.string(), open_options(options, Access::kReadOnly));
}

}  // namespace callroom::store::sqlite
