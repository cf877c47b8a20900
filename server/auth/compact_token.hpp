#pragma once

#include "auth/algorithm.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace callroom::auth {

/// Longer tokens are refused unread. Ours have 300 bytes, an identity provider's with groups and roles 2 or 3 KiB; a
/// header field must hold one beside everything else in 16 KiB.
inline constexpr std::size_t kMaxTokenBytes = 8 * 1024;

/// A JWS in compact serialization (RFC 7515, section 7.1), taken apart; nothing in it has been verified.
///
///   BASE64URL(header) . BASE64URL(payload) . BASE64URL(signature)
///   └───────────── signed ───────────────┘
struct CompactToken {
  std::string_view text;  ///< The whole; points into what was parsed.
  std::string_view signed_part;
  Algorithm algorithm = Algorithm::kHs256;  ///< What the header claims; counts only if a configured key is for it.
  std::optional<std::string> key_id;        ///< `kid`
  std::string payload;
  std::string signature;
};

/// nullopt: not a compact JWS, an unknown algorithm, or a header that demands anything (`crit`; we know no extension,
/// and RFC 7515, section 4.1.11 wants such a token refused). Header fields that name keys (jwk, jku, x5c, x5u) are
/// never used.
[[nodiscard]] std::optional<CompactToken> parse_compact(std::string_view text);

}  // namespace callroom::auth
