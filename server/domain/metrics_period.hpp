#pragma once

#include "base/clock.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace callroom::domain {

/// The spans of time that figures are kept for, all by UTC.
enum class MetricsPeriod : std::uint8_t { kHourly, kDaily, kWeekly, kMonthly };
inline constexpr std::array kMetricsPeriods{MetricsPeriod::kHourly, MetricsPeriod::kDaily, MetricsPeriod::kWeekly,
                                            MetricsPeriod::kMonthly};
[[nodiscard]] std::string_view to_string(MetricsPeriod period) noexcept;  ///< "hourly", …
[[nodiscard]] std::optional<MetricsPeriod> parse_metrics_period(std::string_view text) noexcept;

/// When the span that `time` lies in began: the full hour, midnight, Monday (ISO 8601 week), the first of the month.
[[nodiscard]] base::WallTime start_of(MetricsPeriod period, base::WallTime time);
/// When the span that began at `start` ends: the start of the next.
[[nodiscard]] base::WallTime end_of(MetricsPeriod period, base::WallTime start);

}  // namespace callroom::domain
