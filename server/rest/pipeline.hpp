#pragma once

#include "http/message.hpp"
#include "rest/client_address.hpp"
#include "rest/context.hpp"
#include "rest/options.hpp"
#include "rest/origin_policy.hpp"
#include "rest/rate_limiter.hpp"
#include "rest/reply.hpp"
#include "rest/security_headers.hpp"
#include "rest/services.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace callroom::rest {

/// What the steps work with: constant after construction, or thread-safe by itself.
struct Machinery {
  Machinery(const Services& with, Options from);

  const Services services;
  const Options options;
  const std::shared_ptr<const OriginPolicy> origins;
  const TrustedProxies proxies;
  RateLimiter logins;
  RateLimiter video_calls;
  RateLimiter probes;
};

/// On which thread a step runs. Once a step is a worker's, all later ones are.
enum class Runs : std::uint8_t { kIoThread, kWorker };

/// One step on the way in: adds to the context, or ends the walk with a reply. What it throws is mapped by run().
struct Step {
  std::string_view name;
  Runs where = Runs::kIoThread;
  std::optional<Reply> (*run)(Machinery& machinery, Context& context) = nullptr;
};
/// Every API request goes through these, in this order.
[[nodiscard]] std::span<const Step> steps();

/// Runs the steps of one thread. An exception becomes its reply, and a log line with its cause and the request id.
[[nodiscard]] std::optional<Reply> run(Runs where, Machinery& machinery, Context& context);

/// The way out of an API request: envelope, headers, access log.
[[nodiscard]] http::Response finish(Machinery& machinery, Context& context, const Reply& reply);
/// The way out of a request for the site: security headers, request id, access log.
void finish_site(Machinery& machinery, Context& context, http::Response& response);

/// Request id and client address: the first step, and all that the site's requests need.
std::optional<Reply> identify(Machinery& machinery, Context& context);

}  // namespace callroom::rest
