#pragma once

#include "app/ports/store.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/fields.hpp"

namespace callroom::store::sqlite {

/// Writes the parts of `commit` in order until one is refused. Unless it returns kDone the caller must roll back.
/// `fields` is of the same connection. Runs inside a transaction, on the writer's thread.
[[nodiscard]] app::CommitOutcome apply(Connection& db, Fields& fields, const app::Commit& commit);

/// Writes one row, to see that writing works.
void touch(Connection& db);

}  // namespace callroom::store::sqlite
