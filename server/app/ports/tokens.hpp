#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "domain/user.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace callroom::app {

/// Who a verified token speaks for.
struct Identity {
  domain::UserId id;
  domain::Role role = domain::Role::kClient;
  std::string name;  ///< The token's `name`; empty if it has none. The user record's name goes before it.
  base::WallTime expires_at;
};

enum class TokenError : std::uint8_t {
  kMissing,
  kInvalid,  ///< Malformed, oversized, forged, wrong key, algorithm, issuer, audience or role; not yet valid.
  kExpired,
};

class TokenVerifier {
 public:
  virtual ~TokenVerifier() = default;
  /// Thread-safe. May block only to re-read keys (an unknown `kid`).
  [[nodiscard]] virtual base::Result<Identity, TokenError> verify(std::string_view token) const = 0;
  /// What verify() would say, if that can be said at once: for threads that must not wait. nullopt: ask verify().
  /// Thread-safe.
  [[nodiscard]] virtual std::optional<base::Result<Identity, TokenError>> verify_at_once(
      std::string_view token) const {
    static_cast<void>(token);
    return std::nullopt;
  }
};

struct IssuedToken {
  base::Secret token;
  base::WallTime expires_at;
};
class TokenIssuer {
 public:
  virtual ~TokenIssuer() = default;
  /// A token for our own users. Throws std::logic_error when no signing key is configured (JWKS only).
  [[nodiscard]] virtual IssuedToken issue(const domain::User& user, base::Millis lifetime) const = 0;
};

}  // namespace callroom::app
