#pragma once

#include "store/sqlite/connection.hpp"

#include <cstddef>
#include <span>
#include <string>

// The tables, and the way to them from every earlier version. PRAGMA user_version holds the version of a database.
namespace callroom::store::sqlite {

/// From version `to - 1` to `to`. A released migration is never changed, only followed by another one.
struct Migration {
  std::int64_t to;
  const char* sql;
  /// What SQL alone cannot do; after `sql`, in the same transaction.
  void (*then)(Connection& db) = nullptr;
};
/// All of them, ascending from 1. The last one's version is what this program works with.
[[nodiscard]] std::span<const Migration> migrations();

/// The version from which on records can be sealed; what was stored before is sealed right then, before a later one
/// hashes it.
inline constexpr std::size_t kSealingVersion = 4;

/// Throws std::runtime_error, naming the file (`path`), when a newer program has been here or the file is another
/// program's database. Reads only: such a file is left as it is.
void refuse_unusable(Connection& db, std::span<const Migration> steps, const std::string& path);

/// Brings the database up to the last of `steps`, each in a transaction of its own; nothing to do is the usual case.
/// Safe when several processes open the database at once. Throws Error when SQLite refuses.
void migrate(Connection& db, std::span<const Migration> steps);

}  // namespace callroom::store::sqlite
