#pragma once

#include "app/ports/store.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/fields.hpp"

namespace callroom::store::sqlite {

/// Writes the change of a session: kConflict where it is not stored with the expected revision, kDuplicate where its
/// room is another's. Within the caller's transaction.
[[nodiscard]] app::CommitOutcome change_session(Connection& db, Fields& fields, const app::SessionWrite& change);

}  // namespace callroom::store::sqlite
