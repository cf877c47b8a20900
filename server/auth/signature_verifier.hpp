#pragma once

#include "auth/compact_token.hpp"

namespace callroom::auth {

/// One key, and the algorithms that its owner configured it for. Constant after construction, so thread-safe.
class SignatureVerifier {
 public:
  virtual ~SignatureVerifier() = default;

  /// Whether this key is for tokens of `algorithm`. Nothing in a token can widen this.
  [[nodiscard]] virtual bool accepts(Algorithm algorithm) const noexcept = 0;
  /// True when accepts(token.algorithm) and the signature is this key's. Never throws for a bad token.
  [[nodiscard]] virtual bool verify(const CompactToken& token) const = 0;
};

}  // namespace callroom::auth
