#pragma once

#include "app/ports/store.hpp"
#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "ops/latency.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>

namespace callroom::ops {

/// A store that counts: passes everything on to another one, and keeps how commits end and how long they take.
/// Thread-safe.
class MeteredStore final : public app::Store {
 public:
  /// Both outlive it.
  MeteredStore(app::Store& store, const base::Clock& clock) : store_(store), clock_(clock) {}

  std::optional<domain::User> user(const domain::UserId& id) override;
  std::optional<domain::User> user_by_email(const std::string& email) override;
  app::Page<domain::User> users(const app::PageRequest& page) override;
  std::optional<domain::Session> session(const domain::SessionId& id) override;
  std::optional<domain::Session> session_by_room(const domain::RoomId& room) override;
  app::Page<domain::Session> sessions(const app::SessionFilter& filter, const app::PageRequest& page) override;
  app::Page<domain::Session> ended_calls(const std::optional<domain::UserId>& participant,
                                         const app::PageRequest& page) override;
  std::vector<domain::Session> running_calls() override;
  std::vector<domain::PresenceInterval> presence(const domain::SessionId& session) override;
  std::vector<domain::SessionId> sessions_with_open_stays() override;
  std::vector<domain::QualitySample> quality_of(const domain::SessionId& session) override;
  std::vector<base::WallTime> quality_times(const domain::SessionId& session, const domain::UserId& user) override;
  std::map<domain::SessionId, double> average_levels(const std::vector<domain::SessionId>& sessions) override;
  std::vector<domain::CallRating> ratings_of(const std::vector<domain::SessionId>& sessions) override;
  std::vector<domain::AuditRecord> audit_of(const domain::SessionId& session) override;
  app::AuditLog& audit_log() override { return store_.audit_log(); }
  app::MetricsBook& metrics() override { return store_.metrics(); }
  app::CommitOutcome commit(const app::Commit& commit) override;
  void update(app::Update update, Updated done) override;
  void settle() override { store_.settle(); }
  void check() override;

  void write(Exposition& page);

 private:
  [[nodiscard]] std::chrono::microseconds since(base::SteadyTime began) const;
  void count_failure(const std::exception_ptr& failure);
  void count_done(base::SteadyTime began, std::size_t audit_records);
  /// Runs `call`; whether the store answered is known from it.
  template <class Call>
  auto asked(const Call& call);

  struct Commits {
    std::uint64_t done = 0;
    std::uint64_t refused = 0;
    std::uint64_t failed = 0;
    std::uint64_t audit_records = 0;
    Latency took_done;
    Latency took_refused;
  };
  app::Store& store_;
  const base::Clock& clock_;
  std::atomic<bool> answers_ = true;
  std::atomic<std::uint64_t> unavailable_ = 0;
  base::Guarded<Commits> commits_;
};

}  // namespace callroom::ops
