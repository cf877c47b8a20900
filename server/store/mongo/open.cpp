#include "store/mongo/open.hpp"

#include "store/mongo/indexes.hpp"
#include "store/mongo/mongo_transfer.hpp"
#include "store/mongo/ownership.hpp"
#include "store/mongo/seal_existing.hpp"

namespace callroom::store::mongo {

Sealing sealing_for(Database& database, const base::Clock& clock, const MongoOptions& options) {
  refuse_half_moved(database);
  return {options.vault, vault::SealingPolicy{sharing_of(database, clock, options.sharing)}};
}

void make_ready(Database& database, Committer& committer, const Sealing& sealing, const SealingReport& report) {
  create_indexes(database);
  committer.recover();  // what it delivers may be in plain still
  seal_existing(database, sealing, report);
}

}  // namespace callroom::store::mongo
