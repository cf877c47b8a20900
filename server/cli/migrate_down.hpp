#pragma once

#include "cli/globals.hpp"

#include <cstdint>
#include <optional>

namespace callroom::cli {

struct DownOptions {
  std::optional<std::int64_t> to;  ///< SQLite's version; empty: the one before.
  bool dry_run = false;
  bool force = false;  ///< Though records are lost.
};

/// `callroom migrate --down`: the way back to what an earlier program works with, or to what a platform had before
/// callroom. Throws CommandFailed: there is no way back, or records would be lost.
void migrate_down(const Globals& globals, const DownOptions& options);

}  // namespace callroom::cli
