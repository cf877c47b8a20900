#include "auth/jwt.hpp"
#include "base/base64.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <stdexcept>

namespace callroom::auth {
namespace {

std::int64_t unix_seconds(base::WallTime time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

}  // namespace

JwtIssuer::JwtIssuer(Options options, const base::Clock& clock)
    : algorithm_(options.algorithm), rules_(std::move(options.rules)), clock_(clock) {
  if (!is_hmac(algorithm_)) throw std::invalid_argument{"tokens are issued with HS256, HS384 or HS512 only"};
  if (options.secret.empty()) return;
  key_ = std::make_unique<const HmacKey>(options.secret);
}

app::IssuedToken JwtIssuer::issue(const domain::User& user, base::Millis lifetime) const {
  if (!key_) throw std::logic_error{"no secret to sign tokens with is configured (jwt.secret)"};
  const auto now = clock_.now();
  const auto expires = unix_seconds(now + lifetime);
  boost::json::object claims{
      {"sub", user.id.str()}, {"role", domain::to_string(user.role)}, {"iat", unix_seconds(now)}, {"exp", expires}};
  if (!rules_.issuer.empty()) claims["iss"] = rules_.issuer;
  if (!rules_.audience.empty()) claims["aud"] = rules_.audience;

  const boost::json::object header{{"alg", to_string(algorithm_)}, {"typ", "JWT"}};
  std::string token = base::base64url_encode(boost::json::serialize(header)) + '.' +
                      base::base64url_encode(boost::json::serialize(claims));
  token += '.' + base::base64url_encode(key_->sign(algorithm_, token));
  return {base::Secret{std::move(token)}, base::WallTime{base::Seconds{expires}}};
}

}  // namespace callroom::auth
