#include "rest/origin_policy.hpp"

#include <algorithm>

namespace callroom::rest {
namespace {

std::string normalized(std::string_view origin) {
  if (origin.ends_with('/')) origin.remove_suffix(1);
  std::string text{origin};
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

/// `authority` without the port that its scheme implies (RFC 6454, section 6.2: browsers leave it out).
std::string_view without_port(std::string_view authority, std::string_view port) {
  if (authority.ends_with(port)) authority.remove_suffix(port.size());
  return authority;
}

}  // namespace

OriginPolicy::OriginPolicy(const std::vector<std::string>& allowed) {
  for (const auto& origin : allowed) {
    if (origin == "*") {
      any_ = true;
    } else {
      allowed_.push_back(normalized(origin));
    }
  }
}

bool OriginPolicy::allows(std::string_view origin) const {
  return any_ || std::find(allowed_.begin(), allowed_.end(), normalized(origin)) != allowed_.end();
}

bool OriginPolicy::is_same_origin(std::string_view origin, std::optional<std::string_view> host) {
  if (!host || host->empty()) return false;
  const std::string page = normalized(origin);
  const std::string here = normalized(*host);
  constexpr std::string_view kHttp = "http://";
  constexpr std::string_view kHttps = "https://";
  if (page.starts_with(kHttps)) {
    return without_port(std::string_view{page}.substr(kHttps.size()), ":443") == without_port(here, ":443");
  }
  if (page.starts_with(kHttp)) {
    return without_port(std::string_view{page}.substr(kHttp.size()), ":80") == without_port(here, ":80");
  }
  return false;
}

Cors OriginPolicy::judge(const http::Request& request) const {
  const auto origin = request.headers.find("origin");
  if (!origin) return Cors::kNoOrigin;
  // Two Origin fields: whoever made them is not a browser, and we do not choose one.
  if (request.headers.count("origin") > 1) return Cors::kRefused;
  if (is_same_origin(*origin, request.headers.find("host"))) return Cors::kSameOrigin;
  return allows(*origin) ? Cors::kAllowed : Cors::kRefused;
}

bool OriginPolicy::admits(std::string_view origin, std::string_view host) const {
  return origin.empty() || is_same_origin(origin, host) || allows(origin);
}

}  // namespace callroom::rest
