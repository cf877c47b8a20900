#pragma once

#include "app/ports/audit_log.hpp"
#include "store/sqlite/connection.hpp"

#include <cstddef>

// Inside a transaction, on the writer's thread.
namespace callroom::store::sqlite {

/// As app::AuditLog::sweep. Throws integrity::BrokenChain.
[[nodiscard]] std::size_t sweep_audit(Connection& db, const app::SweepPlan& plan, const app::SignTombstone& sign);
[[nodiscard]] std::size_t sweep_feedback(Connection& db, base::WallTime before);

}  // namespace callroom::store::sqlite
