#pragma once

#include "store/mongo/database.hpp"

namespace callroom::store::mongo {

/// The place of a record in the audit log: 1, 2, 3, …, unique.
inline constexpr auto kAuditPlace = "seq";

/// Adds a record (an audit_document) at the end of the log. kKeyTaken: its id is there already. Two that meet at one
/// place are told apart by the unique index; the second takes the next. Throws app::StoreUnavailable.
[[nodiscard]] Written append_audit(Database& database, const Document& record);

}  // namespace callroom::store::mongo
