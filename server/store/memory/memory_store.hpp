#pragma once

#include "app/ports/store.hpp"
#include "base/guarded.hpp"
#include "store/memory/memory_metrics.hpp"

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
    std::map<std::int64_t, domain::AuditId> audit_order;  ///< By the place in the log.
  };

 private:
  base::Guarded<Records> records_;
  [[nodiscard]] std::vector<app::CountedEvent> events(std::int64_t after, std::size_t limit);
  MemoryMetrics metrics_{[this](std::int64_t after, std::size_t limit) { return events(after, limit); }};
};

}  // namespace callroom::store
