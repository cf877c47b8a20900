#pragma once

#include "auth/signature_verifier.hpp"
#include "base/secret.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct evp_mac_ctx_st;  // OpenSSL's EVP_MAC_CTX

namespace callroom::auth {

/// RFC 7518, section 3.2: the key of HS256 has at least the bits of its hash.
inline constexpr std::size_t kMinSecretBytes = 32;

/// HS256, HS384 and HS512 with a shared secret, by OpenSSL: signs our own tokens, checks everybody's. Thread-safe.
class HmacKey final : public SignatureVerifier {
 public:
  /// Throws std::invalid_argument for a secret below kMinSecretBytes.
  explicit HmacKey(const base::Secret& secret);

  [[nodiscard]] bool accepts(Algorithm algorithm) const noexcept override { return is_hmac(algorithm); }
  [[nodiscard]] bool verify(const CompactToken& token) const override;
  /// The code of `text`, in bytes. Throws std::invalid_argument for an algorithm that accepts() does not.
  [[nodiscard]] std::string sign(Algorithm algorithm, std::string_view text) const;

 private:
  struct Free {
    void operator()(evp_mac_ctx_st* context) const noexcept;
  };
  using Context = std::unique_ptr<evp_mac_ctx_st, Free>;
  [[nodiscard]] static Context keyed(const base::Secret& secret, const char* digest);
  [[nodiscard]] const Context& context_for(Algorithm algorithm) const;

  // With the key worked in, and never advanced: each code is made by a copy.
  const Context sha256_;
  const Context sha384_;
  const Context sha512_;
};

}  // namespace callroom::auth
