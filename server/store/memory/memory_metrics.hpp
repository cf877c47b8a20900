#pragma once

#include "app/ports/metrics_book.hpp"
#include "base/guarded.hpp"

#include <functional>
#include <map>
#include <utility>

namespace callroom::store {

class MemoryMetrics final : public app::MetricsBook {
 public:
  using Events = std::function<std::vector<app::CountedEvent>(std::int64_t after, std::size_t limit)>;
  explicit MemoryMetrics(Events events) : events_(std::move(events)) {}

  [[nodiscard]] std::vector<app::CountedEvent> events(std::int64_t after, std::size_t limit) override {
    return events_(after, limit);
  }
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
  const Events events_;
  base::Guarded<State> state_;
};

}  // namespace callroom::store
