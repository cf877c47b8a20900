#pragma once

#include "app/ports/store.hpp"
#include "base/clock.hpp"
#include "base/secret.hpp"
#include "store/mongo/committer.hpp"
#include "store/mongo/database.hpp"
#include "store/mongo/mongo_audit_log.hpp"
#include "store/mongo/mongo_metrics.hpp"
#include "store/mongo/open.hpp"

namespace callroom::store {

/// The records in a MongoDB database, in the collections that an application written with Mongoose may share. Needs no
/// transactions, no TTL and no partial indexes of the server. A commit that was answered is acknowledged by a majority.
class MongoStore final : public app::Store {
 public:
  /// Connects, makes missing indexes, finishes what an earlier server had begun, and seals what is in plain. Throws
  /// std::invalid_argument for a URI that is none, StoreUnavailable when the server does not answer within seconds,
  /// std::runtime_error for a database that is encrypted with a master key that is not given, or is said to be shared
  /// and encrypted. `clock` outlives the store.
  MongoStore(const base::Secret& uri, const base::Clock& clock, const MongoOptions& options = {});

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
  // `read` gets a document; that of the open_… ones also the Fields to open what it reads.
  template <class Read>
  auto open_one(const char* collection, const mongo::Document& filter, mongo::Fields& fields, const Read& read)
      -> std::optional<decltype(read(mongo::View{nullptr}, fields))>;
  template <class Read>
  auto open_all(const char* collection, const mongo::Document& filter, const mongo::Document& options,
                const Read& read);
  template <class Read>
  auto read_all(const char* collection, const mongo::Document& filter, const mongo::Document& options,
                const Read& read) -> std::vector<decltype(read(mongo::View{nullptr}))>;

  const base::Clock& clock_;
  mongo::Database database_;
  const Sealing sealing_;
  mongo::Committer committer_;
  mongo::MongoMetrics metrics_{database_, sealing_};
  mongo::MongoAuditLog audit_log_{database_, sealing_, committer_, clock_};
};

}  // namespace callroom::store
