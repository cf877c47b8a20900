#pragma once

#include "store/mongo/database.hpp"
#include "store/mongo/migrate.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace callroom::store::mongo {

struct DownReport {
  std::vector<std::string> indexes;  ///< Dropped, or to be dropped in a dry run.
  std::int64_t documents = 0;        ///< Users and sessions that lost our bookkeeping.
};

/// Takes back what `migrate` and running added to what another application shares: indexes that the contract does not
/// name, and our bookkeeping in users and sessions. Everything that is a record stays: the contract's fields and
/// indexes, the audit trail with its links, our own collections. May be cut off and run again. Throws
/// app::StoreUnavailable, also when commits were cut off (their rest would be lost with the bookkeeping), and when users
/// and sessions are encrypted.
DownReport migrate_down(Database& database, Mode mode, const Progress& progress);

}  // namespace callroom::store::mongo
