#pragma once

#include "config/load.hpp"

#include <string>
#include <vector>

namespace callroom::config {

/// What must hold between settings that are each right by themselves. Throws ConfigError.
void check_consistency(const Config& config, Purpose purpose);
/// What is allowed, but probably not meant.
[[nodiscard]] std::vector<std::string> notices_of(const Config& config);

}  // namespace callroom::config
