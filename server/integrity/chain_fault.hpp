#pragma once

#include "app/ports/audit_log.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// What was done to a chain that does not hold. The hashes say more than "wrong": a record that was moved still fits its
// old place, and the one that belongs here may be found further on.
namespace callroom::integrity {

enum class FaultKind : std::uint8_t {
  kChanged,
  kRemoved,
  kInserted,
  kReordered,
  kTruncated,   ///< The end of the trail is gone.
  kRewritten,   ///< Consistent in itself, but not what was signed: some record since the checkpoint before was changed.
  kTombstone,   ///< A tombstone is not signed by a key of ours, or does not fit.
  kCheckpoint,  ///< A line of the checkpoint file is not signed by a key of ours.
};
[[nodiscard]] std::string_view to_string(FaultKind kind) noexcept;  ///< "changed", "removed", …

struct Fault {
  FaultKind kind = FaultKind::kChanged;
  std::int64_t seq = 0;   ///< The first place that is not as it was.
  std::string record_id;  ///< The record that stands there, or stood there; empty where none is known.
  std::string text;       ///< For a person.
};

/// Records after the fault that are looked at: how far a record may have been moved for that to be seen.
inline constexpr std::size_t kFaultWindow = 1000;

/// `before`: the record before the fault (nullopt: a tombstone, or nothing). `head`: where the chain held last.
/// `window`: the records from there on, the first at head.seq + 1, where it does not hold. `end`: the stored head of
/// the chain.
[[nodiscard]] Fault explain_fault(const std::optional<app::ChainedAudit>& before, const app::ChainHead& head,
                                  std::span<const app::ChainedAudit> window, const app::ChainHead& end);

}  // namespace callroom::integrity
