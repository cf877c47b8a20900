#include "app/metrics_queries.hpp"
#include "rest/errors.hpp"
#include "rest/handlers.hpp"
#include "rest/metrics_json.hpp"
#include "rest/query.hpp"

#include <boost/json/array.hpp>

namespace callroom::rest {
namespace {

struct Asked {
  app::MetricsSpan span = app::MetricsSpan::kDay;
  std::optional<domain::MetricsPeriod> resolution;
};

Asked read_asked(Query& query) {
  Asked asked;
  if (const auto span = query.one_of("period", {"1h", "24h", "7d", "30d"}))
    asked.span = *app::parse_metrics_span(*span);
  if (const auto by = query.one_of("resolution", {"hourly", "daily", "weekly", "monthly"})) {
    asked.resolution = domain::parse_metrics_period(*by);
  }
  return asked;
}

boost::json::object report_json(const app::MetricsReport& report) {
  auto object = report_frame_json(report);
  boost::json::array points;
  for (const auto& bucket : report.buckets) points.push_back(bucket_json(bucket));
  object["points"] = std::move(points);
  return object;
}

}  // namespace

Reply metrics_summary(const Services& services, const Options&, Context& context) {
  Query query{context.request().query};
  const auto asked = read_asked(query);
  if (query.wrong()) return invalid_query(*query.wrong());
  const auto report = app::metrics_report(services.env, asked.span, asked.resolution);
  auto object = report_frame_json(report);
  object["metrics"] = metrics_json(app::sum_of(report));
  return Success{.data = std::move(object)};
}

Reply metrics_trends(const Services& services, const Options&, Context& context) {
  Query query{context.request().query};
  const auto asked = read_asked(query);
  if (query.wrong()) return invalid_query(*query.wrong());
  return Success{.data = report_json(app::metrics_report(services.env, asked.span, asked.resolution))};
}

Reply metrics_export(const Services& services, const Options&, Context& context) {
  Query query{context.request().query};
  const auto asked = read_asked(query);
  const auto format = query.one_of("format", {"json", "csv"});
  if (query.wrong()) return invalid_query(*query.wrong());
  const auto report = app::metrics_report(services.env, asked.span, asked.resolution);
  if (format != "csv") return Success{.data = report_json(report)};
  return File{.media_type = "text/csv; charset=utf-8; header=present",  // RFC 7111, section 4 (of RFC 4180)
              .name = "video-call-metrics-" + std::string{app::to_string(report.span)} + ".csv",
              .body = report_csv(report)};
}

Reply session_metrics(const Services& services, const Options&, Context& context) {
  const auto id = take_session_id(context);
  if (!id) return invalid_session_id();
  const auto tally = app::session_metrics(services.env, *id, *context.identity);
  if (!tally) return failure_of(tally.error());
  return Success{.data = {{"sessionId", id->str()}, {"metrics", metrics_json(*tally)}}};
}

}  // namespace callroom::rest
