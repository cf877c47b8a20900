#pragma once

#include "auth/signature_verifier.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace callroom::auth {

/// The text is no JSON Web Key Set.
class BadKeySet : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The usable public keys of a JSON Web Key Set (RFC 7517, section 5). A value; constant.
class KeySet {
 public:
  KeySet() = default;
  /// Keys that are not for us are passed over (RFC 7517, section 5): of another type, curve or size, not for
  /// signatures, or for an algorithm we do not take. Symmetric keys too: one that is published is no secret. Throws
  /// BadKeySet when the text is no key set or has more than kMaxKeys keys.
  [[nodiscard]] static KeySet parse(std::string_view text);

  /// The key that a token with this algorithm and `kid` must be verified with. A token without `kid` is verified only
  /// when there is exactly one key for its algorithm. Null: none.
  [[nodiscard]] std::shared_ptr<const SignatureVerifier> find(Algorithm algorithm,
                                                              const std::optional<std::string>& key_id) const;
  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }

 private:
  struct Key {
    std::optional<std::string> id;
    std::shared_ptr<const SignatureVerifier> verifier;
  };
  std::vector<Key> keys_;
};

/// Identity providers publish two to five.
inline constexpr std::size_t kMaxKeys = 64;

}  // namespace callroom::auth
