#pragma once

#include <openssl/evp.h>
#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <string_view>

// Keys and tokens made with OpenSSL alone: what the code under test must agree with, made by other means than it uses.
namespace callroom::auth::testing {

inline constexpr std::string_view kUser = "507f1f77bcf86cd799439011";
inline constexpr std::string_view kSecret = "a secret of exactly 32 bytes ...";
static_assert(kSecret.size() == 32);

/// BASE64URL(header) . BASE64URL(payload)
std::string signing_input(std::string_view header, std::string_view payload);

/// An HS token. `digest`: "SHA256", "SHA384" or "SHA512".
std::string hmac_token(std::string_view header, std::string_view payload, std::string_view key = kSecret,
                       const char* digest = "SHA256");
/// {"alg":…,"typ":"JWT"} for the digest, and the payload.
std::string hs256(std::string_view payload, std::string_view key = kSecret);

/// A private key with its public half as a JWK. Made once for the whole program where speed matters: see the functions
/// below.
class TestKey {
 public:
  [[nodiscard]] static TestKey rsa(unsigned bits);
  [[nodiscard]] static TestKey ec(const char* curve = "P-256");
  [[nodiscard]] static TestKey ed25519();

  /// Header, payload and this key's signature over them: RS256, ES256 (or its like on the key's curve) or EdDSA.
  [[nodiscard]] std::string token(std::string_view header, std::string_view payload) const;
  [[nodiscard]] boost::json::object jwk(std::string_view kid) const;
  /// The public key as PEM: what an RS→HS confusion uses as secret.
  [[nodiscard]] std::string pem() const;

 private:
  explicit TestKey(EVP_PKEY* key) : key_(key, EVP_PKEY_free) {}
  [[nodiscard]] std::string sign(std::string_view input) const;
  std::shared_ptr<EVP_PKEY> key_;
};

const TestKey& rsa_key();
const TestKey& other_rsa_key();
const TestKey& ec_key();
const TestKey& ed_key();

/// {"keys":[…]}
std::string key_set_of(std::initializer_list<boost::json::object> keys);

}  // namespace callroom::auth::testing
