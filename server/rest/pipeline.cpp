#include "rest/pipeline.hpp"

#include "app/audit_search.hpp"
#include "rest/credentials.hpp"
#include "rest/envelope.hpp"
#include "rest/errors.hpp"
#include "rest/request_id.hpp"
#include "rest/router.hpp"

#include <array>
#include <chrono>
#include <string>

namespace callroom::rest {
namespace {

bool changes_state(std::string_view method) { return method != "GET" && method != "HEAD" && method != "OPTIONS"; }

std::optional<Reply> check_origin(Machinery& machinery, Context& context) {
  context.cors = machinery.origins->judge(context.request());
  if (context.cors == Cors::kRefused && changes_state(context.request().method)) return forbidden_origin();
  return std::nullopt;
}

std::optional<Reply> find_route(Machinery&, Context& context) {
  const auto& request = context.request();
  const auto match = match_route(request.method, below_api(request.path).value_or(""));
  if (match.allow.empty()) return not_found();
  if (request.method == "OPTIONS") {
    NoContent options;
    options.headers.add("Allow", match.allow);
    const bool preflight = request.headers.find("access-control-request-method").has_value();
    if (preflight && context.cors == Cors::kAllowed) {
      options.headers.add("Access-Control-Allow-Methods", match.allow);
      options.headers.add("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Auth-Token, X-Request-Id");
      // Ten minutes: a call's requests need one preflight per route, a changed configuration is seen soon.
      options.headers.add("Access-Control-Max-Age", "600");
    }
    return options;
  }
  if (match.endpoint == nullptr) return method_not_allowed(match.allow);
  context.endpoint = match.endpoint;
  context.path_id = match.path_id;
  return std::nullopt;
}

std::optional<Reply> check_body(Machinery& machinery, Context& context) {
  const auto& request = context.request();
  const auto rule = body_rule(context.endpoint->takes, machinery.options);
  if (request.body.size() > rule.most_bytes) return payload_too_large();
  if (request.body.empty() || !changes_state(request.method)) return std::nullopt;  // no body, or one nobody reads
  const auto type = request.headers.find("content-type").value_or("");
  auto media_type = type.substr(0, type.find(';'));
  while (media_type.ends_with(' ') || media_type.ends_with('\t')) media_type.remove_suffix(1);
  if (!http::iequals(media_type, rule.media_type)) return unsupported_media_type(rule.media_type);
  return std::nullopt;
}

std::optional<Reply> authenticate(Machinery& machinery, Context& context) {
  if (context.endpoint->who == Who::kAnyone) {
    // Nobody needs a token here, yet one in the URL is in every log on the way: say so at the first occasion.
    if (has_token_in_query(context.request().query)) return failure_of(CredentialError::kInQuery);
    return std::nullopt;
  }
  const auto token = token_of(context.request());
  if (!token) return failure_of(token.error());
  auto identity = machinery.services.verifier.verify(*token);
  if (!identity) return failure_of(identity.error());
  context.identity = *std::move(identity);
  return std::nullopt;
}

std::optional<Reply> authorize(Machinery& machinery, Context& context) {
  if (context.endpoint->who != Who::kAdmin || context.identity->role == domain::Role::kAdmin) return std::nullopt;
  auto origin = origin_of(context, std::string{context.endpoint->pattern});
  origin.facts.emplace("method", context.endpoint->method);
  app::record_forbidden(machinery.services.env, *context.identity, origin);
  return forbidden_role();
}

RateLimiter* limiter_of(Machinery& machinery, const Context& context) {
  if (context.endpoint == nullptr) return nullptr;
  RateLimiter* limiter = nullptr;
  switch (context.endpoint->limit) {
    case Limit::kNone:
      break;
    case Limit::kLogin:
      limiter = &machinery.logins;
      break;
    case Limit::kVideoCall:
      limiter = &machinery.video_calls;
      break;
    case Limit::kProbe:
      limiter = &machinery.probes;
      break;
  }
  return limiter != nullptr && limiter->active() ? limiter : nullptr;
}

/// Whose budget it is: the address for signing in, else the user, for each route by itself. Empty: nobody's (yet).
std::string rate_key(const Context& context) {
  if (context.endpoint->limit == Limit::kLogin) return rate_key_of_address(context.client_ip);
  if (!context.identity) return {};
  return std::string{context.endpoint->pattern} + ' ' + context.identity->id.str();
}

std::optional<Reply> limit_rate(Machinery& machinery, Context& context) {
  auto* limiter = limiter_of(machinery, context);
  if (limiter == nullptr) return std::nullopt;
  context.limit = limiter->take(rate_key(context));
  if (context.limit->verdict == Verdict::kAllowed) return std::nullopt;
  return rate_limited(context.limit->retry_after);
}

std::optional<Reply> handle(Machinery& machinery, Context& context) {
  return context.endpoint->handle(machinery.services, machinery.options, context);
}

constexpr std::array kSteps{
    // First, so that whatever happens next is found again by its id and has an address to be counted by.
    Step{"identify", Runs::kIoThread, identify},
    // Before anything is looked up: a page that may not change anything here learns nothing here either.
    Step{"origin", Runs::kIoThread, check_origin},
    // 404, 405 and OPTIONS need no token: which addresses exist is in the contract. Everything below needs the route.
    Step{"route", Runs::kIoThread, find_route},
    // The body is in memory by now (the connection bounded it); refuse what no handler would read before it costs more.
    Step{"body", Runs::kIoThread, check_body},
    // A worker's from here on: reading keys anew for an unknown `kid` may block.
    Step{"authenticate", Runs::kWorker, authenticate},
    Step{"authorize", Runs::kWorker, authorize},
    // After the identity, because budgets are per user; before the handler, because that is what they protect.
    Step{"rate limit", Runs::kWorker, limit_rate},
    Step{"handle", Runs::kWorker, handle},
};

// --- the way out ---------------------------------------------------------------------------------------------------

/// Every answer of a limited route says how its budget stands, those included that were given before it was asked. A
/// request without an identity has no budget yet and is shown a full one.
void add_limit_headers(Machinery& machinery, Context& context, http::Headers& headers) {
  auto* limiter = limiter_of(machinery, context);
  if (limiter == nullptr) return;
  const auto state = context.limit ? *context.limit : limiter->peek(rate_key(context));
  const auto reset = std::chrono::ceil<base::Seconds>(state.resets_at.time_since_epoch());
  headers.set("X-RateLimit-Limit", std::to_string(state.limit));
  headers.set("X-RateLimit-Remaining", std::to_string(state.remaining));
  headers.set("X-RateLimit-Reset", std::to_string(reset.count()));
}

void add_cors_headers(Machinery& machinery, const Context& context, http::Headers& headers) {
  const bool any = machinery.origins->allows_all();
  if (!any) headers.add("Vary", "Origin");  // also without one: a cache must not hand it to another page
  if (context.cors != Cors::kAllowed) return;
  // No Allow-Credentials: tokens travel in a header that scripts set, never in cookies.
  headers.set("Access-Control-Allow-Origin",
              any ? std::string{"*"} : std::string{context.request().headers.find("origin").value_or("")});
  headers.set("Access-Control-Expose-Headers",
              "X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After");
}

void log_access(Machinery& machinery, const Context& context, app::LogLevel level, unsigned status,
                std::string_view code) {
  const auto took = machinery.services.env.clock.steady_now() - context.began;
  machinery.services.log.write(level, "request",
                               {.request_id = context.request_id,
                                .session_id = context.session_id,
                                .method = is_known_method(context.request().method) ? context.request().method : "",
                                .route = context.endpoint == nullptr ? std::string_view{} : context.endpoint->pattern,
                                .status = status,
                                .took = std::chrono::duration_cast<base::Millis>(took),
                                .code = code,
                                .peer = context.client_ip});
}

void count(Machinery& machinery, const Context& context, unsigned status, std::string_view code) {
  if (machinery.services.meter == nullptr) return;
  const auto& method = context.request().method;
  const auto took = machinery.services.env.clock.steady_now() - context.began;
  machinery.services.meter->request(is_known_method(method) ? std::string_view{method} : "other",
                                    context.endpoint == nullptr ? std::string_view{} : context.endpoint->pattern,
                                    status, code, std::chrono::duration_cast<std::chrono::microseconds>(took));
}

Transport transport_of(const Context& context) { return context.secure ? Transport::kTls : Transport::kPlain; }

}  // namespace

Machinery::Machinery(const Services& with, Options from)
    : services(with),
      options(std::move(from)),
      origins(std::make_shared<const OriginPolicy>(options.allowed_origins)),
      proxies(options.trusted_proxies),
      logins(options.login, options.max_rate_keys, with.env.clock),
      video_calls(options.video_calls, options.max_rate_keys, with.env.clock),
      probes(options.probes, options.max_rate_keys, with.env.clock) {}

std::span<const Step> steps() { return kSteps; }

std::optional<Reply> identify(Machinery& machinery, Context& context) {
  const auto& request = context.request();
  context.request_id = request_id_for(request);
  context.client_ip = machinery.proxies.client_of(request);
  context.secure = machinery.proxies.is_secure(request);
  return std::nullopt;
}

std::optional<Reply> run(Runs where, Machinery& machinery, Context& context) {
  try {
    for (const auto& step : kSteps) {
      if (step.where != where) continue;
      if (auto reply = step.run(machinery, context)) return reply;
    }
    return std::nullopt;
  } catch (...) {
    auto mapped = unexpected(std::current_exception());
    machinery.services.log.write(mapped.level, "request failed",
                                 {.request_id = context.request_id,
                                  .session_id = context.session_id,
                                  .route = context.endpoint == nullptr ? "" : context.endpoint->pattern,
                                  .code = mapped.failure.code,
                                  .cause = mapped.cause});
    return std::move(mapped.failure);
  }
}

http::Response finish(Machinery& machinery, Context& context, const Reply& reply) {
  auto response = to_response(reply, context.request_id, machinery.services.env.clock.now());
  add_limit_headers(machinery, context, response.headers);
  add_cors_headers(machinery, context, response.headers);
  set_security_headers(response.headers, Area::kApi, transport_of(context));
  response.headers.set("X-Request-Id", context.request_id);
  // Last: they tell what really goes out. The one line per request.
  count(machinery, context, response.status, code_of(reply));
  log_access(machinery, context, app::LogLevel::kInfo, response.status, code_of(reply));
  return response;
}

void finish_site(Machinery& machinery, Context& context, http::Response& response) {
  set_security_headers(response.headers, Area::kSite, transport_of(context));
  response.headers.set("X-Request-Id", context.request_id);
  log_access(machinery, context, app::LogLevel::kDebug, response.status, {});
}

}  // namespace callroom::rest
