#pragma once

#include "app/context.hpp"
#include "app/ports/tokens.hpp"
#include "base/clock.hpp"
#include "domain/ids.hpp"
#include "http/handler.hpp"
#include "rest/options.hpp"
#include "rest/rate_limiter.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace callroom::rest {

struct Endpoint;

/// What the Origin header says about where a request was made.
enum class Cors : std::uint8_t {
  kNoOrigin,    ///< Not from a browser's script of another page, or a plain GET.
  kSameOrigin,  ///< From our own pages.
  kAllowed,     ///< From a page that the operator allows.
  kRefused,     ///< From any other page.
};

/// One request on its way through the pipeline; each step adds what it learns. One thread at a time.
struct Context {
  std::shared_ptr<http::Exchange> exchange;
  base::SteadyTime began;

  std::string request_id;
  std::string client_ip;
  bool secure = false;  ///< The client's side of the connection is TLS, here or at a trusted proxy.
  Cors cors = Cors::kNoOrigin;
  const Endpoint* endpoint = nullptr;  ///< Null: none matched (yet).
  std::string path_id;                 ///< What ":id" stands for, decoded; empty: the route has none.
  std::optional<app::Identity> identity;
  std::optional<LimitState> limit;  ///< Set once the route's limit was asked.
  std::optional<domain::SessionId> session_id;

  [[nodiscard]] const http::Request& request() const { return exchange->request(); }
};

/// The Origin of this request's audit records. `via`: "can-join", "start", …
[[nodiscard]] app::Origin origin_of(const Context& context, std::string via);

}  // namespace callroom::rest
