#include "store/memory/memory_store.hpp"
#include "store/mongo/mongo_store.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "test/store/faulty_disk.hpp"
#include "test/store/master_keys.hpp"
#include "test/store/mongo_server.hpp"
#include "test/store/store_contract.hpp"
#include "test/store/temp_dir.hpp"

namespace callroom::store::test {
namespace {

/// On a disk that is sound and does not make the tests wait for the machine's: what survives a crash has tests of its
/// own, on both.
struct SqliteInTempDir {
  explicit SqliteInTempDir(Sealing sealing = {}) : store(directory / "callroom.db", on(disk, std::move(sealing))) {}

  static SqliteOptions on(const FaultyDisk& disk, Sealing sealing) {
    SqliteOptions options;
    options.vfs = disk.name();
    options.sealing = std::move(sealing);
    return options;
  }

  TempDir directory;
  FaultyDisk disk;
  SqliteStore store;
};

std::shared_ptr<app::Store> make_memory() { return std::make_shared<MemoryStore>(); }
std::shared_ptr<app::Store> make_sqlite() {
  auto both = std::make_shared<SqliteInTempDir>();
  return {both, &both->store};
}
std::shared_ptr<app::Store> make_sealed_sqlite() {
  auto both = std::make_shared<SqliteInTempDir>(sealing_with('a'));
  return {both, &both->store};
}

/// A database of its own on the tests' server, dropped with the last of the process or with its directory.
struct MongoWithClock {
  explicit MongoWithClock(const MongoOptions& options = {})
      : store(base::Secret{MongoServer::shared().new_database()}, clock, options) {}

  base::SystemClock clock;
  MongoStore store;
};
std::shared_ptr<app::Store> make_mongo() {
  auto both = std::make_shared<MongoWithClock>();
  return {both, &both->store};
}
std::shared_ptr<app::Store> make_sealed_mongo() {
  auto both = std::make_shared<MongoWithClock>(MongoOptions{.vault = sealing_with('a').vault});
  return {both, &both->store};
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract,
                         ::testing::Values(StoreKind{"memory", make_memory}, StoreKind{"sqlite", make_sqlite},
                                           StoreKind{"sqlite_sealed", make_sealed_sqlite},
                                           StoreKind{"mongo", make_mongo},
                                           StoreKind{"mongo_sealed", make_sealed_mongo}),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace callroom::store::test
