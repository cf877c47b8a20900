#include "rest/request_id.hpp"

#include "base/random.hpp"

#include <algorithm>
#include <array>

namespace callroom::rest {
namespace {

constexpr std::size_t kLongest = 64;
constexpr std::size_t kRandomBytes = 15;  // 120 bits, 20 characters: no two requests share one

bool is_safe(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

}  // namespace

std::string new_request_id() { return base::random_token(kRandomBytes); }

std::string request_id_for(const http::Request& request) {
  const auto given = request.headers.find("x-request-id").value_or("");
  const bool safe = !given.empty() && given.size() <= kLongest && std::all_of(given.begin(), given.end(), is_safe);
  return safe ? std::string{given} : new_request_id();
}

bool is_known_method(std::string_view method) noexcept {
  constexpr std::array<std::string_view, 9> kKnown{"GET",    "HEAD",    "POST",    "PUT",  "PATCH",
                                                   "DELETE", "OPTIONS", "CONNECT", "TRACE"};
  return std::find(kKnown.begin(), kKnown.end(), method) != kKnown.end();
}

}  // namespace callroom::rest
