#include "rest/credentials.hpp"

#include <array>
#include <optional>

namespace callroom::rest {
namespace {

constexpr std::string_view kTokenHeader = "x-auth-token";
constexpr std::string_view kAuthorization = "authorization";
constexpr std::string_view kBearer = "bearer ";

/// The token of one header value; nullopt: another scheme, not ours to judge.
std::optional<std::string_view> bearer_token(std::string_view value) {
  if (value.size() <= kBearer.size() || !http::iequals(value.substr(0, kBearer.size()), kBearer)) return std::nullopt;
  value.remove_prefix(kBearer.size());
  value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
  return value;
}

}  // namespace

bool has_token_in_query(std::string_view query) {
  constexpr std::array<std::string_view, 3> kNames{"token", "access_token", "x-auth-token"};
  while (!query.empty()) {
    const auto end = query.find('&');
    const auto pair = query.substr(0, end);
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    const auto raw = pair.substr(0, pair.find('='));
    const auto name = http::percent_decode(raw, http::Plus::kSpace).value_or(std::string{raw});
    for (const auto known : kNames) {
      if (http::iequals(name, known)) return true;
    }
  }
  return false;
}

base::Result<std::string, CredentialError> token_of(const http::Request& request) {
  if (has_token_in_query(request.query)) return CredentialError::kInQuery;
  std::optional<std::string_view> token;
  for (const auto& [name, value] : request.headers) {
    std::optional<std::string_view> given;
    if (http::iequals(name, kTokenHeader)) given = value;
    if (http::iequals(name, kAuthorization)) given = bearer_token(value);
    if (!given || given->empty()) continue;
    if (token && *token != *given) return CredentialError::kAmbiguous;
    token = given;
  }
  if (!token) return CredentialError::kMissing;
  return std::string{*token};
}

}  // namespace callroom::rest
