#pragma once

#include "app/ports/store.hpp"
#include "store/mongo/audit_appender.hpp"
#include "store/mongo/database.hpp"
#include "store/mongo/fields.hpp"

#include <cstdint>
#include <string>
#include <vector>

// What a commit writes beside users and sessions: presence, quality, ratings, audit. It travels inside the document whose
// write decides the commit, and is then delivered to its collections. Delivering it again changes nothing.
namespace callroom::store::mongo {

/// A commit, of which the outbox takes what is beside users and sessions, with what seals it.
struct Parts {
  const app::Commit& commit;
  Fields& fields;
  std::vector<std::string> destroyed_keys = {};  ///< Ids: when a person is erased.

  [[nodiscard]] std::size_t size() const {
    return commit.presence.size() + commit.quality.size() + commit.ratings.size() + commit.audit.size() +
           destroyed_keys.size();
  }
};

/// `id`: the commit's. `stamp`: microseconds, later commits of one server have later ones.
[[nodiscard]] Document make_outbox(const Parts& parts, const std::string& id, std::int64_t stamp);

/// kNow: by the commit itself. kLate: by whoever found it undelivered; what was replaced meanwhile by a later commit
/// stays replaced.
enum class Delivery : std::uint8_t { kNow, kLate };
/// Writes what is not there yet. Throws app::StoreUnavailable somewhere in the middle: then it is to be called again.
void deliver(Database& database, AuditAppender& appender, View outbox, Delivery delivery);

}  // namespace callroom::store::mongo
