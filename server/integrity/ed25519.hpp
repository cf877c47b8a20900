#pragma once

#include "base/secret.hpp"

#include <string>
#include <string_view>

// Ed25519 (RFC 8032) by OpenSSL. Raw bytes in and out; nothing here knows what is signed.
namespace callroom::integrity {

inline constexpr std::size_t kSeedBytes = 32;
inline constexpr std::size_t kPublicKeyBytes = 32;
inline constexpr std::size_t kSignatureBytes = 64;

/// A new private key: RFC 8032 calls these 32 bytes the seed.
[[nodiscard]] base::Secret new_seed();
/// The public key of a seed. Throws std::invalid_argument unless the seed has 32 bytes.
[[nodiscard]] std::string public_key_of(const base::Secret& seed);
/// 64 bytes. Throws std::invalid_argument unless the seed has 32 bytes.
[[nodiscard]] std::string sign(const base::Secret& seed, std::string_view bytes);
/// False also for a key or a signature of another length.
[[nodiscard]] bool verify(std::string_view public_key, std::string_view bytes, std::string_view signature);

}  // namespace callroom::integrity
