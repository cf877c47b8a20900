#pragma once

#include "app/ports/audit_log.hpp"
#include "app/ports/signer.hpp"
#include "base/clock.hpp"
#include "domain/audit.hpp"

#include <cstddef>
#include <map>

namespace callroom::integrity {

struct RetentionPolicy {
  base::Millis audit = base::Minutes{183 * 24 * 60};           ///< Six months; zero: for ever.
  std::map<domain::AuditAction, base::Millis> by_action = {};  ///< Other times than that; zero: for ever.
  base::Millis quality = base::Minutes{183 * 24 * 60};         ///< Samples and ratings; zero: for ever.
};

struct Swept {
  std::size_t audit = 0;
  std::size_t feedback = 0;
};

/// What is due at `now`. Kinds that are kept for ever are not in it.
[[nodiscard]] app::SweepPlan sweep_plan(const RetentionPolicy& policy, base::WallTime now);

/// Sweeps what is due, in bounded steps between which others may write; at most `most_steps` of them, the rest the next
/// time. Throws BrokenChain when a record that is due was tampered with: it stays.
Swept sweep(app::AuditLog& log, app::Signer& signer, const RetentionPolicy& policy, base::WallTime now,
            std::size_t most_steps);

}  // namespace callroom::integrity
