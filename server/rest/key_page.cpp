#include "rest/key_page.hpp"

#include "integrity/key_set.hpp"

namespace callroom::rest {
namespace {

/// Short, so that a key that was just made is soon known everywhere; keys never change their meaning.
constexpr const char* kCacheControl = "public, max-age=300";

}  // namespace

std::optional<http::Response> key_page(const http::Request& request, app::Signer& signer) {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  http::Response response{.status = 200, .headers = {}, .body = integrity::write_key_set(signer.keys())};
  response.headers.set("Content-Type", "application/jwk-set+json");  // RFC 7517, section 8.5.2
  response.headers.set("Cache-Control", kCacheControl);
  response.headers.set("Access-Control-Allow-Origin", "*");
  return response;
}

}  // namespace callroom::rest
