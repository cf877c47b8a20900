#pragma once

#include "auth/claims.hpp"
#include "auth/signature_verifier.hpp"
#include "base/guarded.hpp"

#include <array>
#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace callroom::auth {

/// A token whose signature and claims were found good: what need not be done again while its key counts.
struct VerifiedToken {
  Algorithm algorithm = Algorithm::kHs256;
  std::optional<std::string> key_id;
  /// What verified it. Held, so that no later key can be taken for it.
  std::shared_ptr<const SignatureVerifier> key;
  Claims claims;
};

/// The tokens that were verified last. Kept by their hash: a memory dump has no token to use. Whoever finds one must
/// still ask whether its key counts and what time it is. Thread-safe.
class VerifiedTokens {
 public:
  using Found = std::shared_ptr<const VerifiedToken>;

  /// Past `capacity` the one used longest ago goes.
  explicit VerifiedTokens(std::size_t capacity);
  ~VerifiedTokens();

  /// Null: not (or no longer) known.
  [[nodiscard]] Found find(std::string_view token);
  void add(std::string_view token, VerifiedToken verified);

 private:
  /// SHA-256: whoever could make two tokens with one hash could as well forge a signature.
  using Digest = std::array<unsigned char, 32>;
  struct DigestHash {
    std::size_t operator()(const Digest& digest) const noexcept;
  };
  struct Entry {
    Digest digest;
    Found token;
  };
  struct State {
    std::list<Entry> by_use;  ///< Used last first.
    std::unordered_map<Digest, std::list<Entry>::iterator, DigestHash> by_digest;
  };
  class Hasher;

  const std::size_t capacity_;
  const std::unique_ptr<const Hasher> hasher_;
  base::Guarded<State> state_;
};

/// A person has one token for hours; this many people at once come again without a signature being checked. About 500
/// bytes each.
inline constexpr std::size_t kMaxVerifiedTokens = 8192;

}  // namespace callroom::auth
