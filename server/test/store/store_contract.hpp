#pragma once

#include "app/ports/store.hpp"

#include <gtest/gtest.h>
#include <functional>
#include <memory>
#include <string>

// What every store must do. The tests are in contract_*_test.cpp; a new store takes part with one more StoreKind in
// contract_stores.cpp.
namespace callroom::store::test {

struct StoreKind {
  std::string name;
  /// A new, empty store; it keeps whatever it stands on (a directory, a server) alive.
  std::function<std::shared_ptr<app::Store>()> make;
};
inline std::ostream& operator<<(std::ostream& out, const StoreKind& kind) { return out << kind.name; }

class StoreContract : public ::testing::TestWithParam<StoreKind> {
 protected:
  void must_commit(const app::Commit& commit) { ASSERT_EQ(store->commit(commit), app::CommitOutcome::kDone); }

  std::shared_ptr<app::Store> store = GetParam().make();
};

}  // namespace callroom::store::test
