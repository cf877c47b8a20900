#pragma once

#include "auth/signature_verifier.hpp"

#include <boost/json/object.hpp>
#include <memory>

namespace callroom::auth {

/// EdDSA from the `x` of an Ed25519 JWK (RFC 8037, section 2), by OpenSSL: cjose 0.6 does not know it. Null: not such a
/// key.
[[nodiscard]] std::shared_ptr<const SignatureVerifier> make_eddsa_verifier(const boost::json::object& jwk);

}  // namespace callroom::auth
