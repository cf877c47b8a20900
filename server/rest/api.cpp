#include "rest/api.hpp"

#include "rest/endpoints.hpp"
#include "rest/envelope.hpp"
#include "rest/errors.hpp"
#include "rest/key_page.hpp"
#include "rest/pipeline.hpp"
#include "rest/request_id.hpp"
#include "rest/router.hpp"

#include <utility>

namespace callroom::rest {
namespace {

using MachineryPtr = std::shared_ptr<Machinery>;
using ContextPtr = std::shared_ptr<Context>;

ContextPtr new_context(const Machinery& machinery, std::shared_ptr<http::Exchange> exchange) {
  auto context = std::make_shared<Context>();
  context->exchange = std::move(exchange);
  context->began = machinery.services.env.clock.steady_now();
  return context;
}

void answer(Machinery& machinery, Context& context, const Reply& reply) {
  context.exchange->respond(finish(machinery, context, reply));
}

void handle_api(const MachineryPtr& machinery, const ContextPtr& context) {
  if (const auto reply = run(Runs::kIoThread, *machinery, *context)) return answer(*machinery, *context, *reply);
  const auto& services = machinery->services;
  auto& pool = context->endpoint->lane == Lane::kPasswords ? services.password_workers : services.workers;
  const bool queued = pool.submit([machinery, context] {
    const auto reply = run(Runs::kWorker, *machinery, *context);
    answer(*machinery, *context, *reply);  // the last step always gives one
  });
  if (!queued) answer(*machinery, *context, overloaded());
}

void handle_key_page(Machinery& machinery, Context& context) {
  static_cast<void>(identify(machinery, context));
  auto response = key_page(context.request(), machinery.services.signer);
  if (!response) return answer(machinery, context, method_not_allowed("GET, HEAD"));
  finish_site(machinery, context, *response);
  context.exchange->respond(*std::move(response));
}

/// Whether another method than this request's would find a file at its path.
bool has_file(const http::StaticFiles& site, const http::Request& request) {
  http::Request get;
  get.method = "GET";
  get.target = request.target;
  get.path = request.path;
  return site.respond(get).has_value();
}

void handle_site(Machinery& machinery, Context& context) {
  static_cast<void>(identify(machinery, context));
  const auto* site = machinery.services.site;
  const auto& request = context.request();
  if (site == nullptr) return answer(machinery, context, not_found());
  if (auto response = site->respond(request)) {
    finish_site(machinery, context, *response);
    return context.exchange->respond(*std::move(response));
  }
  const bool read = request.method == "GET" || request.method == "HEAD";
  answer(machinery, context, !read && has_file(*site, request) ? method_not_allowed("GET, HEAD") : not_found());
}

}  // namespace

Api::Api(const Services& services, Options options)
    : machinery_(std::make_shared<Machinery>(services, std::move(options))) {}

std::uint64_t Api::max_body(const http::Request& head) const {
  const auto path = below_api(head.path);
  if (!path) return 0;  // nothing outside the API takes a body
  const auto* endpoint = match_route(head.method, *path).endpoint;
  return body_rule(endpoint == nullptr ? Takes::kJson : endpoint->takes, machinery_->options).most_bytes;
}

void Api::handle(std::shared_ptr<http::Exchange> exchange) {
  const auto context = new_context(*machinery_, std::move(exchange));
  if (below_api(context->request().path)) {
    handle_api(machinery_, context);
  } else if (context->request().path == kKeyPagePath) {
    handle_key_page(*machinery_, *context);
  } else {
    handle_site(*machinery_, *context);
  }
}

std::shared_ptr<const OriginPolicy> Api::origins() const { return machinery_->origins; }

std::function<http::Response(unsigned, std::string_view)> connection_error_body(const base::Clock& clock,
                                                                                Transport transport) {
  return [&clock, transport](unsigned status, std::string_view reason) {
    const auto id = new_request_id();
    auto response = to_response(
        Failure{.status = status, .code = code_of_status(status), .message = std::string{reason}}, id, clock.now());
    set_security_headers(response.headers, Area::kApi, transport);
    response.headers.set("X-Request-Id", id);
    return response;
  };
}

}  // namespace callroom::rest
