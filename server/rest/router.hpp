#pragma once

#include "rest/endpoints.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace callroom::rest {

/// What follows the base in a path of ours: "/auth/me" for "/api/auth/me" and "/api/v1/auth/me". nullopt: not ours.
[[nodiscard]] std::optional<std::string_view> below_api(std::string_view path);

struct Match {
  const Endpoint* endpoint = nullptr;  ///< Null: no route with this method.
  std::string path_id;                 ///< What ":id" stands for, percent-decoded.
  /// Every method that the path takes, for `Allow`: "GET, HEAD, POST, OPTIONS". Empty: there is no such path.
  std::string allow;
};
/// HEAD is served by the route of GET (RFC 9110, section 9.3.2; the connection leaves the body out).
[[nodiscard]] Match match_route(std::string_view method, std::string_view path);

}  // namespace callroom::rest
