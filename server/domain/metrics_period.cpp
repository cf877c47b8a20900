#include "domain/metrics_period.hpp"

#include "domain/enum_names.hpp"

namespace callroom::domain {
namespace {

using std::chrono::days;

constexpr EnumNames<MetricsPeriod, 4> kPeriods{{
    {MetricsPeriod::kHourly, "hourly"},
    {MetricsPeriod::kDaily, "daily"},
    {MetricsPeriod::kWeekly, "weekly"},
    {MetricsPeriod::kMonthly, "monthly"},
}};

std::chrono::sys_days day_of(base::WallTime time) { return std::chrono::floor<days>(time); }

}  // namespace

std::string_view to_string(MetricsPeriod period) noexcept { return name_of(kPeriods, period); }
std::optional<MetricsPeriod> parse_metrics_period(std::string_view text) noexcept { return value_of(kPeriods, text); }

base::WallTime start_of(MetricsPeriod period, base::WallTime time) {
  const auto day = day_of(time);
  switch (period) {
    case MetricsPeriod::kHourly:
      return std::chrono::floor<std::chrono::hours>(time);
    case MetricsPeriod::kDaily:
      return day;
    case MetricsPeriod::kWeekly:
      return day - (std::chrono::weekday{day} - std::chrono::Monday);
    case MetricsPeriod::kMonthly: {
      const std::chrono::year_month_day date{day};
      return std::chrono::sys_days{date.year() / date.month() / 1};
    }
  }
  return time;
}

base::WallTime end_of(MetricsPeriod period, base::WallTime start) {
  switch (period) {
    case MetricsPeriod::kHourly:
      return start + std::chrono::hours{1};
    case MetricsPeriod::kDaily:
      return start + days{1};
    case MetricsPeriod::kWeekly:
      return start + days{7};
    case MetricsPeriod::kMonthly: {
      const std::chrono::year_month_day date{day_of(start)};
      return std::chrono::sys_days{date.year() / date.month() / 1 + std::chrono::months{1}};
    }
  }
  return start;
}

}  // namespace callroom::domain
