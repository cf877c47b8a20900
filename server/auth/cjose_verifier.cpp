#include "auth/cjose_verifier.hpp"

#include "auth/cjose_handles.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <initializer_list>
#include <string>
#include <vector>

namespace callroom::auth {
namespace {

namespace json = boost::json;

/// RFC 7518, section 3.3, wants 2048 bits or more; above 8192 a single verification costs milliseconds.
constexpr std::size_t kMinRsaBits = 2048;
constexpr std::size_t kMaxRsaBits = 8192;
/// RFC 7518, section 3.4: an ES256 signature is R || S, 32 bytes each. (cjose 0.6 takes any two equal halves.)
constexpr std::size_t kEs256SignatureBytes = 64;

class CjoseVerifier final : public SignatureVerifier {
 public:
  CjoseVerifier(CjoseKey key, std::vector<Algorithm> algorithms)
      : key_(std::move(key)), algorithms_(std::move(algorithms)) {}

  [[nodiscard]] bool accepts(Algorithm algorithm) const noexcept override {
    for (const auto allowed : algorithms_) {
      if (allowed == algorithm) return true;
    }
    return false;
  }

  [[nodiscard]] bool verify(const CompactToken& token) const override {
    if (!accepts(token.algorithm)) return false;
    if (token.algorithm == Algorithm::kEs256 && token.signature.size() != kEs256SignatureBytes) return false;
    cjose_err error{};
    const CjoseJws jws{cjose_jws_import(token.text.data(), token.text.size(), &error)};
    return jws && reads_the_same_algorithm(*jws, token.algorithm) && cjose_jws_verify(jws.get(), key_.get(), &error);
  }

 private:
  /// cjose picks its algorithm from the header, which it reads with a JSON parser of its own: the two must agree.
  static bool reads_the_same_algorithm(cjose_jws_t& jws, Algorithm algorithm) {
    cjose_err error{};
    const char* name = cjose_header_get(cjose_jws_get_protected(&jws), CJOSE_HDR_ALG, &error);
    return name != nullptr && to_string(algorithm) == name;
  }

  CjoseKey key_;
  std::vector<Algorithm> algorithms_;
};

/// A JWK with nothing but the named members, so that no private part and no unknown member reaches the library.
CjoseKey import_public(const json::object& jwk, std::initializer_list<const char*> members) {
  json::object bare;
  for (const auto* member : members) {
    const auto* value = jwk.if_contains(member);
    if (value == nullptr || !value->is_string()) return nullptr;
    bare[member] = *value;
  }
  const auto text = json::serialize(bare);
  cjose_err error{};
  return CjoseKey{cjose_jwk_import(text.data(), text.size(), &error)};
}

}  // namespace

std::shared_ptr<const SignatureVerifier> make_rsa_verifier(const json::object& jwk) {
  auto key = import_public(jwk, {"kty", "n", "e"});
  cjose_err error{};
  if (!key || cjose_jwk_get_kty(key.get(), &error) != CJOSE_JWK_KTY_RSA) return nullptr;
  const auto bits = cjose_jwk_get_keysize(key.get(), &error);
  if (bits < kMinRsaBits || bits > kMaxRsaBits) return nullptr;
  return std::make_shared<CjoseVerifier>(std::move(key), std::vector{Algorithm::kRs256});
}

std::shared_ptr<const SignatureVerifier> make_ec_verifier(const json::object& jwk) {
  auto key = import_public(jwk, {"kty", "crv", "x", "y"});
  cjose_err error{};
  if (!key || cjose_jwk_get_kty(key.get(), &error) != CJOSE_JWK_KTY_EC) return nullptr;
  if (cjose_jwk_EC_get_curve(key.get(), &error) != CJOSE_JWK_EC_P_256) return nullptr;
  return std::make_shared<CjoseVerifier>(std::move(key), std::vector{Algorithm::kEs256});
}

}  // namespace callroom::auth
