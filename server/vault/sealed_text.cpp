#include "vault/sealed_text.hpp"

#include "base/base64.hpp"
#include "vault/aead.hpp"
#include "vault/associated.hpp"
#include "vault/hex.hpp"

namespace callroom::vault {
namespace {

std::string associated_with(const Place& place) {
  return associated({"callroom field", place.collection, place.record, place.field});
}

}  // namespace

std::string seal(const DataKey& key, const Place& place, std::string_view plain) {
  const auto nonce = random_nonce();
  auto bytes = from_hex(key.id).value();
  bytes += nonce;
  bytes += aead_seal(key.key, nonce, associated_with(place), plain);
  return std::string{kSealedPrefix} + base::base64url_encode(bytes);
}

std::optional<SealedText> parse_sealed(std::string_view text) {
  if (!text.starts_with(kSealedPrefix)) return std::nullopt;
  const auto bytes = base::base64url_decode(text.substr(kSealedPrefix.size()));
  if (!bytes || bytes->size() < kKeyIdBytes + kNonceBytes + kTagBytes) return std::nullopt;
  return SealedText{to_hex(bytes->substr(0, kKeyIdBytes)), bytes->substr(kKeyIdBytes, kNonceBytes),
                    bytes->substr(kKeyIdBytes + kNonceBytes)};
}

std::optional<std::string> open(const DataKey& key, const Place& place, const SealedText& text) {
  return aead_open(key.key, text.nonce, associated_with(place), text.sealed);
}

}  // namespace callroom::vault
