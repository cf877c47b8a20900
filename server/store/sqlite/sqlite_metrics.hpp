#pragma once

#include "app/ports/metrics_book.hpp"
#include "store/sqlite/read_pool.hpp"
#include "store/sqlite/writer.hpp"

namespace callroom::store::sqlite {

class SqliteMetrics final : public app::MetricsBook {
 public:
  /// Both outlive it.
  SqliteMetrics(Writer& writer, ReadPool& readers) : writer_(writer), readers_(readers) {}

  [[nodiscard]] app::MetricsPosition position() override;
  [[nodiscard]] std::optional<domain::MetricsBucket> bucket(const domain::MetricsKey& key) override;
  [[nodiscard]] std::vector<domain::MetricsBucket> buckets(domain::MetricsPeriod period, base::WallTime from,
                                                           base::WallTime until) override;
  app::CommitOutcome write(const app::MetricsChange& change) override;
  void remove_older(std::int64_t epoch, base::WallTime swept_before) override;

 private:
  Writer& writer_;
  ReadPool& readers_;
};

}  // namespace callroom::store::sqlite
