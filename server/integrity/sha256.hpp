#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace callroom::integrity {

/// FIPS 180-4.
using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 of bytes that come in pieces; used again after each finish(). One thread at a time. Keeps its OpenSSL
/// context: making one costs as much as hashing a record, and a verification hashes millions.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  Sha256& add(std::string_view bytes);
  /// The digest of what was added since the last one.
  [[nodiscard]] Digest finish();

 private:
  void begin();
  void* context_;  ///< EVP_MD_CTX, which this header does not show
};

[[nodiscard]] Digest sha256(std::string_view bytes);
/// 64 lower-case hex digits.
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);

}  // namespace callroom::integrity
