#include "rest/metrics_json.hpp"

#include "base/iso_time.hpp"
#include "rest/call_json.hpp"
#include "rest/csv.hpp"

#include <boost/json/serialize.hpp>
#include <vector>

namespace callroom::rest {
namespace {

namespace json = boost::json;

constexpr int kShareDigits = 4;
constexpr int kTimeDigits = 1;

json::object errors_json(const domain::MetricsTally& tally) {
  json::object counts;
  for (const auto& [code, count] : tally.error_counts) counts[code] = count;
  return counts;
}

/// Nested objects become "quality.rttMs.p50".
void flatten(const json::object& object, const std::string& prefix, std::vector<std::string>& names,
             std::vector<std::string>& cells) {
  for (const auto& member : object) {
    const auto name = prefix + std::string{member.key()};
    if (member.value().is_object() && name != "errorCounts") {
      flatten(member.value().get_object(), name + '.', names, cells);
      continue;
    }
    names.push_back(name);
    const auto* text = member.value().if_string();
    cells.push_back(member.value().is_null() ? std::string{}
                    : text != nullptr        ? std::string{*text}
                                             : json::serialize(member.value()));
  }
}

}  // namespace

json::object metrics_json(const domain::MetricsTally& tally) {
  const auto figures = domain::figures_of(tally);
  return {{"totalAttempts", tally.attempts},
          {"totalSuccesses", tally.successes},
          {"totalFailures", tally.failures},
          {"successRate", rounded_json(figures.success_rate, kShareDigits)},
          {"totalCalls", tally.calls},
          {"completedCalls", tally.completed_calls},
          {"totalDuration", tally.duration_seconds},
          {"averageDuration", rounded_json(figures.average_duration_seconds, kTimeDigits)},
          {"uniqueUsers", tally.users.size()},
          {"drops", tally.drops},
          {"dropRate", rounded_json(figures.drop_rate, kShareDigits)},
          {"averageConnectionTime", rounded_json(figures.average_connection_ms, kTimeDigits)},
          {"joinTimeMs",
           {{"p50", rounded_json(figures.join_time_p50_ms, kTimeDigits)},
            {"p95", rounded_json(figures.join_time_p95_ms, kTimeDigits)}}},
          {"quality",
           {{"samples", tally.quality.samples},
            {"rttMs",
             {{"p50", rounded_json(figures.rtt_p50_ms, kTimeDigits)},
              {"p95", rounded_json(figures.rtt_p95_ms, kTimeDigits)}}},
            {"loss",
             {{"p50", rounded_json(figures.loss_p50, kShareDigits)},
              {"p95", rounded_json(figures.loss_p95, kShareDigits)}}},
            {"relayedShare", rounded_json(figures.relayed_share, kShareDigits)},
            {"interruptions", tally.quality.interruptions}}},
          {"errorCounts", errors_json(tally)}};
}

json::object report_frame_json(const app::MetricsReport& report) {
  return {{"period", app::to_string(report.span)},
          {"resolution", domain::to_string(report.resolution)},
          {"from", base::to_iso(report.from)},
          {"until", base::to_iso(report.until)}};
}

json::object bucket_json(const domain::MetricsBucket& bucket) {
  json::object object{{"date", base::to_iso(bucket.key.start)}};
  for (const auto& member : metrics_json(bucket.tally)) object.emplace(member.key(), member.value());
  return object;
}

std::string report_csv(const app::MetricsReport& report) {
  std::vector<std::string> names;
  std::vector<std::string> cells;
  flatten(bucket_json({}), {}, names, cells);  // the heading is there also when nothing happened
  std::string text = csv_line(names);
  for (const auto& bucket : report.buckets) {
    names.clear();
    cells.clear();
    flatten(bucket_json(bucket), {}, names, cells);
    text += csv_line(cells);
  }
  return text;
}

}  // namespace callroom::rest
