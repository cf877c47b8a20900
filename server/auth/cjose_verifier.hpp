#pragma once

#include "auth/signature_verifier.hpp"
#include "base/secret.hpp"

#include <boost/json/object.hpp>
#include <memory>

namespace callroom::auth {

/// HS256, HS384 and HS512 with a shared secret. Throws std::invalid_argument for a secret below kMinSecretBytes.
[[nodiscard]] std::shared_ptr<const SignatureVerifier> make_hmac_verifier(const base::Secret& secret);
/// RS256 from the `n` and `e` of a JWK (RFC 7518, section 6.3.1); null: not such a key, or not of 2048 to 8192 bits.
[[nodiscard]] std::shared_ptr<const SignatureVerifier> make_rsa_verifier(const boost::json::object& jwk);
/// ES256 from the `x` and `y` of a P-256 JWK (RFC 7518, section 6.2.1); null: not such a key.
[[nodiscard]] std::shared_ptr<const SignatureVerifier> make_ec_verifier(const boost::json::object& jwk);

/// RFC 7518, section 3.2: the key of HS256 has at least the bits of its hash.
inline constexpr std::size_t kMinSecretBytes = 32;

}  // namespace callroom::auth
