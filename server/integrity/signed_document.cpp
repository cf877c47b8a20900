#include "integrity/signed_document.hpp"

#include "base/base64.hpp"
#include "integrity/canonical_json.hpp"

#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace callroom::integrity {
namespace {

namespace json = boost::json;

std::optional<std::string_view> text_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string_view{value->get_string()};
}

std::optional<app::Signature> signature_of(const json::object& document) {
  const auto* member = document.if_contains("signature");
  if (member == nullptr || !member->is_object()) return std::nullopt;
  const auto& signature = member->get_object();
  const auto key = text_of(signature, "kid");
  const auto value = text_of(signature, "value");
  if (text_of(signature, "alg") != "EdDSA" || !key || !value) return std::nullopt;
  auto bytes = base::base64url_decode(*value);
  if (!bytes) return std::nullopt;
  return app::Signature{std::string{*key}, *std::move(bytes)};
}

}  // namespace

json::object sign_document(app::Signer& signer, json::object document) {
  if (!text_of(document, "type")) throw std::invalid_argument("a signed document names its type");
  if (document.contains("signature")) throw std::invalid_argument("the document is signed already");
  const auto signature = signer.sign(canonical_json(document));
  document["signature"] =
      json::object{{"alg", "EdDSA"}, {"kid", signature.key_id}, {"value", base::base64url_encode(signature.bytes)}};
  return document;
}

Verdict verify_document(const std::vector<app::PublicKey>& keys, const json::object& document, std::string_view type) {
  const auto signature = signature_of(document);
  if (!signature || text_of(document, "type") != type) return Verdict::kUnsigned;
  auto signed_part = document;
  signed_part.erase("signature");
  try {
    return verify(keys, canonical_json(signed_part), *signature);
  } catch (const std::invalid_argument&) {
    return Verdict::kBadSignature;  // what cannot be spelt canonically was never signed by us
  }
}

}  // namespace callroom::integrity
