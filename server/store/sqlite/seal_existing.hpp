#pragma once

#include "store/sealing.hpp"
#include "store/sqlite/connection.hpp"

namespace callroom::store::sqlite {

/// Makes the database fit `sealing` before anybody uses it:
/// - without a vault: refuses a database that holds data keys (std::runtime_error).
/// - with one: proves that a master key unwraps the installation's key (KeyError otherwise), and seals what was stored
///   in plain before. In batches, each a transaction; where it was stopped it goes on next time, and several processes
///   may do it at once. Audit records that are in the hash chain already stay as they are. Then the file is rewritten,
///   so that no plain text stays in its unused parts.
void seal_existing(Connection& db, const Sealing& sealing, const SealingReport& report);

}  // namespace callroom::store::sqlite
