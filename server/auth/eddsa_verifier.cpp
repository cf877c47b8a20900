#include "auth/eddsa_verifier.hpp"

#include "base/base64.hpp"

#include <openssl/evp.h>
#include <boost/json/value.hpp>
#include <new>
#include <string_view>

namespace callroom::auth {
namespace {

struct OpensslFree {
  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, OpensslFree>;
using Context = std::unique_ptr<EVP_MD_CTX, OpensslFree>;

/// RFC 8032, section 5.1.5.
constexpr std::size_t kPublicKeyBytes = 32;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

class EdDsaVerifier final : public SignatureVerifier {
 public:
  explicit EdDsaVerifier(Key key) : key_(std::move(key)) {}

  [[nodiscard]] bool accepts(Algorithm algorithm) const noexcept override { return algorithm == Algorithm::kEdDsa; }

  [[nodiscard]] bool verify(const CompactToken& token) const override {
    if (!accepts(token.algorithm)) return false;
    const Context context{EVP_MD_CTX_new()};
    if (!context) throw std::bad_alloc{};
    // No digest: Ed25519 hashes by itself.
    if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1) return false;
    return EVP_DigestVerify(context.get(), bytes_of(token.signature), token.signature.size(),
                            bytes_of(token.signed_part), token.signed_part.size()) == 1;
  }

 private:
  Key key_;
};

bool has_text(const boost::json::object& jwk, const char* member, std::string_view text) {
  const auto* value = jwk.if_contains(member);
  return value != nullptr && value->is_string() && std::string_view{value->get_string()} == text;
}

}  // namespace

std::shared_ptr<const SignatureVerifier> make_eddsa_verifier(const boost::json::object& jwk) {
  const auto* x = jwk.if_contains("x");
  if (!has_text(jwk, "kty", "OKP") || !has_text(jwk, "crv", "Ed25519") || x == nullptr || !x->is_string()) {
    return nullptr;
  }
  const auto bytes = base::base64url_decode(std::string_view{x->get_string()});
  if (!bytes || bytes->size() != kPublicKeyBytes) return nullptr;
  Key key{EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(*bytes), bytes->size())};
  if (!key) return nullptr;
  return std::make_shared<EdDsaVerifier>(std::move(key));
}

}  // namespace callroom::auth
