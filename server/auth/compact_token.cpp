#include "auth/compact_token.hpp"

#include "auth/strict_json.hpp"
#include "base/base64.hpp"

#include <boost/json/value.hpp>

namespace callroom::auth {
namespace {

struct Header {
  Algorithm algorithm;
  std::optional<std::string> key_id;
};

std::optional<Header> read_header(std::string_view encoded) {
  const auto text = base::base64url_decode(encoded);
  if (!text) return std::nullopt;
  const auto object = parse_strict_object(*text);
  if (!object || object->contains("crit")) return std::nullopt;

  const auto* name = object->if_contains("alg");
  if (name == nullptr || !name->is_string()) return std::nullopt;
  const auto algorithm = parse_algorithm(std::string_view{name->get_string()});
  if (!algorithm) return std::nullopt;

  Header header{*algorithm, std::nullopt};
  if (const auto* kid = object->if_contains("kid")) {
    if (!kid->is_string()) return std::nullopt;
    header.key_id = std::string{std::string_view{kid->get_string()}};
  }
  return header;
}

}  // namespace

std::optional<CompactToken> parse_compact(std::string_view text) {
  if (text.size() > kMaxTokenBytes) return std::nullopt;
  const auto first = text.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = text.find('.', first + 1);
  if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos) return std::nullopt;

  auto header = read_header(text.substr(0, first));
  if (!header) return std::nullopt;
  auto payload = base::base64url_decode(text.substr(first + 1, second - first - 1));
  auto signature = base::base64url_decode(text.substr(second + 1));
  if (!payload || !signature || signature->empty()) return std::nullopt;
  return CompactToken{.text = text,
                      .signed_part = text.substr(0, second),
                      .algorithm = header->algorithm,
                      .key_id = std::move(header->key_id),
                      .payload = *std::move(payload),
                      .signature = *std::move(signature)};
}

}  // namespace callroom::auth
