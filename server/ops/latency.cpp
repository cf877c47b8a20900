#include "ops/latency.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace callroom::ops {

void Latency::add(std::chrono::microseconds took) {
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), seconds);  // "le": less or equal
  ++counts_[static_cast<std::size_t>(bound - kBounds.begin())];
  sum_ += took;
}

void Latency::write(Exposition& page, std::string_view label, std::string_view value) const {
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    below += counts_[i];
    const auto bound = fmt::format("{}", kBounds[i]);
    page.sample_of("_bucket", {{label, value}, {"le", bound}}, static_cast<double>(below));
  }
  below += counts_.back();
  page.sample_of("_bucket", {{label, value}, {"le", "+Inf"}}, static_cast<double>(below));
  page.sample_of("_sum", {{label, value}}, std::chrono::duration<double>(sum_).count());
  page.sample_of("_count", {{label, value}}, static_cast<double>(below));
}

}  // namespace callroom::ops
