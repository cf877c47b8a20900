#pragma once

#include "http/message.hpp"

#include <cstdint>

namespace callroom::rest {

/// What an answer is, as far as a browser's defences are concerned.
enum class Area : std::uint8_t {
  kApi,   ///< JSON: nothing in it is ever to be run, framed or kept.
  kSite,  ///< The web client's pages and files.
};
enum class Transport : std::uint8_t { kPlain, kTls };

/// Sets the headers that every answer carries, errors included.
void set_security_headers(http::Headers& headers, Area area, Transport transport);

}  // namespace callroom::rest
