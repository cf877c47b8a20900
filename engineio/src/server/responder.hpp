#pragma once

#include "http/handler.hpp"
#include "http/message.hpp"

namespace engineio::server {

/// Answers a request of an allowed origin: every such answer carries the CORS headers, refusals too, or a page could
/// not read why it was refused.
void respond(http::Exchange& exchange, http::Response response);

}  // namespace engineio::server
