#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

// Prometheus' text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/):
//
//   # HELP callroom_calls Calls with somebody in them.
//   # TYPE callroom_calls gauge
//   callroom_calls 3
namespace callroom::ops {

inline constexpr std::string_view kExpositionType = "text/plain; version=0.0.4; charset=utf-8";

enum class MetricType : std::uint8_t { kCounter, kGauge, kHistogram };

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// One page of metrics being written. All samples of a family stand together, after its head.
class Exposition {
 public:
  /// Begins a family. `name` without "_bucket" and the like; `help` one sentence.
  void family(std::string_view name, MetricType type, std::string_view help);
  /// A sample of the family that was begun last.
  void sample(Labels labels, double value) { sample_of("", labels, value); }
  void sample(double value) { sample_of("", {}, value); }
  /// The same of a histogram's "_bucket", "_sum" or "_count".
  void sample_of(std::string_view suffix, Labels labels, double value);

  void gauge(std::string_view name, std::string_view help, double value);
  void counter(std::string_view name, std::string_view help, double value);

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string name_;
  std::string text_;
};

}  // namespace callroom::ops
