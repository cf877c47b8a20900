#include "store/mongo/metrics_documents.hpp"

#include "store/mongo/read_field.hpp"

#include <fmt/format.h>

namespace callroom::store::mongo {
namespace {

using domain::MetricsBucket;
using domain::MetricsTally;

std::vector<Document> cells_of(const domain::Histogram& histogram) {
  std::vector<Document> cells;
  for (const auto& [cell, count] : histogram.cells())
    cells.push_back(Document{}.integer("cell", cell).integer("count", count));
  return cells;
}

domain::Histogram read_histogram(View view, const char* key) {
  domain::Histogram::Cells cells;
  for (const auto& cell : documents_in(view, key)) {
    cells[static_cast<std::int32_t>(cell.view().integer("cell").value_or(0))] =
        cell.view().integer("count").value_or(0);
  }
  return domain::Histogram{std::move(cells)};
}

/// A list, because an error code of an older record may be what no field's name can be.
std::vector<Document> counts_of(const MetricsTally& tally) {
  std::vector<Document> counts;
  for (const auto& [code, count] : tally.error_counts)
    counts.push_back(Document{}.text("code", code).integer("count", count));
  return counts;
}

std::vector<Document> users_of(const MetricsTally& tally) {
  std::vector<Document> users;
  for (const auto& user : tally.users) users.push_back(Document{}.id("userId", user.str()));
  return users;
}

std::int64_t number(View view, const char* key) { return view.integer(key).value_or(0); }

void append_average(Document& made, const char* key, std::int64_t sum, std::int64_t count) {
  made.real(key, count == 0 ? 0.0 : static_cast<double>(sum) / static_cast<double>(count));
}

MetricsTally read_tally(View view) {
  MetricsTally tally{.attempts = number(view, "totalAttempts"),
                     .successes = number(view, "totalSuccesses"),
                     .failures = number(view, "totalFailures"),
                     .calls = number(view, "totalCalls"),
                     .completed_calls = number(view, "completedCalls"),
                     .duration_seconds = number(view, "totalDuration"),
                     .drops = number(view, "drops"),
                     .connections = number(view, "connections"),
                     .connection_ms = number(view, "connectionMs"),
                     .join_time = read_histogram(view, "joinTime")};
  for (const auto& one : documents_in(view, "errorCounts"))
    tally.error_counts[one.view().text("code").value_or("")] = number(one.view(), "count");
  for (const auto& user : documents_in(view, "users"))
    tally.users.insert(read_id<domain::UserId>(user.view(), "userId"));
  tally.quality = {.samples = number(view, "samples"),
                   .rtt = read_histogram(view, "rtt"),
                   .loss = read_histogram(view, "loss"),
                   .path_known_ms = number(view, "pathKnownMs"),
                   .path_relayed_ms = number(view, "pathRelayedMs"),
                   .interruptions = number(view, "interruptions")};
  return tally;
}

}  // namespace

std::string bucket_id(const domain::MetricsKey& key) {
  // Seconds as in every ObjectId, then "call" and the period where others have process and counter.
  const auto seconds = std::chrono::floor<base::Seconds>(key.start).time_since_epoch().count();
  return fmt::format("{:08x}63616c6c{:08x}", static_cast<std::uint32_t>(seconds), static_cast<unsigned>(key.period));
}

MetricsBucket read_bucket(View view) {
  return {.key = {read_word(view, "period", domain::parse_metrics_period), read_time(view, "date")},
          .tally = read_tally(view),
          .epoch = number(view, "epoch"),
          .events_through = number(view, "eventsThrough"),
          .quality_through = number(view, "qualityThrough"),
          .revision = number(view, "revision")};
}

Document bucket_document(const MetricsBucket& bucket) {
  const auto& tally = bucket.tally;
  const auto& quality = tally.quality;
  Document made;
  made.text("period", domain::to_string(bucket.key.period))
      .time("date", bucket.key.start)
      .integer("totalAttempts", tally.attempts)
      .integer("totalSuccesses", tally.successes)
      .integer("totalFailures", tally.failures)
      .integer("totalCalls", tally.calls)
      .integer("completedCalls", tally.completed_calls)
      .integer("totalDuration", tally.duration_seconds);
  append_average(made, "averageDuration", tally.duration_seconds, tally.completed_calls);
  made.integer("drops", tally.drops)
      .integer("connections", tally.connections)
      .integer("connectionMs", tally.connection_ms);
  append_average(made, "averageConnectionTime", tally.connection_ms, tally.connections);
  made.array("joinTime", cells_of(tally.join_time))
      .array("errorCounts", counts_of(tally))
      .array("users", users_of(tally))
      .integer("uniqueUsers", static_cast<std::int64_t>(tally.users.size()))
      .integer("samples", quality.samples)
      .array("rtt", cells_of(quality.rtt))
      .array("loss", cells_of(quality.loss))
      .integer("pathKnownMs", quality.path_known_ms)
      .integer("pathRelayedMs", quality.path_relayed_ms)
      .integer("interruptions", quality.interruptions)
      .integer("epoch", bucket.epoch)
      .integer("eventsThrough", bucket.events_through)
      .integer("qualityThrough", bucket.quality_through)
      .integer("revision", bucket.revision + 1);
  return made;
}

app::MetricsPosition read_position(View view) {
  return {.epoch = view.integer("epoch").value_or(1),
          .events = number(view, "events"),
          .quality = number(view, "quality"),
          .swept_before = view.time("sweptBefore").value_or(base::WallTime{})};
}

Document position_document(const app::MetricsPosition& position) {
  Document made;
  made.integer("epoch", position.epoch)
      .integer("events", position.events)
      .integer("quality", position.quality)
      .time("sweptBefore", position.swept_before);
  return made;
}

}  // namespace callroom::store::mongo
