#pragma once

#include "vault/key.hpp"

#include <string>
#include <string_view>

// Keyed hashes and keys made of keys. Throws std::runtime_error if OpenSSL fails.
namespace callroom::vault {

/// HMAC-SHA-256 (RFC 2104, FIPS 180-4): 32 bytes.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view text);
/// HKDF with SHA-256 (RFC 5869): `bytes` of key material, 8160 at most. `info` says what for.
[[nodiscard]] std::string hkdf_sha256(std::string_view key_material, std::string_view salt, std::string_view info,
                                      std::size_t bytes);
/// A key of its own for one use of `key`: HKDF with `info`.
[[nodiscard]] Key derive(const Key& key, std::string_view salt, std::string_view info);

}  // namespace callroom::vault
