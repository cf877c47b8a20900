#pragma once

#include "base/clock.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace base {

/// "2026-11-22T09:30:00.000Z": ISO-8601, UTC, always milliseconds (24 characters).
[[nodiscard]] std::string to_iso(WallTime time);

/// Reads RFC 3339 date-times: `Z` or a numeric offset, zero to nine fractional digits (kept to the millisecond).
/// Years 1970 to 9999. Anything else, a date that does not exist included, is nullopt.
[[nodiscard]] std::optional<WallTime> from_iso(std::string_view text);

}  // namespace base
