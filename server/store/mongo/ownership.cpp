#include "store/mongo/ownership.hpp"

#include "store/mongo/documents.hpp"
#include "store/mongo/indexes.hpp"
#include "store/mongo/seal_existing.hpp"

#include <stdexcept>

namespace callroom::store::mongo {
namespace {

using vault::Sharing;

constexpr auto kSettings = "callroomsettings";

Document the_mark() { return Document{}.text("_id", "ownership"); }

/// A collection that is there has at least the index on its ids.
bool exists(Database& database, const char* collection) { return !existing_indexes(database, collection).empty(); }

bool is_marked(Database& database) { return database.find_one(kSettings, the_mark()).has_value(); }

void mark(Database& database, const base::Clock& clock) {
  if (is_marked(database)) return;
  auto made = the_mark();
  made.text("usersAndSessions", "callroom").time("since", clock.now());
  (void)database.insert(kSettings, made);  // kKeyTaken: another server was quicker
}

}  // namespace

Sharing sharing_of(Database& database, const base::Clock& clock, std::optional<Sharing> said) {
  if (said == Sharing::kShared) {
    if (!was_sealed(database, kUsers) && !was_sealed(database, kSessions)) return Sharing::kShared;
    throw std::runtime_error("cannot use the database " + database.name() +
                             ": its users and sessions are encrypted, and store.shared is yes; expected auto or no");
  }
  const bool is_new = !exists(database, kUsers) && !exists(database, kSessions);
  if (said == Sharing::kOwn || is_new) mark(database, clock);
  return is_marked(database) ? Sharing::kOwn : Sharing::kShared;
}

}  // namespace callroom::store::mongo
