#pragma once

#include "app/ports/audit_log.hpp"
#include "base/clock.hpp"
#include "store/mongo/committer.hpp"
#include "store/mongo/database.hpp"

namespace callroom::store::mongo {

class MongoAuditLog final : public app::AuditLog {
 public:
  /// All outlive it.
  MongoAuditLog(Database& database, const Sealing& sealing, Committer& committer, const base::Clock& clock)
      : database_(database), sealing_(sealing), committer_(committer), clock_(clock) {}

  [[nodiscard]] app::Page<domain::AuditRecord> search(const app::AuditFilter& filter,
                                                      const app::PageRequest& page) override;
  [[nodiscard]] app::ChainHead head() override;
  [[nodiscard]] std::vector<app::ChainedAudit> chain(std::int64_t after, std::size_t limit) override;
  [[nodiscard]] std::optional<app::Tombstone> tombstone_at(std::int64_t seq) override;
  [[nodiscard]] std::vector<app::ChainedAudit> chain_of(const domain::SessionId& session) override;
  std::size_t sweep(const app::SweepPlan& plan, const app::SignTombstone& sign) override;
  std::size_t sweep_feedback(base::WallTime before) override;

 private:
  [[nodiscard]] std::vector<app::ChainedAudit> chained(const Document& filter, Document options);

  Database& database_;
  const Sealing& sealing_;
  Committer& committer_;  ///< Delivers what an acknowledged commit still owes the trail, before it is read.
  const base::Clock& clock_;
};

}  // namespace callroom::store::mongo
