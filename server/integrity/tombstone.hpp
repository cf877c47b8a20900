#pragma once

#include "app/ports/audit_log.hpp"
#include "app/ports/signer.hpp"
#include "integrity/verify.hpp"

#include <stdexcept>
#include <string>
#include <vector>

// Sweeping without breaking the chain. A tombstone says, signed: "the records from … to … were here; the chain went in
// with this hash and came out with that one." Its document:
//
//   {"type":"callroom-audit-tombstone/1","fromSeq":5,"toSeq":9,"prevHash":"…","lastHash":"…",
//    "sweptAt":"2026-11-22T09:30:00.000Z","signature":{…}}
namespace callroom::integrity {

/// The records to be swept are not as they were written. They must stay: a tombstone would hide it for ever.
class BrokenChain : public std::runtime_error {
 public:
  explicit BrokenChain(std::int64_t seq)
      : std::runtime_error("audit record " + std::to_string(seq) +
                           " is not as it was written: nothing is swept, run "
                           "'callroom audit verify'") {}
};

/// One unsigned tombstone for each run of neighbouring places. `records`: in any order. Throws BrokenChain.
[[nodiscard]] std::vector<app::Tombstone> tombstones_for(std::vector<app::ChainedAudit> records);
/// One in place of two neighbours, unsigned. Throws BrokenChain when the one does not lead to the other.
[[nodiscard]] app::Tombstone join(const app::Tombstone& before, const app::Tombstone& after);

[[nodiscard]] std::string sign_tombstone(app::Signer& signer, const app::Tombstone& tombstone, base::WallTime now);
/// Whether its document is good and says what its other members say.
[[nodiscard]] Verdict verify_tombstone(const std::vector<app::PublicKey>& keys, const app::Tombstone& tombstone);

}  // namespace callroom::integrity
