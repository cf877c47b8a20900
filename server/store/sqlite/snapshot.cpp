#include "store/sqlite/snapshot.hpp"

#include "store/sqlite/open.hpp"
#include "store/sqlite/schema.hpp"

#include <stdexcept>

namespace callroom::store {

using sqlite::Connection;

namespace {

/// SQLite would make the file that is not there.
void require_file(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) throw std::runtime_error("there is no database " + path.string());
}

}  // namespace

void take_snapshot(const std::filesystem::path& database, const std::filesystem::path& copy) {
  require_file(database);
  const auto source = sqlite::open_for_reading(database, {});
  sqlite::refuse_unusable(*source, sqlite::migrations(), database.string());
  sqlite::create_private(copy);
  Connection target(copy.string(), {});
  source->copy_to(target);
  if (target.text("PRAGMA journal_mode = DELETE") != "delete") {
    throw app::StoreUnavailable("cannot make " + copy.string() + " a single file");
  }
}

void verify_snapshot(const std::filesystem::path& copy) {
  require_file(copy);
  const auto db = sqlite::open_for_reading(copy, {});
  sqlite::refuse_unusable(*db, sqlite::migrations(), copy.string());
  if (const auto found = db->text("PRAGMA integrity_check"); found != "ok") {
    throw std::runtime_error("the database " + copy.string() + " is damaged: " + found);
  }
}

}  // namespace callroom::store
