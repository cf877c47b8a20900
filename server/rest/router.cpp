#include "rest/router.hpp"

#include "http/message.hpp"

namespace callroom::rest {
namespace {

/// Splits off the first "/segment" of `path`; nullopt when it begins with no '/'.
std::optional<std::string_view> take_segment(std::string_view& path) {
  if (!path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  const auto segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

/// Whether `path` is of `pattern`; what the ':' segment stands for goes to `id`.
bool matches(std::string_view pattern, std::string_view path, std::string_view& id) {
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = take_segment(pattern);
    const auto given = take_segment(path);
    if (!wanted || !given) return false;
    if (wanted->starts_with(':') && !given->empty()) {
      id = *given;
    } else if (*wanted != *given) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

}  // namespace

std::optional<std::string_view> below_api(std::string_view path) {
  for (const std::string_view base : {"/api/v1", "/api"}) {
    if (!path.starts_with(base)) continue;
    const auto rest = path.substr(base.size());
    if (rest.empty() || rest.front() == '/') return rest;
  }
  return std::nullopt;
}

Match match_route(std::string_view method, std::string_view path) {
  Match match;
  const std::string_view served = method == "HEAD" ? "GET" : method;
  for (const auto& endpoint : endpoints()) {
    std::string_view id;
    if (!matches(endpoint.pattern, path, id)) continue;
    if (!match.allow.empty()) match.allow += ", ";
    match.allow += endpoint.method;
    if (endpoint.method == "GET") match.allow += ", HEAD";
    if (endpoint.method == served) {
      match.endpoint = &endpoint;
      match.path_id = http::percent_decode(id).value_or(std::string{id});
    }
  }
  if (!match.allow.empty()) match.allow += ", OPTIONS";
  return match;
}

}  // namespace callroom::rest
