#pragma once

#include "domain/audit.hpp"
#include "domain/histogram.hpp"
#include "domain/ids.hpp"
#include "domain/metrics_period.hpp"
#include "domain/quality.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// What a span of time looked like, counted from the audit log and the quality samples. Pure; whole numbers only, so
// that counting as calls happen and counting the whole log anew give the same figures to the last digit.
namespace callroom::domain {

/// Metadata of a connection_established record: milliseconds from joining to the first media.
inline constexpr auto kConnectionMsFact = "connectionMs";

/// What the pages measured. A sample weighs as much as the time it covers.
struct QualityTally {
  std::int64_t samples = 0;
  Histogram rtt;                    ///< Tenths of a millisecond, weighed by milliseconds.
  Histogram loss;                   ///< Hundredths of a percent of received packets, weighed by milliseconds.
  std::int64_t path_known_ms = 0;   ///< Time whose samples name the candidates,
  std::int64_t path_relayed_ms = 0;  ///< and of it that went through a relay on either side.
  std::int64_t interruptions = 0;

  void add(const QualityReading& reading);
  void merge(const QualityTally& other);
  bool operator==(const QualityTally&) const = default;
};

/// The counts of one span of time, or of one session. Addition is commutative and associative.
struct MetricsTally {
  std::int64_t attempts = 0;   ///< join_attempt, without those that only ask (see is_question)
  std::int64_t successes = 0;  ///< join_success, returns included
  std::int64_t failures = 0;   ///< join_denied, without those that only ask
  std::int64_t calls = 0;      ///< call_start
  std::int64_t completed_calls = 0;  ///< call_end
  std::int64_t duration_seconds = 0;  ///< of the completed calls together
  std::int64_t drops = 0;      ///< connection_failed: every loss of a connection that was not a leaving
  std::int64_t connections = 0;  ///< connection_established that say how long it took,
  std::int64_t connection_ms = 0;  ///< and how long it took them together
  Histogram join_time;             ///< the same, in milliseconds
  std::map<std::string, std::int64_t> error_counts = {};  ///< by error code, of whatever has one
  std::set<UserId> users = {};  ///< who joined or tried to
  QualityTally quality = {};

  void add(const AuditRecord& record);
  void merge(const MetricsTally& other);
  bool operator==(const MetricsTally&) const = default;
};

/// can-join and generate-room write join_attempt, too, and a waiting page asks every few seconds: such a record is a
/// question whether one may join, not an attempt to. Older records that do not say where they come from are attempts.
[[nodiscard]] bool is_question(const AuditRecord& record);

/// What is told of a tally. Empty where there was nothing to measure.
struct MetricsFigures {
  std::optional<double> success_rate = std::nullopt;  ///< successes of attempts that were decided, 0 to 1
  std::optional<double> average_duration_seconds = std::nullopt;
  std::optional<double> average_connection_ms = std::nullopt;
  std::optional<double> join_time_p50_ms = std::nullopt;
  std::optional<double> join_time_p95_ms = std::nullopt;
  std::optional<double> rtt_p50_ms = std::nullopt;
  std::optional<double> rtt_p95_ms = std::nullopt;
  std::optional<double> loss_p50 = std::nullopt;  ///< a share, 0 to 1
  std::optional<double> loss_p95 = std::nullopt;
  std::optional<double> relayed_share = std::nullopt;  ///< of the time whose path is known
  std::optional<double> drop_rate = std::nullopt;  ///< drops per join; a person lost again and again counts each time
};
[[nodiscard]] MetricsFigures figures_of(const MetricsTally& tally);

/// Which bucket: a record belongs to one of each period.
struct MetricsKey {
  MetricsPeriod period = MetricsPeriod::kHourly;
  base::WallTime start = {};
  auto operator<=>(const MetricsKey&) const = default;
};

/// One `videocallmetrics` record, with what counting exactly once needs.
struct MetricsBucket {
  MetricsKey key = {};
  MetricsTally tally = {};
  std::int64_t epoch = 0;            ///< Of the rebuild that it was counted in; 0: none yet.
  std::int64_t events_through = 0;   ///< Audit records up to this place in the log are in it, each once;
  std::int64_t quality_through = 0;  ///< so are the samples of calls that ended up to this place.
  std::int64_t revision = 0;         ///< 0: not stored yet.
  bool operator==(const MetricsBucket&) const = default;
};

}  // namespace callroom::domain
