#pragma once

#include "engineio/server.hpp"
#include "http/message.hpp"

namespace engineio::server {

/// Whether `Config::origin_allowed` lets the request's Origin speak to us.
[[nodiscard]] bool origin_allowed(const Config& config, const http::Request& request);
/// Adds to `response` what a browser needs to show it to a page of the request's (allowed) origin.
void add_cors_headers(const http::Request& request, http::Response& response);
/// The answer to a preflight (Fetch standard, section 4.8).
[[nodiscard]] http::Response preflight_response(const http::Request& request);

}  // namespace engineio::server
