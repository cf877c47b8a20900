#pragma once

#include "app/ports/audit_log.hpp"
#include "base/clock.hpp"
#include "store/mongo/database.hpp"

#include <cstddef>
#include <optional>

// Sweeping without transactions. A run's tombstone is written first, in one step, and says that its records are yet to
// be removed; a sweep that is cut off after that is finished by the next. Until then both are there, which the verifier
// knows. One server sweeps at a time: it writes down that it is its turn, and for how long.
namespace callroom::store::mongo {

/// As app::AuditLog::sweep; 0 while another server sweeps. Records without a place are not ours, and stay. Throws
/// integrity::BrokenChain.
[[nodiscard]] std::size_t sweep_audit(Database& database, const base::Clock& clock, const app::SweepPlan& plan,
                                      const app::SignTombstone& sign);
[[nodiscard]] std::size_t sweep_feedback(Database& database, base::WallTime before);

[[nodiscard]] std::optional<app::Tombstone> tombstone_at(Database& database, std::int64_t seq);

}  // namespace callroom::store::mongo
