#pragma once

#include "app/metrics_queries.hpp"
#include "domain/metrics.hpp"

#include <boost/json/object.hpp>
#include <string>

// Figures in the contract's names, by the rules of json_write.hpp.
namespace callroom::rest {

[[nodiscard]] boost::json::object metrics_json(const domain::MetricsTally& tally);
/// period, resolution, from, until.
[[nodiscard]] boost::json::object report_frame_json(const app::MetricsReport& report);
/// {date, and the figures}
[[nodiscard]] boost::json::object bucket_json(const domain::MetricsBucket& bucket);
/// A heading and a line for each bucket. What was not measured is an empty cell.
[[nodiscard]] std::string report_csv(const app::MetricsReport& report);

}  // namespace callroom::rest
