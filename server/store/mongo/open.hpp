#pragma once

#include "base/clock.hpp"
#include "store/mongo/committer.hpp"
#include "store/mongo/database.hpp"
#include "store/sealing.hpp"
#include "vault/policy.hpp"

#include <memory>
#include <optional>

namespace callroom::store {

struct MongoOptions {
  /// For tests that stop between the steps of a commit.
  mongo::BetweenSteps between_steps = {};
  /// Seals personal fields; a database that was plain until now is sealed while it is opened. Null: in plain.
  std::shared_ptr<const vault::Vault> vault = nullptr;
  /// Whether another application has the users and sessions as well; nullopt: found out (mongo/ownership.hpp).
  std::optional<vault::Sharing> sharing = std::nullopt;
  /// Told of the sealing; empty: nobody.
  SealingReport on_sealing = {};
};

namespace mongo {

/// How this database's personal fields are kept. Before anything else is done with it. Throws as sharing_of
/// and refuse_half_moved.
[[nodiscard]] Sealing sealing_for(Database& database, const base::Clock& clock, const MongoOptions& options);

/// Makes missing indexes, finishes what an earlier server had begun, and seals. Throws as seal_existing.
void make_ready(Database& database, Committer& committer, const Sealing& sealing, const SealingReport& report);

}  // namespace mongo
}  // namespace callroom::store
