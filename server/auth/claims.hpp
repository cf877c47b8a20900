#pragma once

#include "app/ports/tokens.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>

namespace callroom::auth {

/// What the claims of a token are held against.
struct ClaimRules {
  std::string issuer;    ///< Empty: any `iss`, or none.
  std::string audience;  ///< Empty: any `aud`, or none.
};

/// Claims that have been read and are ours, but for the time.
struct Claims {
  app::Identity identity;
  base::WallTime begins;  ///< The later of `nbf` and `iat`; 1970 when the token has neither.
};

/// How far the clock of whoever made a token may be ahead of ours: `nbf` and `iat` may lie this far in the future.
/// `exp` has no leeway: a token's end is what its maker promised, and our clock is the one that counts.
inline constexpr base::Seconds kClockLeeway{30};

/// Reads the claims of a token whose signature has been verified (RFC 7519, section 4.1), and checks all but the time.
///
///   {"sub":"<24 hex>","role":"client","exp":1700000000}                 or, as older platforms write it,
///   {"user":{"id":"<24 hex>","role":"client"},"exp":1700000000}         both at once: only if they agree
///
/// kInvalid is the only refusal.
[[nodiscard]] base::Result<Claims, app::TokenError> read_claims(std::string_view payload, const ClaimRules& rules);
/// Whether the time has come, and not gone: kInvalid, kExpired.
[[nodiscard]] base::Result<app::Identity, app::TokenError> check_time(const Claims& claims, base::WallTime now);

}  // namespace callroom::auth
