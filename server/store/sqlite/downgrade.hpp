#pragma once

#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The way back to an earlier version of the tables, for a program that is put back to an earlier version itself.
namespace callroom::store::sqlite {

/// A version that is to be taken back, and what that costs.
struct StepDown {
  std::int64_t version = 0;
  std::string loses;                 ///< What of it goes; empty: nothing.
  std::int64_t records = 0;          ///< How many records that is about.
  std::optional<std::string> blocked = std::nullopt;  ///< Set: it cannot be done, and why.
};

/// From the database's version to `to`, the latest first; nothing is changed.
[[nodiscard]] std::vector<StepDown> steps_down(Connection& db, std::int64_t to);

/// Takes the steps, all of them or none. Throws Error when SQLite refuses; std::logic_error for a step that is blocked.
void step_down(Connection& db, const std::vector<StepDown>& steps);

}  // namespace callroom::store::sqlite
