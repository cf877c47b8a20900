#pragma once

#include "domain/call.hpp"

#include <optional>

namespace callroom::domain {

/// How an empty call in progress ends by itself.
struct IdleEnd {
  base::WallTime due;  ///< When it is decided.
  base::WallTime at;   ///< The end that is recorded.
  EndReason reason;
};

/// nullopt while somebody is in the room, and for a call that is not in progress. Shared by decide() and
/// next_deadline(), so that a Tick at the deadline always finds something to do.
[[nodiscard]] std::optional<IdleEnd> idle_end(const Call& call, const CallPolicy& policy) noexcept;

}  // namespace callroom::domain
