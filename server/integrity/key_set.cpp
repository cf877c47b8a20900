#include "integrity/key_set.hpp"

#include "base/base64.hpp"
#include "base/iso_time.hpp"
#include "integrity/ed25519.hpp"
#include "integrity/sha256.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <stdexcept>

namespace callroom::integrity {
namespace {

namespace json = boost::json;

[[noreturn]] void refuse(const std::string& why) { throw std::runtime_error("not a key set: " + why); }

json::object to_jwk(const app::PublicKey& key) {
  json::object jwk{{"kty", "OKP"},
                   {"crv", "Ed25519"},
                   {"use", "sig"},
                   {"alg", "EdDSA"},
                   {"kid", key.id},
                   {"x", base::base64url_encode(key.bytes)},
                   {"createdAt", base::to_iso(key.created_at)}};
  if (key.retired_at) jwk["retiredAt"] = base::to_iso(*key.retired_at);
  return jwk;
}

std::string_view text_of(const json::object& jwk, std::string_view name) {
  const auto* value = jwk.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view{value->get_string()} : std::string_view{};
}

std::optional<base::WallTime> time_of(const json::object& jwk, std::string_view name) {
  const auto* value = jwk.if_contains(name);
  if (value == nullptr) return std::nullopt;
  const auto time = base::from_iso(text_of(jwk, name));
  if (!time) refuse(std::string{name} + " is no time");
  return time;
}

app::PublicKey from_jwk(const json::object& jwk) {
  const auto bytes = base::base64url_decode(text_of(jwk, "x"));
  if (!bytes || bytes->size() != kPublicKeyBytes) refuse("x is not 32 bytes in base64url");
  std::string id{text_of(jwk, "kid")};
  if (id != thumbprint(*bytes)) refuse("kid '" + id + "' is not the thumbprint of its key");
  return {std::move(id), *bytes, time_of(jwk, "createdAt").value_or(base::WallTime{}), time_of(jwk, "retiredAt")};
}

}  // namespace

std::string thumbprint(std::string_view public_key) {
  const auto text = R"({"crv":"Ed25519","kty":"OKP","x":")" + base::base64url_encode(public_key) + "\"}";
  const auto digest = sha256(text);
  return base::base64url_encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string write_key_set(const std::vector<app::PublicKey>& keys) {
  json::array jwks;
  for (const auto& key : keys) jwks.push_back(to_jwk(key));
  return json::serialize(json::object{{"keys", std::move(jwks)}});
}

std::vector<app::PublicKey> read_key_set(std::string_view text) {
  boost::system::error_code error;
  const auto document = json::parse(text, error);
  if (error) refuse(error.message());
  const auto* jwks = document.is_object() ? document.get_object().if_contains("keys") : nullptr;
  if (jwks == nullptr || !jwks->is_array()) refuse("it has no list of keys");
  std::vector<app::PublicKey> keys;
  for (const auto& jwk : jwks->get_array()) {
    if (!jwk.is_object()) refuse("a key is no object");
    const auto& object = jwk.get_object();
    if (text_of(object, "kty") != "OKP" || text_of(object, "crv") != "Ed25519") continue;
    keys.push_back(from_jwk(object));
  }
  return keys;
}

}  // namespace callroom::integrity
