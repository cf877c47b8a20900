#pragma once

#include "store/sqlite/connection.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <filesystem>
#include <memory>

namespace callroom::store::sqlite {

/// Makes an empty file, readable by its owner only, unless there is one. Throws StoreUnavailable.
void create_private(const std::filesystem::path& path);
/// The writing connection: file made if need be, settings made, schema migrated, proven writable. Throws as
/// SqliteStore.
[[nodiscard]] Connection open_for_writing(const std::filesystem::path& path, const SqliteOptions& options);
[[nodiscard]] std::unique_ptr<Connection> open_for_reading(const std::filesystem::path& path,
                                                           const SqliteOptions& options);

}  // namespace callroom::store::sqlite
