#pragma once

#include "app/ports/audit_log.hpp"
#include "app/ports/signer.hpp"
#include "integrity/chain_fault.hpp"
#include "integrity/checkpoint.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace callroom::integrity {

struct ChainReport {
  std::int64_t records = 0;      ///< That were read and are as they were written.
  std::int64_t swept = 0;        ///< That signed tombstones stand for.
  std::int64_t checkpoints = 0;  ///< Whose hash was met on the way.
  /// Lines of the checkpoint file that are no checkpoints, as a crash may leave one.
  std::int64_t unreadable_checkpoints = 0;
  app::ChainHead head;  ///< How far the chain holds.
  /// The last checkpoint that was met: up to there not even whoever has the database could have changed anything.
  std::int64_t signed_until = 0;
  std::optional<Fault> fault;  ///< The first; empty: the trail is as it was written.
};

/// After every batch: how far, of how much.
using Progress = std::function<void(std::int64_t seq, std::int64_t of)>;

/// Walks the whole trail, and stops at the first fault. A server may write to it meanwhile. Throws StoreUnavailable.
[[nodiscard]] ChainReport verify_chain(app::AuditLog& log, const std::vector<CheckpointLine>& checkpoints,
                                       const std::vector<app::PublicKey>& keys, const Progress& progress);

}  // namespace callroom::integrity
