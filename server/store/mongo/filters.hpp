#pragma once

#include "app/ports/audit_log.hpp"
#include "app/ports/store.hpp"
#include "store/cursor.hpp"
#include "store/mongo/database.hpp"

#include <optional>
#include <string>
#include <vector>

// Filters in the words that every server of this protocol knows.
namespace callroom::store::mongo {

/// {$in: [ObjectId, …]}.
[[nodiscard]] Document in_ids(const std::vector<std::string>& ids);
/// A reference as we write it, or as text: both are in use.
[[nodiscard]] Document refers_to(const char* field, const std::string& id);
[[nodiscard]] Document equals(const char* field, const std::string& text);

/// Those with one of the ids, and those with one of the texts in `field`.
[[nodiscard]] std::vector<Document> find_by_id_or(Database& database, const char* collection,
                                                  const std::vector<std::string>& ids, const char* field,
                                                  const std::vector<std::string>& texts);

[[nodiscard]] Document sessions_filter(const app::SessionFilter& filter, const std::optional<Position>& after);
[[nodiscard]] Document ended_filter(const std::optional<domain::UserId>& participant,
                                    const std::optional<Position>& after);
[[nodiscard]] Document audit_filter(const app::AuditFilter& filter, const std::optional<Position>& after);
/// {sort: {field: direction, _id: direction}, limit}.
[[nodiscard]] Document sorted_by(const char* field, std::int64_t direction, std::size_t limit);

}  // namespace callroom::store::mongo
