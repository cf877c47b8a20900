#pragma once

#include "base/clock.hpp"
#include "store/mongo/database.hpp"
#include "vault/policy.hpp"

#include <optional>

namespace callroom::store::mongo {

/// Whether another application has the database's users and sessions as well. `said`: what the operator says; nullopt:
/// they are our own if we made the two collections, which is written down (`callroomsettings`) before they are made.
/// Throws std::runtime_error when they are said to be shared and are encrypted already: nobody else could read them.
/// Call it before anything else is written.
[[nodiscard]] vault::Sharing sharing_of(Database& database, const base::Clock& clock,
                                        std::optional<vault::Sharing> said);

}  // namespace callroom::store::mongo
