#pragma once

#include "auth/signature_verifier.hpp"

#include <boost/json/object.hpp>
#include <memory>

namespace callroom::auth {

/// RS256 from the `n` and `e` of a JWK (RFC 7518, section 6.3.1); null: not such a key, or not of 2048 to 8192 bits.
[[nodiscard]] std::shared_ptr<const SignatureVerifier> make_rsa_verifier(const boost::json::object& jwk);
/// ES256 from the `x` and `y` of a P-256 JWK (RFC 7518, section 6.2.1); null: not such a key.
[[nodiscard]] std::shared_ptr<const SignatureVerifier> make_ec_verifier(const boost::json::object& jwk);

}  // namespace callroom::auth
