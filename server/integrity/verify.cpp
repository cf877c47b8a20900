#include "integrity/verify.hpp"

#include "integrity/ed25519.hpp"

#include <algorithm>

namespace callroom::integrity {

std::string_view to_string(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::kGood:
      return "good";
    case Verdict::kUnsigned:
      return "unsigned";
    case Verdict::kUnknownKey:
      return "unknown key";
    case Verdict::kBadSignature:
      return "bad signature";
  }
  return "unknown";
}

Verdict verify(const std::vector<app::PublicKey>& keys, std::string_view bytes, const app::Signature& signature) {
  const auto key =
      std::find_if(keys.begin(), keys.end(), [&](const auto& each) { return each.id == signature.key_id; });
  if (key == keys.end()) return Verdict::kUnknownKey;
  return verify(key->bytes, bytes, signature.bytes) ? Verdict::kGood : Verdict::kBadSignature;
}

}  // namespace callroom::integrity
