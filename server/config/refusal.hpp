#pragma once

#include "config/load.hpp"
#include "config/schema.hpp"

#include <fmt/format.h>
#include <string_view>

namespace callroom::config {

/// The one line for a value that is not what its setting expects. `shown` is left out when it is a secret.
[[nodiscard]] inline ConfigError bad_value(const Setting& setting, std::string_view source, std::string_view shown) {
  const auto what = setting.visibility == Visibility::kSecret ? std::string{"the value"} : quote(shown);
  return ConfigError{
      fmt::format("{} ({}): {} is not valid; expected {}", setting.key, source, what, expectation(setting))};
}

}  // namespace callroom::config
