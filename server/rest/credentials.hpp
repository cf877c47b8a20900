#pragma once

#include "base/result.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace callroom::rest {

/// Why a request has no token that may be looked at.
enum class CredentialError : std::uint8_t {
  kMissing,
  kInQuery,    ///< In the URL, where every proxy and browser history would keep it.
  kAmbiguous,  ///< Given twice, and not the same.
};

/// The token of `x-auth-token` or `Authorization: Bearer` (RFC 6750, section 2.1).
[[nodiscard]] base::Result<std::string, CredentialError> token_of(const http::Request& request);

/// Whether the query string carries a parameter in which tokens are sent elsewhere.
[[nodiscard]] bool has_token_in_query(std::string_view query);

}  // namespace callroom::rest
