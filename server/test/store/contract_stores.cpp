#include "store/memory/memory_store.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "test/store/store_contract.hpp"
#include "test/store/temp_dir.hpp"

namespace callroom::store::test {
namespace {

struct SqliteInTempDir {
  TempDir directory;
  SqliteStore store{directory / "callroom.db"};
};

std::shared_ptr<app::Store> make_memory() { return std::make_shared<MemoryStore>(); }
std::shared_ptr<app::Store> make_sqlite() {
  auto both = std::make_shared<SqliteInTempDir>();
  return {both, &both->store};
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract,
                         ::testing::Values(StoreKind{"memory", make_memory}, StoreKind{"sqlite", make_sqlite}),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace callroom::store::test
