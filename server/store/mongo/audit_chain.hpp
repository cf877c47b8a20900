#pragma once

#include "app/ports/audit_log.hpp"
#include "store/mongo/database.hpp"

// The audit chain without transactions. A record is in the chain from the moment it is inserted: its document carries
// its place and its links, and the unique index on the place lets one of two have it. The head is then written down,
// too, so that a missing end is seen; it may be behind for a moment, or after a crash, and never is what the next record
// is attached to while there is a later one.
namespace callroom::store::mongo {

/// The place of a record in the audit log: 1, 2, 3, …, unique. What has none was written by another application: it is
/// found like the others, but nobody here vouches for it.
inline constexpr auto kAuditPlace = "seq";

[[nodiscard]] app::ChainHead read_head(Database& database);
/// Writes it down, unless a later one is.
void keep_head(Database& database, const app::ChainHead& head);

/// A document of the audit collection with its links.
[[nodiscard]] app::ChainedAudit read_chained(View view);
/// An audit_document with its place and links.
[[nodiscard]] Document chained_document(const Document& record, const app::ChainedAudit& chained);

}  // namespace callroom::store::mongo
