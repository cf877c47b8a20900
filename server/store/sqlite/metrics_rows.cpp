#include "store/sqlite/metrics_rows.hpp"

#include "store/sqlite/rows.hpp"

#include <boost/json.hpp>

#include <cmath>
#include <utility>

namespace callroom::store::sqlite {
namespace {

namespace json = boost::json;
using domain::MetricsBucket;
using domain::MetricsTally;

/// [[cell,count],…]
std::string histogram_text(const domain::Histogram& histogram) {
  json::array cells;
  for (const auto& [cell, count] : histogram.cells()) cells.push_back(json::array{cell, count});
  return json::serialize(cells);
}

/// Error codes are ours, but what stands in an older record may be any bytes.
json::value parsed(const Query& row, int column) {
  json::parse_options any_bytes;
  any_bytes.allow_invalid_utf8 = true;
  boost::system::error_code error;
  const auto text = row.text(column);
  auto value = json::parse(text, error, {}, any_bytes);
  if (error) unreadable(row, "metrics", text);
  return value;
}

domain::Histogram read_histogram(const Query& row, int column) {
  domain::Histogram::Cells cells;
  const auto list = parsed(row, column);
  for (const auto& cell : list.as_array()) {
    cells[cell.at(0).to_number<std::int32_t>()] = cell.at(1).to_number<std::int64_t>();
  }
  return domain::Histogram{std::move(cells)};
}

std::string counts_text(const MetricsTally& tally) {
  json::object counts;
  for (const auto& [code, count] : tally.error_counts) counts[code] = count;
  return json::serialize(counts);
}

std::string users_text(const MetricsTally& tally) {
  json::array users;
  for (const auto& user : tally.users) users.push_back(json::value(user.str()));
  return json::serialize(users);
}

MetricsTally read_tally(const Query& row) {
  MetricsTally tally{.attempts = row.integer(2),
                     .successes = row.integer(3),
                     .failures = row.integer(4),
                     .calls = row.integer(5),
                     .completed_calls = row.integer(6),
                     .duration_seconds = row.integer(7),
                     .drops = row.integer(8),
                     .connections = row.integer(9),
                     .connection_ms = row.integer(10),
                     .join_time = read_histogram(row, 11)};
  const auto counts = parsed(row, 12);
  for (const auto& [code, count] : counts.as_object()) {
    tally.error_counts[code] = count.to_number<std::int64_t>();
  }
  const auto users = parsed(row, 13);
  for (const auto& user : users.as_array()) {
    const auto id = domain::UserId::parse(user.as_string());
    if (!id) unreadable(row, "users", row.text(13));
    tally.users.insert(*id);
  }
  tally.quality = {.samples = row.integer(14),
                   .rtt = read_histogram(row, 15),
                   .loss = read_histogram(row, 16),
                   .path_known_ms = row.integer(17),
                   .path_relayed_ms = row.integer(18),
                   .interruptions = row.integer(19)};
  return tally;
}

std::optional<double> average(std::int64_t sum, std::int64_t count) {
  if (count == 0) return std::nullopt;
  return static_cast<double>(sum) / static_cast<double>(count);
}

constexpr const char* kInsert =
    "INSERT INTO videocallmetrics (period, date, totalAttempts, totalSuccesses, totalFailures, totalCalls, "
    "completedCalls, totalDuration, averageDuration, drops, connections, connectionMs, averageConnectionTime, joinTime, "
    "errorCounts, users, uniqueUsers, samples, rtt, loss, pathKnownMs, pathRelayedMs, interruptions, epoch, "
    "eventsThrough, qualityThrough, revision) "
    "VALUES (:period, :date, :totalAttempts, :totalSuccesses, :totalFailures, :totalCalls, :completedCalls, "
    ":totalDuration, :averageDuration, :drops, :connections, :connectionMs, :averageConnectionTime, :joinTime, "
    ":errorCounts, :users, :uniqueUsers, :samples, :rtt, :loss, :pathKnownMs, :pathRelayedMs, :interruptions, :epoch, "
    ":eventsThrough, :qualityThrough, :revision)";

constexpr const char* kUpdate =
    "UPDATE videocallmetrics SET totalAttempts = :totalAttempts, totalSuccesses = :totalSuccesses, "
    "totalFailures = :totalFailures, totalCalls = :totalCalls, completedCalls = :completedCalls, "
    "totalDuration = :totalDuration, averageDuration = :averageDuration, drops = :drops, connections = :connections, "
    "connectionMs = :connectionMs, averageConnectionTime = :averageConnectionTime, joinTime = :joinTime, "
    "errorCounts = :errorCounts, users = :users, uniqueUsers = :uniqueUsers, samples = :samples, rtt = :rtt, "
    "loss = :loss, pathKnownMs = :pathKnownMs, pathRelayedMs = :pathRelayedMs, interruptions = :interruptions, "
    "epoch = :epoch, eventsThrough = :eventsThrough, qualityThrough = :qualityThrough, revision = :revision "
    "WHERE period = :period AND date = :date AND revision = :revision - 1";

app::CommitOutcome put_bucket(Connection& db, const MetricsBucket& bucket) {
  const auto& tally = bucket.tally;
  const auto& quality = tally.quality;
  const auto join_time = histogram_text(tally.join_time);
  const auto errors = counts_text(tally);
  const auto users = users_text(tally);
  const auto rtt = histogram_text(quality.rtt);
  const auto loss = histogram_text(quality.loss);
  auto query = db.query(bucket.revision == 0 ? kInsert : kUpdate);
  query.bind(":period", domain::to_string(bucket.key.period))
      .bind(":date", bucket.key.start)
      .bind(":totalAttempts", tally.attempts)
      .bind(":totalSuccesses", tally.successes)
      .bind(":totalFailures", tally.failures)
      .bind(":totalCalls", tally.calls)
      .bind(":completedCalls", tally.completed_calls)
      .bind(":totalDuration", tally.duration_seconds)
      .bind(":averageDuration", average(tally.duration_seconds, tally.completed_calls))
      .bind(":drops", tally.drops)
      .bind(":connections", tally.connections)
      .bind(":connectionMs", tally.connection_ms)
      .bind(":averageConnectionTime", average(tally.connection_ms, tally.connections))
      .bind(":joinTime", join_time)
      .bind(":errorCounts", errors)
      .bind(":users", users)
      .bind(":uniqueUsers", static_cast<std::int64_t>(tally.users.size()))
      .bind(":samples", quality.samples)
      .bind(":rtt", rtt)
      .bind(":loss", loss)
      .bind(":pathKnownMs", quality.path_known_ms)
      .bind(":pathRelayedMs", quality.path_relayed_ms)
      .bind(":interruptions", quality.interruptions)
      .bind(":epoch", bucket.epoch)
      .bind(":eventsThrough", bucket.events_through)
      .bind(":qualityThrough", bucket.quality_through)
      .bind(":revision", bucket.revision + 1);
  if (query.write() == Written::kKeyTaken) return app::CommitOutcome::kConflict;
  return db.changed_rows() == 0 ? app::CommitOutcome::kConflict : app::CommitOutcome::kDone;
}

}  // namespace

const std::string kSelectBuckets =
    "SELECT period, date, totalAttempts, totalSuccesses, totalFailures, totalCalls, completedCalls, totalDuration, "
    "drops, connections, connectionMs, joinTime, errorCounts, users, samples, rtt, loss, pathKnownMs, pathRelayedMs, "
    "interruptions, epoch, eventsThrough, qualityThrough, revision FROM videocallmetrics ";

MetricsBucket read_bucket(const Query& row) {
  return {.key = {read_enum(row, 0, "period", domain::parse_metrics_period), row.time(1)},
          .tally = read_tally(row),
          .epoch = row.integer(20),
          .events_through = row.integer(21),
          .quality_through = row.integer(22),
          .revision = row.integer(23)};
}

app::MetricsPosition read_position(Connection& db) {
  auto row = db.query("SELECT epoch, events, quality, sweptBefore FROM videocallmetricsposition WHERE id = 1");
  if (!row.step()) return {};
  return {.epoch = row.integer(0), .events = row.integer(1), .quality = row.integer(2), .swept_before = row.time(3)};
}

app::CommitOutcome write_metrics(Connection& db, const app::MetricsChange& change) {
  if (read_position(db) != change.expected) return app::CommitOutcome::kConflict;
  for (const auto& bucket : change.buckets) {
    if (const auto outcome = put_bucket(db, bucket); outcome != app::CommitOutcome::kDone) return outcome;
  }
  db.query(
        "INSERT INTO videocallmetricsposition (id, epoch, events, quality, sweptBefore) "
        "VALUES (1, :epoch, :events, :quality, :sweptBefore) ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, "
        "events = excluded.events, quality = excluded.quality, sweptBefore = excluded.sweptBefore")
      .bind(":epoch", change.next.epoch)
      .bind(":events", change.next.events)
      .bind(":quality", change.next.quality)
      .bind(":sweptBefore", change.next.swept_before)
      .write();
  return app::CommitOutcome::kDone;
}

void remove_older_metrics(Connection& db, std::int64_t epoch, base::WallTime swept_before) {
  db.query("DELETE FROM videocallmetrics WHERE epoch < :epoch AND date >= :sweptBefore")
      .bind(":epoch", epoch)
      .bind(":sweptBefore", swept_before)
      .write();
}

}  // namespace callroom::store::sqlite
