#pragma once

#include "app/ports/store.hpp"
#include "store/cursor.hpp"
#include "store/sqlite/connection.hpp"

#include <cstddef>
#include <optional>
#include <string>

// The two lists of sessions. A person is a client or a psychologist, and SQLite uses one index per SELECT: each role is
// a SELECT of its own that walks its index in the list's order, and UNION ALL merges the two. So a page costs as many
// rows as it shows, however long the list is.
namespace callroom::store::sqlite {

[[nodiscard]] std::string sessions_sql(const app::SessionFilter& filter, const std::optional<Position>& after);
/// Everything passed must outlive the query.
void bind_sessions(Query& query, const app::SessionFilter& filter, const std::optional<Position>& after,
                   std::size_t limit);

[[nodiscard]] std::string ended_calls_sql(const std::optional<domain::UserId>& participant,
                                          const std::optional<Position>& after);
/// Everything passed must outlive the query.
void bind_ended_calls(Query& query, const std::optional<domain::UserId>& participant,
                      const std::optional<Position>& after, std::size_t limit);

}  // namespace callroom::store::sqlite
