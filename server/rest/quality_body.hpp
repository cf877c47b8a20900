#pragma once

#include "base/result.hpp"
#include "domain/quality.hpp"
#include "rest/json_read.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace callroom::rest {

/// The body of POST quality: one sample, or a list of them.
struct QualityBody {
  enum class Form : std::uint8_t { kOne, kList };
  Form form = Form::kOne;
  std::vector<domain::QualityReading> readings;  ///< At least one.

  /// Where a field of a reading stands in the body: "at", or "samples[3].at".
  [[nodiscard]] std::string name_of(std::size_t reading, std::string_view field) const;
};
/// Samples in one body: a minute of one a second.
inline constexpr std::size_t kMostSamples = 60;
[[nodiscard]] base::Result<QualityBody, BodyError> read_quality(std::string_view body);

}  // namespace callroom::rest
