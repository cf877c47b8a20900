#include "auth/cjose_handles.hpp"
#include "auth/cjose_verifier.hpp"
#include "auth/jwt.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <stdexcept>

namespace callroom::auth {
namespace {

[[noreturn]] void fail(const char* step, const cjose_err& error) {
  throw std::runtime_error{fmt::format("cjose: {}: {}", step, error.message == nullptr ? "failed" : error.message)};
}

CjoseHeader make_header(Algorithm algorithm) {
  cjose_err error{};
  CjoseHeader header{cjose_header_new(&error)};
  const std::string name{to_string(algorithm)};
  if (!header || !cjose_header_set(header.get(), CJOSE_HDR_ALG, name.c_str(), &error) ||
      !cjose_header_set(header.get(), "typ", "JWT", &error)) {
    fail("header", error);
  }
  return header;
}

std::int64_t unix_seconds(base::WallTime time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

}  // namespace

struct JwtIssuer::Key {
  CjoseKey handle;
};

JwtIssuer::JwtIssuer(Options options, const base::Clock& clock)
    : algorithm_(options.algorithm), rules_(std::move(options.rules)), clock_(clock) {
  if (!is_hmac(algorithm_)) throw std::invalid_argument{"tokens are issued with HS256, HS384 or HS512 only"};
  if (options.secret.empty()) return;
  const auto& secret = options.secret.reveal();
  if (secret.size() < kMinSecretBytes) throw std::invalid_argument{"the token secret is below 32 bytes"};
  cjose_err error{};
  CjoseKey key{cjose_jwk_create_oct_spec(reinterpret_cast<const std::uint8_t*>(secret.data()), secret.size(), &error)};
  if (!key) fail("key", error);
  key_ = std::make_unique<const Key>(Key{std::move(key)});
}

JwtIssuer::~JwtIssuer() = default;

app::IssuedToken JwtIssuer::issue(const domain::User& user, base::Millis lifetime) const {
  if (!key_) throw std::logic_error{"no secret to sign tokens with is configured (jwt.secret)"};
  const auto now = clock_.now();
  const auto expires = unix_seconds(now + lifetime);
  boost::json::object claims{
      {"sub", user.id.str()}, {"role", domain::to_string(user.role)}, {"iat", unix_seconds(now)}, {"exp", expires}};
  if (!rules_.issuer.empty()) claims["iss"] = rules_.issuer;
  if (!rules_.audience.empty()) claims["aud"] = rules_.audience;
  const auto payload = boost::json::serialize(claims);

  cjose_err error{};
  const auto header = make_header(algorithm_);
  const CjoseJws jws{cjose_jws_sign(key_->handle.get(), header.get(),
                                    reinterpret_cast<const std::uint8_t*>(payload.data()), payload.size(), &error)};
  const char* text = nullptr;  // owned by jws
  if (!jws || !cjose_jws_export(jws.get(), &text, &error)) fail("sign", error);
  return {base::Secret{text}, base::WallTime{base::Seconds{expires}}};
}

}  // namespace callroom::auth
