#include "auth/hmac_key.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <array>
#include <new>
#include <stdexcept>

namespace callroom::auth {
namespace {

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

void HmacKey::Free::operator()(evp_mac_ctx_st* context) const noexcept { EVP_MAC_CTX_free(context); }

HmacKey::HmacKey(const base::Secret& secret)
    : sha256_(keyed(secret, "SHA256")), sha384_(keyed(secret, "SHA384")), sha512_(keyed(secret, "SHA512")) {}

HmacKey::Context HmacKey::keyed(const base::Secret& secret, const char* digest) {
  const std::string& key = secret.reveal();
  if (key.size() < kMinSecretBytes) throw std::invalid_argument{"the token secret is below 32 bytes"};
  EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  Context context{EVP_MAC_CTX_new(hmac)};
  EVP_MAC_free(hmac);  // The context has its own reference.
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(digest), 0),  // Only read.
      OSSL_PARAM_construct_end(),
  };
  if (!context || EVP_MAC_init(context.get(), bytes_of(key), key.size(), parameters.data()) != 1) {
    throw std::runtime_error{"OpenSSL: the token secret cannot be made a key"};
  }
  return context;
}

const HmacKey::Context& HmacKey::context_for(Algorithm algorithm) const {
  switch (algorithm) {
    case Algorithm::kHs256:
      return sha256_;
    case Algorithm::kHs384:
      return sha384_;
    case Algorithm::kHs512:
      return sha512_;
    case Algorithm::kRs256:
    case Algorithm::kEs256:
    case Algorithm::kEdDsa:
      break;
  }
  throw std::invalid_argument{"a shared secret is for HS256, HS384 and HS512 only"};
}

std::string HmacKey::sign(Algorithm algorithm, std::string_view text) const {
  const Context context{EVP_MAC_CTX_dup(context_for(algorithm).get())};
  if (!context) throw std::bad_alloc{};
  std::array<unsigned char, EVP_MAX_MD_SIZE> code{};
  std::size_t size = 0;
  if (EVP_MAC_update(context.get(), bytes_of(text), text.size()) != 1 ||
      EVP_MAC_final(context.get(), code.data(), &size, code.size()) != 1) {
    throw std::runtime_error{"OpenSSL cannot compute an HMAC"};
  }
  return {reinterpret_cast<const char*>(code.data()), size};
}

bool HmacKey::verify(const CompactToken& token) const {
  if (!accepts(token.algorithm)) return false;
  const std::string right = sign(token.algorithm, token.signed_part);
  // In constant time: how far a guess is right must not show.
  return token.signature.size() == right.size() &&
         CRYPTO_memcmp(token.signature.data(), right.data(), right.size()) == 0;
}

}  // namespace callroom::auth
