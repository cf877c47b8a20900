#include "auth/key_set.hpp"

#include "auth/cjose_verifier.hpp"
#include "auth/eddsa_verifier.hpp"
#include "auth/strict_json.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace callroom::auth {
namespace {

namespace json = boost::json;

/// A member that is a text, or nullopt when it is absent or something else.
std::optional<std::string_view> text_of(const json::object& jwk, const char* member) {
  const auto* value = jwk.if_contains(member);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string_view{value->get_string()};
}

/// RFC 7517, sections 4.2 and 4.3: a key may be marked as not meant for checking signatures.
bool is_for_signatures(const json::object& jwk) {
  if (jwk.contains("use") && text_of(jwk, "use") != "sig") return false;
  const auto* operations = jwk.if_contains("key_ops");
  if (operations == nullptr) return true;
  if (!operations->is_array()) return false;
  const auto& list = operations->get_array();
  return std::any_of(list.begin(), list.end(),
                     [](const json::value& operation) { return operation == json::value("verify"); });
}

std::shared_ptr<const SignatureVerifier> make_verifier(const json::object& jwk) {
  const auto type = text_of(jwk, "kty");
  if (type == "RSA") return make_rsa_verifier(jwk);
  if (type == "EC") return make_ec_verifier(jwk);
  if (type == "OKP") return make_eddsa_verifier(jwk);
  return nullptr;
}

/// RFC 7517, section 4.4: `alg`, where it stands, is the only algorithm that the key is for.
bool matches_its_algorithm(const json::object& jwk, const SignatureVerifier& verifier) {
  if (!jwk.contains("alg")) return true;
  const auto name = text_of(jwk, "alg");
  const auto algorithm = name ? parse_algorithm(*name) : std::nullopt;
  return algorithm && verifier.accepts(*algorithm);
}

}  // namespace

KeySet KeySet::parse(std::string_view text) {
  const auto root = parse_strict_object(text);
  const auto* keys = root ? root->if_contains("keys") : nullptr;
  if (keys == nullptr || !keys->is_array()) throw BadKeySet{"not a JSON Web Key Set"};
  if (keys->get_array().size() > kMaxKeys) throw BadKeySet{"a key set of more than 64 keys"};

  KeySet set;
  for (const auto& entry : keys->get_array()) {
    if (!entry.is_object()) throw BadKeySet{"a key set with an entry that is no key"};
    const auto& jwk = entry.get_object();
    if (!is_for_signatures(jwk)) continue;
    auto verifier = make_verifier(jwk);
    if (!verifier || !matches_its_algorithm(jwk, *verifier)) continue;
    const auto id = text_of(jwk, "kid");
    set.keys_.push_back({id ? std::optional{std::string{*id}} : std::nullopt, std::move(verifier)});
  }
  return set;
}

std::shared_ptr<const SignatureVerifier> KeySet::find(Algorithm algorithm,
                                                      const std::optional<std::string>& key_id) const {
  std::shared_ptr<const SignatureVerifier> found;
  for (const auto& key : keys_) {
    if (!key.verifier->accepts(algorithm) || (key_id && key.id != key_id)) continue;
    if (found) return nullptr;  // two keys could be meant: which one is not the token's to leave open
    found = key.verifier;
  }
  return found;
}

}  // namespace callroom::auth
