#pragma once

#include "store/mongo/database.hpp"
#include "store/sealing.hpp"

namespace callroom::store::mongo {

/// Makes the database fit `sealing` before anybody uses it:
/// - without a vault: refuses a database that holds data keys (std::runtime_error).
/// - with one: proves that a master key unwraps the installation's key (std::runtime_error otherwise), and seals what
///   was stored in plain before: users and sessions where they are our own, and comments. A value is replaced only
///   where it is still the one that was read; where it was stopped it goes on next time; several processes may do it at once.
///   Audit records stay as they are: the hash chain is over what is stored.
void seal_existing(Database& database, const Sealing& sealing, const SealingReport& report);

/// Counts a collection as sealed whose records came sealed from another store.
void keep_sealed(Database& database, const char* collection, const char* field);
/// Whether that was begun for this collection.
[[nodiscard]] bool was_sealed(Database& database, const char* collection);

}  // namespace callroom::store::mongo
