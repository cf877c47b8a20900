#pragma once

#include "app/call_lifecycle.hpp"
#include "app/context.hpp"
#include "domain/metrics.hpp"

#include <optional>
#include <string_view>
#include <vector>

// What the figures say. Blocking, worker threads only; throws StoreUnavailable.
namespace callroom::app {

/// How far back from now.
enum class MetricsSpan : std::uint8_t { kHour, kDay, kWeek, kMonth };
[[nodiscard]] std::string_view to_string(MetricsSpan span) noexcept;  ///< "1h", "24h", "7d", "30d"
[[nodiscard]] std::optional<MetricsSpan> parse_metrics_span(std::string_view text) noexcept;

struct MetricsReport {
  MetricsSpan span = MetricsSpan::kDay;
  domain::MetricsPeriod resolution = domain::MetricsPeriod::kHourly;
  base::WallTime from;   ///< The start of the first whole bucket: at least the span, at most one bucket more.
  base::WallTime until;  ///< now
  std::vector<domain::MetricsBucket> buckets;  ///< Ascending; spans in which nothing happened are not there.
};
/// `resolution` empty: hours for up to a day, else days.
[[nodiscard]] MetricsReport metrics_report(const Environment& env, MetricsSpan span,
                                           std::optional<domain::MetricsPeriod> resolution);
[[nodiscard]] domain::MetricsTally sum_of(const MetricsReport& report);

/// One session's figures, counted when asked for. The same refusals as call_record, and as little audited.
[[nodiscard]] base::Result<domain::MetricsTally, ReadError> session_metrics(const Environment& env,
                                                                            const domain::SessionId& session,
                                                                            const Identity& asker);

}  // namespace callroom::app
