#pragma once

#include "base/clock.hpp"
#include "domain/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace callroom::domain {

inline constexpr std::int64_t kWorstRating = 1;
inline constexpr std::int64_t kBestRating = 5;

/// What somebody says of a call they were in. Field for field the `videocallratings` collection; session and user name
/// it, so that a second opinion replaces the first.
struct CallRating {
  SessionId session_id;
  UserId user_id;
  std::int64_t rating = kBestRating;  ///< kWorstRating to kBestRating.
  std::optional<std::string> comment;
  base::WallTime rated_at;

  bool operator==(const CallRating&) const = default;
};

}  // namespace callroom::domain
