#include "server/cors.hpp"

#include <string>

namespace engineio::server {

bool origin_allowed(const Config& config, const http::Request& request) {
  if (!config.origin_allowed) return true;
  return config.origin_allowed(request.headers.find("Origin").value_or(""), request.headers.find("Host").value_or(""));
}

void add_cors_headers(const http::Request& request, http::Response& response) {
  const auto origin = request.headers.find("Origin");
  if (!origin) {
    return;
  }
  // The origin itself, never '*', which browsers refuse once cookies are sent along (Fetch standard, section 3.2.5).
  response.headers.set("Access-Control-Allow-Origin", std::string{*origin});
  response.headers.set("Access-Control-Allow-Credentials", "true");
  response.headers.set("Vary", "Origin");
}

http::Response preflight_response(const http::Request& request) {
  http::Response response;
  response.status = 204;
  response.headers.add("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
  const auto wanted = request.headers.find("Access-Control-Request-Headers");
  response.headers.add("Access-Control-Allow-Headers", std::string{wanted.value_or("Content-Type")});
  // Ten minutes: what is allowed seldom changes, and a changed configuration should not take a day to arrive.
  response.headers.add("Access-Control-Max-Age", "600");
  return response;
}

}  // namespace engineio::server
