#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace callroom::rest {

/// At most `requests` within one window; 0 turns the limit, and its headers, off.
struct RateLimit {
  std::uint32_t requests = 0;
  base::Millis window = base::Minutes{1};
};

/// What an operator may set; constant after start. The defaults are the contract's.
struct Options {
  /// Origins that may call us from another site, as browsers write them ("https://app.example.org"), or "*" for all.
  /// Our own origin needs no entry (see OriginPolicy).
  std::vector<std::string> allowed_origins;
  /// Addresses or networks ("10.0.0.0/8", "::1") whose X-Forwarded-For and X-Forwarded-Proto are believed.
  std::vector<std::string> trusted_proxies;

  RateLimit login{5, base::Minutes{1}};         ///< per client address
  RateLimit video_calls{10, base::Minutes{1}};  ///< per user and route
  RateLimit probes{20, base::Minutes{1}};       ///< per user, both directions together
  /// Bound of the keys kept by each of the limits: about 150 bytes each, so 15 MB when somebody tries hard.
  std::size_t max_rate_keys = 100'000;

  /// How long a token from POST /auth/login lasts: a working day, as there is no refresh.
  base::Millis token_lifetime = std::chrono::hours{12};
  /// The largest body of an API request, in bytes. The largest that makes sense (a user with a long password) is below
  /// 2 KiB; the rest is room for white space and escapes.
  std::uint64_t max_body = 16 * 1024;
};

}  // namespace callroom::rest
