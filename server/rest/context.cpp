#include "rest/context.hpp"

#include <utility>

namespace callroom::rest {
namespace {

/// Enough for every real browser; it goes into the audit trail, so no more, and nothing but printable ASCII.
constexpr std::size_t kLongestUserAgent = 256;

std::string user_agent_of(const http::Request& request) {
  std::string clean;
  for (const char c : request.headers.find("user-agent").value_or("")) {
    if (clean.size() == kLongestUserAgent) break;
    if (c >= ' ' && c <= '~') clean.push_back(c);
  }
  return clean;
}

}  // namespace

app::Origin origin_of(const Context& context, std::string via) {
  return {.request_id = context.request_id,
          .ip_address = context.client_ip,
          .user_agent = user_agent_of(context.request()),
          .via = std::move(via)};
}

}  // namespace callroom::rest
