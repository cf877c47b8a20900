#pragma once

#include "app/ports/audit_log.hpp"
#include "store/sealing.hpp"
#include "store/sqlite/read_pool.hpp"
#include "store/sqlite/writer.hpp"

namespace callroom::store::sqlite {

class SqliteAuditLog final : public app::AuditLog {
 public:
  /// All outlive it.
  SqliteAuditLog(const Sealing& sealing, Writer& writer, ReadPool& readers)
      : sealing_(sealing), writer_(writer), readers_(readers) {}

  [[nodiscard]] app::Page<domain::AuditRecord> search(const app::AuditFilter& filter,
                                                      const app::PageRequest& page) override;
  [[nodiscard]] app::ChainHead head() override;
  [[nodiscard]] std::vector<app::ChainedAudit> chain(std::int64_t after, std::size_t limit) override;
  [[nodiscard]] std::optional<app::Tombstone> tombstone_at(std::int64_t seq) override;
  [[nodiscard]] std::vector<app::ChainedAudit> chain_of(const domain::SessionId& session) override;
  std::size_t sweep(const app::SweepPlan& plan, const app::SignTombstone& sign) override;
  std::size_t sweep_feedback(base::WallTime before) override;

 private:
  const Sealing& sealing_;
  Writer& writer_;
  ReadPool& readers_;
};

}  // namespace callroom::store::sqlite
