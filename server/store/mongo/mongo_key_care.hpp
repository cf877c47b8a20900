#pragma once

#include "app/ports/key_care.hpp"
#include "base/clock.hpp"
#include "base/secret.hpp"
#include "store/mongo/open.hpp"

namespace callroom::store {

/// On connections of its own, beside a server's. Not thread-safe.
class MongoKeyCare final : public app::KeyCare {
 public:
  /// Opens the database as MongoStore does. Throws std::invalid_argument when `options` have no vault. `clock` outlives
  /// it.
  MongoKeyCare(const base::Secret& uri, const base::Clock& clock, const MongoOptions& options);

  [[nodiscard]] Status status() override;
  std::int64_t rewrap(const std::function<void(std::int64_t done)>& report) override;
  std::optional<Erased> erase(const domain::UserId& user, const std::vector<domain::AuditRecord>& told) override;

 private:
  mongo::Database database_;
  const Sealing sealing_;
  mongo::Committer committer_;
};

}  // namespace callroom::store
