#pragma once

#include "app/ports/metrics_book.hpp"
#include "store/mongo/database.hpp"

#include <mutex>

namespace callroom::store::mongo {

class MongoMetrics final : public app::MetricsBook {
 public:
  /// `database` outlives it.
  explicit MongoMetrics(Database& database) : database_(database) {}

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
  std::mutex writing_;  ///< One writer a server, as for other documents (Committer).
};

}  // namespace callroom::store::mongo
