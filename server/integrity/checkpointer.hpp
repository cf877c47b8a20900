#pragma once

#include "app/ports/audit_log.hpp"
#include "app/ports/signer.hpp"
#include "base/clock.hpp"
#include "integrity/checkpoint.hpp"

#include <cstdint>
#include <filesystem>

namespace callroom::integrity {

struct CheckpointPolicy {
  std::int64_t records = 1000;                ///< After so many new records,
  base::Millis interval = base::Minutes{10};  ///< or after so long with at least one.
};

/// Keeps the checkpoint file up to date with the trail. One thread at a time.
class Checkpointer {
 public:
  /// Goes on from the file's last checkpoint. Throws std::runtime_error when the file cannot be read.
  Checkpointer(app::AuditLog& log, app::Signer& signer, const base::Clock& clock, std::filesystem::path file,
               CheckpointPolicy policy);

  /// Writes a checkpoint if one is due. Returns whether it did.
  bool tick();
  /// Writes one unless the last says the same already: before an export, and when the server stops.
  bool write_now();

  /// The file's last one; of a file without any the empty chain, when this began.
  [[nodiscard]] const Checkpoint& last() const noexcept { return last_; }
  /// The trail's end when tick() last looked.
  [[nodiscard]] const app::ChainHead& seen() const noexcept { return seen_; }

 private:
  bool write(const app::ChainHead& head);

  app::AuditLog& log_;
  app::Signer& signer_;
  const base::Clock& clock_;
  const std::filesystem::path file_;
  const CheckpointPolicy policy_;
  Checkpoint last_;
  app::ChainHead seen_;
};

}  // namespace callroom::integrity
