#pragma once

#include "base/clock.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace callroom::app {

/// An Ed25519 signature (RFC 8032, section 5.1.6).
struct Signature {
  std::string key_id;
  std::string bytes;  ///< 64 raw bytes
};

/// What anybody may know of a key that signs.
struct PublicKey {
  std::string id;     ///< The key's JWK thumbprint (RFC 7638): it cannot stand for another key.
  std::string bytes;  ///< 32 raw bytes (RFC 8032, section 5.1.5)
  base::WallTime created_at;
  std::optional<base::WallTime> retired_at;  ///< Signs no more since then; what it signed stays good.
};

/// Signs what this server vouches for: checkpoints of the audit trail, receipts. Thread-safe, and fast enough to be
/// called anywhere but on an I/O thread (some 50 microseconds). Throws std::runtime_error when OpenSSL fails.
class Signer {
 public:
  virtual ~Signer() = default;

  /// Says nothing about what the bytes are for: the signed text names its own kind (integrity/signed_document.hpp).
  [[nodiscard]] virtual Signature sign(std::string_view bytes) = 0;
  /// Every key there has been, the newest last: that one signs.
  [[nodiscard]] virtual std::vector<PublicKey> keys() = 0;
};

}  // namespace callroom::app
