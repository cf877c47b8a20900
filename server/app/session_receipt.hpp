#pragma once

#include "app/context.hpp"
#include "app/ports/tokens.hpp"
#include "base/result.hpp"
#include "domain/receipt.hpp"

#include <cstdint>

namespace callroom::app {

enum class ReceiptError : std::uint8_t {
  kSessionNotFound,
  kNotAParticipant,  ///< Neither its client, its psychologist nor an administrator.
  kNotEnded,         ///< The call runs, or never took place.
};
/// The receipt of a session's call. All refusals but kNotEnded are audited as permission_denied. Blocking, worker
/// threads only; throws StoreUnavailable.
[[nodiscard]] base::Result<domain::Receipt, ReceiptError> session_receipt(const Environment& env,
                                                                          const domain::SessionId& session,
                                                                          const Identity& asker, const Origin& origin);

}  // namespace callroom::app
