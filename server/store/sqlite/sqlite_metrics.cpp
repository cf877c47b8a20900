#include "store/sqlite/sqlite_metrics.hpp"

#include "store/sqlite/fields.hpp"
#include "store/sqlite/metrics_rows.hpp"
#include "store/sqlite/rows.hpp"

namespace callroom::store::sqlite {

std::vector<app::CountedEvent> SqliteMetrics::events(std::int64_t after, std::size_t limit) {
  return readers_.with([&](Connection& db) {
    auto query = db.query("SELECT " + kAuditColumns +
                          ", seq FROM videocallauditlogs WHERE seq > :after ORDER BY seq LIMIT :limit");
    query.bind(":after", after).bind(":limit", static_cast<std::int64_t>(limit));
    Fields fields(db, sealing_);
    std::vector<app::CountedEvent> found;
    while (query.step()) found.push_back({query.integer(12), read_audit(query, fields)});
    return found;
  });
}

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
    auto query = db.query(kSelectBuckets + "WHERE period = :period AND date >= :from AND date < :until ORDER BY date");
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
