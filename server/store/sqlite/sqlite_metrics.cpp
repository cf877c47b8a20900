#include "store/sqlite/sqlite_metrics.hpp"

#include "store/sqlite/metrics_rows.hpp"

namespace callroom::store::sqlite {

app::MetricsPosition SqliteMetrics::position() { return readers_.with(read_position); }

std::optional<domain::MetricsBucket> SqliteMetrics::bucket(const domain::MetricsKey& key) {
  return readers_.with([&](Connection& db) -> std::optional<domain::MetricsBucket> {
    auto query = db.query(kSelectBuckets + "WHERE period = :period AND date = :date");
    query.bind(":period", domain::to_string(key.period)).bind(":date", key.start);
    if (!query.step()) return std::nullopt;
    return read_bucket(query);
  });
}

std::vector<domain::MetricsBucket> SqliteMetrics::buckets(domain::MetricsPeriod period, base::WallTime from,
                                                          base::WallTime until) {
  return readers_.with([&](Connection& db) {
    auto query =
        db.query(kSelectBuckets + "WHERE period = :period AND date >= :from AND date < :until ORDER BY date");
    query.bind(":period", domain::to_string(period)).bind(":from", from).bind(":until", until);
    std::vector<domain::MetricsBucket> found;
    while (query.step()) found.push_back(read_bucket(query));
    return found;
  });
}

app::CommitOutcome SqliteMetrics::write(const app::MetricsChange& change) {
  return writer_.run([&](Connection& db) { return write_metrics(db, change); });
}

void SqliteMetrics::remove_older(std::int64_t epoch, base::WallTime swept_before) {
  writer_.run([&](Connection& db) {
    remove_older_metrics(db, epoch, swept_before);
    return app::CommitOutcome::kDone;
  });
}

}  // namespace callroom::store::sqlite
