#pragma once

#include "app/ports/metrics_book.hpp"
#include "store/sealing.hpp"
#include "store/sqlite/read_pool.hpp"
#include "store/sqlite/writer.hpp"

namespace callroom::store::sqlite {

class SqliteMetrics final : public app::MetricsBook {
 public:
  /// All outlive it.
  SqliteMetrics(Writer& writer, ReadPool& readers, const Sealing& sealing)
      : writer_(writer), readers_(readers), sealing_(sealing) {}

  [[nodiscard]] std::vector<app::CountedEvent> events(std::int64_t after, std::size_t limit) override;
  [[nodiscard]] app::MetricsPosition position() override;
  [[nodiscard]] std::optional<domain::MetricsBucket> bucket(const domain::MetricsKey& key) override;
  [[nodiscard]] std::vector<domain::MetricsBucket> buckets(domain::MetricsPeriod period, base::WallTime from,
                                                           base::WallTime until) override;
  app::CommitOutcome write(const app::MetricsChange& change) override;
  void remove_older(std::int64_t epoch, base::WallTime swept_before) override;

 private:
  Writer& writer_;
  ReadPool& readers_;
  const Sealing& sealing_;
};

}  // namespace callroom::store::sqlite
