#pragma once

#include "app/ports/audit_log.hpp"
#include "base/guarded.hpp"
#include "store/memory/memory_metrics.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace callroom::store {

/// The records in maps under one lock; gone with the process. For tests and for trying things out: the lists that need
/// a sort look at every record. Passes the same contract test as the durable stores.
class MemoryStore : public app::Store {
 public:
  [[nodiscard]] std::optional<domain::User> user(const domain::UserId& id) override;
  [[nodiscard]] std::optional<domain::User> user_by_email(const std::string& email) override;
  [[nodiscard]] app::Page<domain::User> users(const app::PageRequest& page) override;

  [[nodiscard]] std::optional<domain::Session> session(const domain::SessionId& id) override;
  [[nodiscard]] std::optional<domain::Session> session_by_room(const domain::RoomId& room) override;
  [[nodiscard]] app::Page<domain::Session> sessions(const app::SessionFilter& filter,
                                                    const app::PageRequest& page) override;
  [[nodiscard]] app::Page<domain::Session> ended_calls(const std::optional<domain::UserId>& participant,
                                                       const app::PageRequest& page) override;
  [[nodiscard]] std::vector<domain::Session> running_calls() override;

  [[nodiscard]] std::vector<domain::PresenceInterval> presence(const domain::SessionId& session) override;
  [[nodiscard]] std::vector<domain::SessionId> sessions_with_open_stays() override;
  [[nodiscard]] std::vector<domain::QualitySample> quality_of(const domain::SessionId& session) override;
  [[nodiscard]] std::vector<base::WallTime> quality_times(const domain::SessionId& session,
                                                          const domain::UserId& user) override;
  [[nodiscard]] std::map<domain::SessionId, double> average_levels(
      const std::vector<domain::SessionId>& sessions) override;
  [[nodiscard]] std::vector<domain::CallRating> ratings_of(const std::vector<domain::SessionId>& sessions) override;
  [[nodiscard]] std::vector<domain::AuditRecord> audit_of(const domain::SessionId& session) override;
  [[nodiscard]] app::AuditLog& audit_log() override { return audit_log_; }

  [[nodiscard]] app::MetricsBook& metrics() override { return metrics_; }

  app::CommitOutcome commit(const app::Commit& commit) override;
  void check() override {}

  struct Records {
    std::map<domain::UserId, domain::User> users;
    std::map<std::string, domain::UserId> by_email;
    std::map<domain::SessionId, domain::Session> sessions;
    std::map<domain::RoomId, domain::SessionId> by_room;
    std::map<domain::PresenceId, domain::PresenceInterval> presence;
    std::map<std::tuple<domain::SessionId, domain::UserId, base::WallTime>, domain::QualitySample> quality;
    std::map<std::pair<domain::SessionId, domain::UserId>, domain::CallRating> ratings;
    std::map<domain::AuditId, domain::AuditRecord> audit;
    std::map<std::int64_t, app::ChainedAudit> chain;    ///< The same records by their places.
    std::map<int, app::ChainHead> head{{0, {}}};        ///< One: a map, so that it is taken back like the others.
    std::map<std::int64_t, app::Tombstone> tombstones;  ///< By from_seq.
  };

 private:
  class Log final : public app::AuditLog {
   public:
    explicit Log(base::Guarded<Records>& records) : records_(records) {}
    [[nodiscard]] app::Page<domain::AuditRecord> search(const app::AuditFilter& filter,
                                                        const app::PageRequest& page) override;
    [[nodiscard]] app::ChainHead head() override;
    [[nodiscard]] std::vector<app::ChainedAudit> chain(std::int64_t after, std::size_t limit) override;
    [[nodiscard]] std::optional<app::Tombstone> tombstone_at(std::int64_t seq) override;
    [[nodiscard]] std::vector<app::ChainedAudit> chain_of(const domain::SessionId& session) override;
    std::size_t sweep(const app::SweepPlan& plan, const app::SignTombstone& sign) override;
    std::size_t sweep_feedback(base::WallTime before) override;

   private:
    base::Guarded<Records>& records_;
  };

  base::Guarded<Records> records_;
  [[nodiscard]] std::vector<app::CountedEvent> events(std::int64_t after, std::size_t limit);
  MemoryMetrics metrics_{[this](std::int64_t after, std::size_t limit) { return events(after, limit); }};
  Log audit_log_{records_};
};

}  // namespace callroom::store
