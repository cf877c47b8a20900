#include "ops/exposition.hpp"

#include <fmt/format.h>
#include <cmath>

namespace callroom::ops {
namespace {

std::string_view word_of(MetricType type) {
  switch (type) {
    case MetricType::kCounter:
      return "counter";
    case MetricType::kGauge:
      return "gauge";
    case MetricType::kHistogram:
      return "histogram";
  }
  return "untyped";
}

enum class Quotes : std::uint8_t { kEscape, kKeep };

/// Backslash and line feed; in label values the quote as well.
void append_escaped(std::string& text, std::string_view value, Quotes quotes) {
  for (const char c : value) {
    if (c == '\\') {
      text += "\\\\";
    } else if (c == '\n') {
      text += "\\n";
    } else if (c == '"' && quotes == Quotes::kEscape) {
      text += "\\\"";
    } else {
      text += c;
    }
  }
}

std::string number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return fmt::format("{}", value);  // the shortest that reads back as the same; whole numbers without a point
}

}  // namespace

void Exposition::family(std::string_view name, MetricType type, std::string_view help) {
  name_ = name;
  text_ += "# HELP " + name_ + ' ';
  append_escaped(text_, help, Quotes::kKeep);
  text_ += "\n# TYPE " + name_ + ' ';
  text_ += word_of(type);
  text_ += '\n';
}

void Exposition::sample_of(std::string_view suffix, Labels labels, double value) {
  text_ += name_;
  text_ += suffix;
  char before = '{';
  for (const auto& [label, content] : labels) {
    text_ += before;
    text_ += label;
    text_ += "=\"";
    append_escaped(text_, content, Quotes::kEscape);
    text_ += '"';
    before = ',';
  }
  if (labels.size() > 0) text_ += '}';
  text_ += ' ' + number(value) + '\n';
}

void Exposition::gauge(std::string_view name, std::string_view help, double value) {
  family(name, MetricType::kGauge, help);
  sample(value);
}

void Exposition::counter(std::string_view name, std::string_view help, double value) {
  family(name, MetricType::kCounter, help);
  sample(value);
}

}  // namespace callroom::ops
