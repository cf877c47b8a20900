#pragma once

#include "app/ports/metrics_book.hpp"
#include "store/mongo/database.hpp"
#include "store/sealing.hpp"

#include <mutex>

namespace callroom::store::mongo {

class MongoMetrics final : public app::MetricsBook {
 public:
  /// Both outlive it.
  MongoMetrics(Database& database, const Sealing& sealing) : database_(database), sealing_(sealing) {}

  [[nodiscard]] std::vector<app::CountedEvent> events(std::int64_t after, std::size_t limit) override;
  [[nodiscard]] app::MetricsPosition position() override;
  [[nodiscard]] std::optional<domain::MetricsBucket> bucket(const domain::MetricsKey& key) override;
  [[nodiscard]] std::vector<domain::MetricsBucket> buckets(domain::MetricsPeriod period, base::WallTime from,
                                                           base::WallTime until) override;
  app::CommitOutcome write(const app::MetricsChange& change) override;
  void remove_older(std::int64_t epoch, base::WallTime swept_before) override;

 private:
  [[nodiscard]] Written put_bucket(const domain::MetricsBucket& bucket);
  [[nodiscard]] Written move_position(const app::MetricsPosition& expected, const app::MetricsPosition& next);

  Database& database_;
  const Sealing& sealing_;
  std::mutex writing_;  ///< One writer a server, as for other documents (Committer).
};

}  // namespace callroom::store::mongo
