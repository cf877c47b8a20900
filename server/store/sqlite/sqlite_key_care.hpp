#pragma once

#include "app/ports/key_care.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <filesystem>

namespace callroom::store {

/// On a connection of its own, beside a server's. Not thread-safe.
class SqliteKeyCare final : public app::KeyCare {
 public:
  /// Opens the file as SqliteStore does. Throws std::invalid_argument when `options` have no vault.
  SqliteKeyCare(const std::filesystem::path& path, const SqliteOptions& options);

  [[nodiscard]] Status status() override;
  std::int64_t rewrap(const std::function<void(std::int64_t done)>& report) override;
  std::optional<Erased> erase(const domain::UserId& user, const std::vector<domain::AuditRecord>& told) override;

 private:
  const Sealing sealing_;
  sqlite::Connection db_;
};

}  // namespace callroom::store
