#include "domain/metrics.hpp"

#include <charconv>
#include <cmath>

namespace callroom::domain {
namespace {

std::string_view fact(const AuditRecord& record, const char* name) {
  const auto found = record.metadata.find(name);
  return found == record.metadata.end() ? std::string_view{} : std::string_view{found->second};
}

std::optional<std::int64_t> whole_fact(const AuditRecord& record, const char* name) {
  const auto text = fact(record, name);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<double> scaled(const std::optional<double>& value, double unit) {
  if (!value) return std::nullopt;
  return *value / unit;
}

constexpr double kRttUnits = 10;      // per millisecond
constexpr double kLossUnits = 10'000;  // per whole
constexpr double kMillisPerSecond = 1000;

}  // namespace

bool is_question(const AuditRecord& record) {
  const auto via = fact(record, "via");
  return via == "can-join" || via == "generate-room";
}

void QualityTally::add(const QualityReading& reading) {
  const std::int64_t weight = std::llround(reading.seconds * kMillisPerSecond);
  ++samples;
  interruptions += reading.interruptions;
  if (reading.rtt_ms) rtt.add(std::llround(*reading.rtt_ms * kRttUnits), weight);
  if (reading.loss_in) loss.add(std::llround(*reading.loss_in * kLossUnits), weight);
  if (!reading.local_candidate && !reading.remote_candidate) return;
  path_known_ms += weight;
  const bool relayed =
      reading.local_candidate == CandidateType::kRelay || reading.remote_candidate == CandidateType::kRelay;
  if (relayed) path_relayed_ms += weight;
}

void QualityTally::merge(const QualityTally& other) {
  samples += other.samples;
  rtt.merge(other.rtt);
  loss.merge(other.loss);
  path_known_ms += other.path_known_ms;
  path_relayed_ms += other.path_relayed_ms;
  interruptions += other.interruptions;
}

void MetricsTally::add(const AuditRecord& record) {
  if (is_question(record)) return;
  if (!record.error_code.empty()) ++error_counts[record.error_code];
  switch (record.action) {
    case AuditAction::kJoinAttempt:
      ++attempts;
      if (record.user_id) users.insert(*record.user_id);
      break;
    case AuditAction::kJoinSuccess:
      ++successes;
      if (record.user_id) users.insert(*record.user_id);
      break;
    case AuditAction::kJoinDenied:
      ++failures;
      break;
    case AuditAction::kCallStart:
      ++calls;
      break;
    case AuditAction::kCallEnd:
      ++completed_calls;
      duration_seconds += record.duration_seconds.value_or(0);
      break;
    case AuditAction::kConnectionEstablished:
      if (const auto took = whole_fact(record, kConnectionMsFact)) {
        ++connections;
        connection_ms += *took;
        join_time.add(*took);
      }
      break;
    case AuditAction::kConnectionFailed:
      ++drops;
      break;
    case AuditAction::kPermissionDenied:
    case AuditAction::kErrorOccurred:
    case AuditAction::kCallRepeated:
    case AuditAction::kAuditRead:
    case AuditAction::kUserErased:
      break;
  }
}

void MetricsTally::merge(const MetricsTally& other) {
  attempts += other.attempts;
  successes += other.successes;
  failures += other.failures;
  calls += other.calls;
  completed_calls += other.completed_calls;
  duration_seconds += other.duration_seconds;
  drops += other.drops;
  connections += other.connections;
  connection_ms += other.connection_ms;
  join_time.merge(other.join_time);
  for (const auto& [code, count] : other.error_counts) error_counts[code] += count;
  users.insert(other.users.begin(), other.users.end());
  quality.merge(other.quality);
}

MetricsFigures figures_of(const MetricsTally& tally) {
  constexpr double kMedian = 0.5;
  constexpr double kHigh = 0.95;
  const auto& quality = tally.quality;
  return {.success_rate = ratio(tally.successes, tally.successes + tally.failures),
          .average_duration_seconds = ratio(tally.duration_seconds, tally.completed_calls),
          .average_connection_ms = ratio(tally.connection_ms, tally.connections),
          .join_time_p50_ms = tally.join_time.percentile(kMedian),
          .join_time_p95_ms = tally.join_time.percentile(kHigh),
          .rtt_p50_ms = scaled(quality.rtt.percentile(kMedian), kRttUnits),
          .rtt_p95_ms = scaled(quality.rtt.percentile(kHigh), kRttUnits),
          .loss_p50 = scaled(quality.loss.percentile(kMedian), kLossUnits),
          .loss_p95 = scaled(quality.loss.percentile(kHigh), kLossUnits),
          .relayed_share = ratio(quality.path_relayed_ms, quality.path_known_ms),
          .drop_rate = ratio(tally.drops, tally.successes)};
}

}  // namespace callroom::domain
