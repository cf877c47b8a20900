#pragma once

#include "app/ports/audit_log.hpp"
#include "domain/audit.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/fields.hpp"

#include <string>
#include <vector>

// The audit trail's rows with their links. Everything that writes runs inside a transaction of the writer's: the head
// is read and moved under the write lock, so that several processes make one chain.
namespace callroom::store::sqlite {

inline const std::string kChainColumns =
    "seq, id, sessionId, userId, roomId, action, timestamp, metadata, ipAddress, userAgent, errorCode, errorMessage, "
    "duration, prevHash, hash";
[[nodiscard]] app::ChainedAudit read_chained(const Query& row);

[[nodiscard]] app::ChainHead read_head(Connection& db);

/// Attaches the records to the chain, in this order. kDuplicate: an id is taken.
[[nodiscard]] app::CommitOutcome append_audit(Connection& db, Fields& fields,
                                              const std::vector<domain::AuditRecord>& records);

/// Migration 5: the records of before get their places, in the order in which they were written. That is also how far
/// the metrics were counted: their position stays true.
void chain_old_audit(Connection& db);

inline const std::string kTombstoneColumns = "fromSeq, toSeq, prevHash, lastHash, document";
[[nodiscard]] app::Tombstone read_tombstone(const Query& row);

}  // namespace callroom::store::sqlite
