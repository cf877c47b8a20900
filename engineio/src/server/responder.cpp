#include "server/responder.hpp"

#include "server/cors.hpp"

#include <utility>

namespace engineio::server {

void respond(http::Exchange& exchange, http::Response response) {
  add_cors_headers(exchange.request(), response);
  exchange.respond(std::move(response));
}

}  // namespace engineio::server
