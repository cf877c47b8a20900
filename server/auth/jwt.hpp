#pragma once

#include "app/ports/tokens.hpp"
#include "auth/claims.hpp"
#include "auth/hmac_key.hpp"
#include "auth/key_cache.hpp"
#include "auth/signature_verifier.hpp"
#include "auth/verified_tokens.hpp"
#include "base/clock.hpp"
#include "base/secret.hpp"

#include <memory>
#include <optional>
#include <string>

namespace callroom::auth {

/// Checks JSON Web Tokens (RFC 7519, with the advice of RFC 8725). Which key and which algorithms count is decided by
/// what was configured: an HS token is checked with the secret alone, every other with the key set alone, so that a
/// public key can never serve as a secret.
class JwtVerifier final : public app::TokenVerifier {
 public:
  struct Options {
    base::Secret secret;  ///< Empty: no HS token is accepted. Else at least 32 bytes, or std::invalid_argument.
    std::shared_ptr<KeyCache> keys;  ///< Null: no RS256, ES256 or EdDSA token is accepted.
    ClaimRules rules;
  };
  /// Throws std::invalid_argument when neither secret nor keys are given. `clock` outlives the verifier.
  JwtVerifier(Options options, const base::Clock& clock);

  /// Thread-safe. Blocks only as KeyCache::find() does.
  [[nodiscard]] base::Result<app::Identity, app::TokenError> verify(std::string_view token) const override;
  /// Answers for every HS token, and for another that verify() has accepted before with a key that still counts:
  /// neither takes longer than a few microseconds. Remembers nothing: it is for connections, which show a token once.
  [[nodiscard]] std::optional<base::Result<app::Identity, app::TokenError>> verify_at_once(
      std::string_view token) const override;

 private:
  using Answer = base::Result<app::Identity, app::TokenError>;
  [[nodiscard]] std::optional<Answer> recall(std::string_view text) const;
  [[nodiscard]] bool still_counts(const VerifiedToken& token) const;
  [[nodiscard]] std::shared_ptr<const SignatureVerifier> key_for(const CompactToken& token) const;
  [[nodiscard]] base::Result<Claims, app::TokenError> claims_of(const CompactToken& token,
                                                                const SignatureVerifier* key) const;

  std::shared_ptr<const HmacKey> hmac_;
  std::shared_ptr<KeyCache> keys_;
  ClaimRules rules_;
  const base::Clock& clock_;
  mutable VerifiedTokens verified_{kMaxVerifiedTokens};
};

/// Makes tokens for our own users, signed with the shared secret.
class JwtIssuer final : public app::TokenIssuer {
 public:
  struct Options {
    base::Secret secret;  ///< Empty: issue() throws.
    Algorithm algorithm = Algorithm::kHs256;
    ClaimRules rules;  ///< Go into the token as `iss` and `aud`, so that our own verifier accepts it.
  };
  /// Throws std::invalid_argument for a secret below 32 bytes or an algorithm that is no HS one.
  JwtIssuer(Options options, const base::Clock& clock);

  /// Claims: sub, role, iat, exp (whole seconds), and iss and aud when configured. No name, no address: a token is
  /// passed around more than a record is. Thread-safe.
  [[nodiscard]] app::IssuedToken issue(const domain::User& user, base::Millis lifetime) const override;

 private:
  std::unique_ptr<const HmacKey> key_;
  Algorithm algorithm_;
  ClaimRules rules_;
  const base::Clock& clock_;
};

}  // namespace callroom::auth
