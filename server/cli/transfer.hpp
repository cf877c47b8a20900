#pragma once

#include "cli/globals.hpp"

#include <string>

namespace callroom::cli {

struct TransferOptions {
  std::string from;  ///< "sqlite" or "mongodb".
  std::string to;
  bool dry_run = false;
  bool start_over = false;
  bool leave_out = false;
};

/// `callroom migrate --from A --to B`: moves all records, compares both sides, and verifies the audit trail in its new
/// place against the signed checkpoints. Throws CommandFailed, and as opening a store does.
void move_records(const Globals& globals, const TransferOptions& options);

}  // namespace callroom::cli
