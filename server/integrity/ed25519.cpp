#include "integrity/ed25519.hpp"

#include "base/random.hpp"

#include <openssl/evp.h>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace callroom::integrity {
namespace {

struct OpensslFree {
  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, OpensslFree>;
using Context = std::unique_ptr<EVP_MD_CTX, OpensslFree>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void must(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string{"OpenSSL cannot "} + what);
}

Context new_context() {
  Context context{EVP_MD_CTX_new()};
  must(context != nullptr, "make a context");
  return context;
}

Key private_key(const base::Secret& seed) {
  const auto& bytes = seed.reveal();
  if (bytes.size() != kSeedBytes) throw std::invalid_argument("an Ed25519 private key has 32 bytes");
  Key key{EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(bytes), bytes.size())};
  must(key != nullptr, "read a private key");
  return key;
}

}  // namespace

base::Secret new_seed() {
  std::string bytes(kSeedBytes, '\0');
  base::random_bytes({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
  return base::Secret{std::move(bytes)};
}

std::string public_key_of(const base::Secret& seed) {
  const auto key = private_key(seed);
  std::string bytes(kPublicKeyBytes, '\0');
  auto size = bytes.size();
  must(EVP_PKEY_get_raw_public_key(key.get(), bytes_of(bytes), &size) == 1, "derive a public key");
  return bytes;
}

std::string sign(const base::Secret& seed, std::string_view bytes) {
  const auto key = private_key(seed);
  const auto context = new_context();
  std::string signature(kSignatureBytes, '\0');
  auto size = signature.size();
  // No digest: Ed25519 hashes by itself.
  must(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestSign(context.get(), bytes_of(signature), &size, bytes_of(bytes), bytes.size()) == 1,
       "sign");
  return signature;
}

bool verify(std::string_view public_key, std::string_view bytes, std::string_view signature) {
  if (public_key.size() != kPublicKeyBytes || signature.size() != kSignatureBytes) return false;
  const Key key{EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(public_key), public_key.size())};
  if (!key) return false;
  const auto context = new_context();
  return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(bytes), bytes.size()) == 1;
}

}  // namespace callroom::integrity
