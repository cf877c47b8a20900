#pragma once

#include "app/ports/store.hpp"
#include "base/clock.hpp"
#include "base/secret.hpp"
#include "store/mongo/committer.hpp"
#include "store/mongo/database.hpp"
#include "store/mongo/mongo_audit_log.hpp"
#include "store/mongo/mongo_metrics.hpp"

namespace callroom::store {

struct MongoOptions {
  /// For tests that stop between the steps of a commit.
  mongo::BetweenSteps between_steps;
};

/// The records in a MongoDB database, in the collections that an application written with Mongoose may share. Needs no
/// transactions, no TTL and no partial indexes of the server. A commit that was answered is acknowledged by a majority.
class MongoStore final : public app::Store {
 public:
  /// Connects, makes missing indexes and finishes what an earlier server had begun. Throws std::invalid_argument for a
  /// URI that is none, StoreUnavailable when the server does not answer within seconds. `clock` outlives the store.
  MongoStore(const base::Secret& uri, const base::Clock& clock, MongoOptions options = {});

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
  /// Really writes (a document of its own) and reads.
  void check() override;

 private:
  template <class Read>
  auto read_one(const char* collection, const mongo::Document& filter, const Read& read)
      -> std::optional<decltype(read(mongo::View{nullptr}))>;
  template <class Read>
  auto read_all(const char* collection, const mongo::Document& filter, const mongo::Document& options,
                const Read& read) -> std::vector<decltype(read(mongo::View{nullptr}))>;

  const base::Clock& clock_;
  mongo::Database database_;
  mongo::Committer committer_;
  mongo::MongoMetrics metrics_{database_};
  mongo::MongoAuditLog audit_log_{database_, committer_, clock_};
};

}  // namespace callroom::store
