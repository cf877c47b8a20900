#include "vault/kdf.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdexcept>

namespace callroom::vault {
namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kMostBlocks = 255;  // RFC 5869, section 2.3

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view text) {
  std::string hash(kHashBytes, '\0');
  unsigned size = 0;
  const auto* made =
      HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
           text.size(), reinterpret_cast<unsigned char*>(hash.data()), &size);
  if (made == nullptr || size != kHashBytes) throw std::runtime_error("HMAC-SHA-256: OpenSSL failed");
  return hash;
}

std::string hkdf_sha256(std::string_view key_material, std::string_view salt, std::string_view info,
                        std::size_t bytes) {
  if (bytes > kMostBlocks * kHashBytes) throw std::invalid_argument("HKDF: more than 255 blocks");
  const std::string no_salt(kHashBytes, '\0');
  auto extracted = hmac_sha256(salt.empty() ? std::string_view{no_salt} : salt, key_material);
  std::string out;
  std::string block;
  for (std::size_t number = 1; out.size() < bytes; ++number) {
    block += info;
    block += static_cast<char>(number);
    block = hmac_sha256(extracted, block);
    out += block;
  }
  OPENSSL_cleanse(extracted.data(), extracted.size());
  out.resize(bytes);
  return out;
}

Key derive(const Key& key, std::string_view salt, std::string_view info) {
  auto bytes = hkdf_sha256(key.bytes(), salt, info, Key::kBytes);
  const auto derived = Key::of(bytes);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return *derived;
}

}  // namespace callroom::vault
