#include "auth/claims.hpp"

#include "auth/strict_json.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <optional>

namespace callroom::auth {
namespace {

namespace json = boost::json;

/// The end of year 9999: no token means a later instant, and everything up to it fits in WallTime.
constexpr double kMaxNumericDate = 253'402'300'799.0;

/// A claim that may be left out, but not be of another kind than it must be.
template <class T>
struct Claim {
  bool well_formed = true;
  std::optional<T> value{};
};

Claim<std::string> text_claim(const json::object& claims, const char* name) {
  const auto* value = claims.if_contains(name);
  if (value == nullptr) return {};
  if (!value->is_string()) return {false, std::nullopt};
  return {true, std::string{std::string_view{value->get_string()}}};
}

/// RFC 7519, section 2, NumericDate: seconds since 1970, possibly with a fraction.
Claim<base::WallTime> time_claim(const json::object& claims, const char* name) {
  const auto* value = claims.if_contains(name);
  if (value == nullptr) return {};
  if (!value->is_number()) return {false, std::nullopt};
  const auto seconds = value->to_number<double>();
  // Written so that NaN fails too.
  if (!(seconds >= 0.0 && seconds <= kMaxNumericDate)) return {false, std::nullopt};
  return {true, base::WallTime{base::Millis{static_cast<std::int64_t>(std::floor(seconds * 1000.0))}}};
}

struct Subject {
  domain::UserId id;
  domain::Role role;
  bool operator==(const Subject&) const = default;
};

/// nullopt: a member is missing, or is no id or role of ours.
std::optional<Subject> read_subject(const json::object& from, const char* id_name) {
  const auto id_text = text_claim(from, id_name).value;
  const auto role_text = text_claim(from, "role").value;
  if (!id_text || !role_text) return std::nullopt;
  const auto id = domain::UserId::parse(*id_text);
  const auto role = domain::parse_role(*role_text);
  if (!id || !role) return std::nullopt;
  return Subject{*id, *role};
}

std::optional<Subject> subject_of(const json::object& claims) {
  const auto* user = claims.if_contains("user");
  if (user == nullptr) return read_subject(claims, "sub");
  if (!user->is_object()) return std::nullopt;
  const auto legacy = read_subject(user->get_object(), "id");
  if (!legacy) return std::nullopt;
  // A registered claim beside the legacy form must say the same, or the token means two people.
  if (claims.contains("sub") || claims.contains("role")) {
    json::object both = claims;
    if (!both.contains("sub")) both["sub"] = user->get_object().at("id");
    if (!both.contains("role")) both["role"] = user->get_object().at("role");
    if (read_subject(both, "sub") != legacy) return std::nullopt;
  }
  return legacy;
}

bool issuer_matches(const json::object& claims, const std::string& issuer) {
  const auto claim = text_claim(claims, "iss");
  return claim.well_formed && (issuer.empty() || claim.value == issuer);
}

/// RFC 7519, section 4.1.3: one text, or a list of them.
bool audience_matches(const json::object& claims, const std::string& audience) {
  if (audience.empty()) return true;
  const auto* claim = claims.if_contains("aud");
  if (claim == nullptr) return false;
  const json::value wanted(audience);  // braces would make it a list of one
  if (!claim->is_array()) return *claim == wanted;
  const auto& list = claim->get_array();
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

}  // namespace

base::Result<Claims, app::TokenError> read_claims(std::string_view payload, const ClaimRules& rules) {
  const auto claims = parse_strict_object(payload);
  if (!claims) return app::TokenError::kInvalid;
  const auto subject = subject_of(*claims);
  const auto name = text_claim(*claims, "name");
  const auto expires = time_claim(*claims, "exp").value;
  const auto not_before = time_claim(*claims, "nbf");
  const auto issued_at = time_claim(*claims, "iat");
  if (!subject || !name.well_formed || !expires || !not_before.well_formed || !issued_at.well_formed) {
    return app::TokenError::kInvalid;
  }
  if (!issuer_matches(*claims, rules.issuer) || !audience_matches(*claims, rules.audience)) {
    return app::TokenError::kInvalid;
  }
  constexpr base::WallTime kAlways{};
  return Claims{{subject->id, subject->role, name.value.value_or(""), *expires},
                std::max(not_before.value.value_or(kAlways), issued_at.value.value_or(kAlways))};
}

base::Result<app::Identity, app::TokenError> check_time(const Claims& claims, base::WallTime now) {
  if (claims.begins > now + kClockLeeway) return app::TokenError::kInvalid;
  // RFC 7519, section 4.1.4: on or after `exp` it must not be accepted.
  if (now >= claims.identity.expires_at) return app::TokenError::kExpired;
  return claims.identity;
}

}  // namespace callroom::auth
