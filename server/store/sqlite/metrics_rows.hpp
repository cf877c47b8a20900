#pragma once

#include "app/ports/metrics_book.hpp"
#include "store/sqlite/connection.hpp"

#include <string>

// videocallmetrics and its position, as rows.hpp has it for the other records. Averages and counts that follow from the
// tally stand beside it for others who read the table.
namespace callroom::store::sqlite {

[[nodiscard]] domain::MetricsBucket read_bucket(const Query& row);
/// A SELECT of what read_bucket reads; a WHERE follows.
extern const std::string kSelectBuckets;

[[nodiscard]] app::MetricsPosition read_position(Connection& db);
/// MetricsBook::write in the writer's transaction.
[[nodiscard]] app::CommitOutcome write_metrics(Connection& db, const app::MetricsChange& change);
void remove_older_metrics(Connection& db, std::int64_t epoch, base::WallTime swept_before);

}  // namespace callroom::store::sqlite
