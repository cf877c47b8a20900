#pragma once

#include "base/clock.hpp"

#include <string>

namespace callroom::vault {

/// What `command`, run by /bin/sh, writes to standard output. Throws KeyError: it cannot be run, fails, writes more
/// than 64 KiB or takes longer than `patience` (it is killed then).
[[nodiscard]] std::string output_of(const std::string& command, base::Millis patience);

}  // namespace callroom::vault
