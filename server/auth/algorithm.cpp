#include "auth/algorithm.hpp"

#include <array>
#include <utility>

namespace callroom::auth {
namespace {

constexpr std::array<std::pair<Algorithm, std::string_view>, 6> kNames{{{Algorithm::kHs256, "HS256"},
                                                                        {Algorithm::kHs384, "HS384"},
                                                                        {Algorithm::kHs512, "HS512"},
                                                                        {Algorithm::kRs256, "RS256"},
                                                                        {Algorithm::kEs256, "ES256"},
                                                                        {Algorithm::kEdDsa, "EdDSA"}}};

}  // namespace

std::string_view to_string(Algorithm algorithm) noexcept {
  for (const auto& [known, name] : kNames) {
    if (known == algorithm) return name;
  }
  return "?";
}

std::optional<Algorithm> parse_algorithm(std::string_view name) noexcept {
  for (const auto& [algorithm, known] : kNames) {
    if (known == name) return algorithm;
  }
  return std::nullopt;
}

}  // namespace callroom::auth
