#pragma once

#include "app/ports/audit_log.hpp"
#include "app/ports/signer.hpp"
#include "integrity/verify.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// Signed checkpoints of the audit trail: "at this moment the chain ended at this place with this hash." One JSON
// document a line in a file that only grows and can be shipped off the machine as it does. What a checkpoint that was
// shipped says cannot be taken back, not even by whoever has the database and the key.
//
//   {"type":"callroom-audit-checkpoint/1","seq":1000,"hash":"…","at":"2026-11-22T09:30:00.000Z","signature":{…}}
namespace callroom::integrity {

struct Checkpoint {
  app::ChainHead head;
  base::WallTime at;
};

/// One line, without its end.
[[nodiscard]] std::string sign_checkpoint(app::Signer& signer, const Checkpoint& checkpoint);

/// A line of the file, and what is to be thought of it.
struct CheckpointLine {
  std::size_t number = 0;  ///< From 1.
  std::string text;
  Checkpoint checkpoint;  ///< Only if kGood.
  Verdict verdict = Verdict::kUnsigned;
};
[[nodiscard]] CheckpointLine read_checkpoint(const std::vector<app::PublicKey>& keys, std::string_view text);
/// All lines; none if there is no file. A last line without an end was cut off by a crash while it was written, before
/// anybody was told of it, and is left out. Throws std::runtime_error when the file cannot be read.
[[nodiscard]] std::vector<CheckpointLine> read_checkpoints(const std::filesystem::path& file,
                                                           const std::vector<app::PublicKey>& keys);

/// Appends a line, durably: it is on the disk when this returns. Several processes may. Throws std::runtime_error,
/// naming the file.
void append_checkpoint(const std::filesystem::path& file, std::string_view line);

}  // namespace callroom::integrity
