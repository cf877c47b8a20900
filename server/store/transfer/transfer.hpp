#pragma once

#include "store/transfer/side.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

// Moves everything that one store holds into another. It may be cut off anywhere: the next run goes on behind the last
// record that is durable. At the end both sides are read, and counts and checksums compared.
namespace callroom::store::transfer {

/// A table's records: how many, and the sum of their SHA-256 (32-bit lanes, modulo 2^32), which no order changes.
struct Sum {
  std::int64_t records = 0;
  std::string checksum;  ///< 64 hex digits.
  bool operator==(const Sum&) const = default;
};
struct TableReport {
  std::string table;
  Sum source;
  Sum target;  ///< Nothing in a dry run.
  std::int64_t written = 0;
};
struct Report {
  std::vector<TableReport> tables;
  LeftOut left_out;
  bool resumed = false;       ///< An earlier run was continued.
  bool already_there = false;  ///< The target held exactly this: nothing was written.
};

enum class Phase : std::uint8_t { kReading, kWriting, kVerifying };
using Progress = std::function<void(Phase phase, const std::string& table, std::int64_t done, std::int64_t of)>;

struct Options {
  bool dry_run = false;
  /// Empties a target whose transfer was cut off, and begins anew.
  bool start_over = false;
  /// What the target has no place for stays behind; otherwise that is refused before anything is written.
  bool leave_out = false;
};

/// Throws Refused, app::StoreUnavailable.
[[nodiscard]] Report transfer(Source& source, Target& target, const Options& options, const Progress& progress);

/// Of all records of a table.
[[nodiscard]] Sum sum_of(Source& source, const Form& form, LeftOut& left_out,
                         const std::function<void(std::int64_t)>& progress);

}  // namespace callroom::store::transfer
