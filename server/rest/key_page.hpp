#pragma once

#include "app/ports/signer.hpp"
#include "http/message.hpp"

#include <optional>
#include <string_view>

namespace callroom::rest {

/// Where RFC 8615 puts such things; outside /api, and outside its envelope: readers of key sets know no other.
inline constexpr std::string_view kKeyPagePath = "/.well-known/callroom-keys.json";

/// The keys as a JWK set, for pages of any origin: they are public. nullopt: only GET and HEAD are answered.
[[nodiscard]] std::optional<http::Response> key_page(const http::Request& request, app::Signer& signer);

}  // namespace callroom::rest
