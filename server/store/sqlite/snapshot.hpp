#pragma once

#include <filesystem>

namespace callroom::store {

/// Copies the database as it is at one moment into a new file of its owner's, complete in itself (no log beside it),
/// while others go on using it. Throws StoreUnavailable or std::runtime_error, naming the file: there is no database,
/// it is not ours or of a newer version, or the copy cannot be written.
void take_snapshot(const std::filesystem::path& database, const std::filesystem::path& copy);

/// Reads all of a database file: it is ours, of a version that this program knows, and whole (SQLite's
/// integrity_check). Throws as take_snapshot.
void verify_snapshot(const std::filesystem::path& copy);

}  // namespace callroom::store
