#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace callroom::auth {

/// The signature algorithms we know (RFC 7518, section 3.1; EdDSA: RFC 8037). `none` is not among them.
enum class Algorithm : std::uint8_t { kHs256, kHs384, kHs512, kRs256, kEs256, kEdDsa };

[[nodiscard]] std::string_view to_string(Algorithm algorithm) noexcept;
/// Names are case-sensitive: "hs256" is no algorithm.
[[nodiscard]] std::optional<Algorithm> parse_algorithm(std::string_view name) noexcept;
/// Signed with a secret that both sides have; the others with a private key.
[[nodiscard]] constexpr bool is_hmac(Algorithm algorithm) noexcept {
  return algorithm == Algorithm::kHs256 || algorithm == Algorithm::kHs384 || algorithm == Algorithm::kHs512;
}

}  // namespace callroom::auth
