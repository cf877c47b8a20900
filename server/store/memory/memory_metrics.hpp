#pragma once

#include "app/ports/metrics_book.hpp"
#include "base/guarded.hpp"

#include <map>

namespace callroom::store {

class MemoryMetrics final : public app::MetricsBook {
 public:
  [[nodiscard]] app::MetricsPosition position() override;
  [[nodiscard]] std::optional<domain::MetricsBucket> bucket(const domain::MetricsKey& key) override;
  [[nodiscard]] std::vector<domain::MetricsBucket> buckets(domain::MetricsPeriod period, base::WallTime from,
                                                           base::WallTime until) override;
  app::CommitOutcome write(const app::MetricsChange& change) override;
  void remove_older(std::int64_t epoch, base::WallTime swept_before) override;

 private:
  struct State {
    app::MetricsPosition position;
    std::map<domain::MetricsKey, domain::MetricsBucket> buckets;
  };
  base::Guarded<State> state_;
};

}  // namespace callroom::store
