#include "app/metrics_queries.hpp"

#include "app/asker.hpp"
#include "app/ports/metrics_book.hpp"

#include <array>
#include <chrono>

namespace callroom::app {
namespace {

using domain::MetricsPeriod;

struct SpanFacts {
  MetricsSpan span;
  std::string_view name;
  base::Millis length;
  MetricsPeriod resolution;
};
constexpr std::array kSpans{
    SpanFacts{MetricsSpan::kHour, "1h", std::chrono::hours{1}, MetricsPeriod::kHourly},
    SpanFacts{MetricsSpan::kDay, "24h", std::chrono::hours{24}, MetricsPeriod::kHourly},
    SpanFacts{MetricsSpan::kWeek, "7d", std::chrono::days{7}, MetricsPeriod::kDaily},
    SpanFacts{MetricsSpan::kMonth, "30d", std::chrono::days{30}, MetricsPeriod::kDaily},
};

const SpanFacts& facts_of(MetricsSpan span) { return kSpans.at(static_cast<std::size_t>(span)); }

}  // namespace

std::string_view to_string(MetricsSpan span) noexcept { return kSpans[static_cast<std::size_t>(span)].name; }

std::optional<MetricsSpan> parse_metrics_span(std::string_view text) noexcept {
  for (const auto& facts : kSpans) {
    if (facts.name == text) return facts.span;
  }
  return std::nullopt;
}

MetricsReport metrics_report(const Environment& env, MetricsSpan span, std::optional<MetricsPeriod> resolution) {
  const auto& facts = facts_of(span);
  const auto until = env.clock.now();
  const auto by = resolution.value_or(facts.resolution);
  const auto from = domain::start_of(by, until - facts.length);
  return {span, by, from, until, env.store.metrics().buckets(by, from, until + base::Millis{1})};
}

domain::MetricsTally sum_of(const MetricsReport& report) {
  domain::MetricsTally sum;
  for (const auto& bucket : report.buckets) sum.merge(bucket.tally);
  return sum;
}

base::Result<domain::MetricsTally, ReadError> session_metrics(const Environment& env, const domain::SessionId& id,
                                                              const Identity& asker) {
  const auto session = env.store.session(id);
  if (!session) return ReadError::kSessionNotFound;
  if (!may_see(*session, asker)) return ReadError::kNotAParticipant;
  domain::MetricsTally tally;
  for (const auto& record : env.store.audit_of(id)) tally.add(record);
  for (const auto& sample : env.store.quality_of(id)) tally.quality.add(sample.reading);
  return tally;
}

}  // namespace callroom::app
