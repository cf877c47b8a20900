#pragma once

#include "vault/key.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// AES-256-GCM (NIST SP 800-38D) with nonces of 96 bits and tags of 128. Throws std::runtime_error if OpenSSL fails.
namespace callroom::vault {

inline constexpr std::size_t kNonceBytes = 12;
inline constexpr std::size_t kTagBytes = 16;

/// The ciphertext and behind it the tag. A nonce is used once with a key; `associated` is authenticated, not encrypted.
[[nodiscard]] std::string aead_seal(const Key& key, std::string_view nonce, std::string_view associated,
                                    std::string_view plain);
/// nullopt: not what aead_seal made with this key, nonce and associated data.
[[nodiscard]] std::optional<std::string> aead_open(const Key& key, std::string_view nonce, std::string_view associated,
                                                   std::string_view sealed);

/// Random: safe for 2^32 values under one key (SP 800-38D, section 8.3), more than a person or session comes near.
[[nodiscard]] std::string random_nonce();

}  // namespace callroom::vault
