// Arbitrary text as a token: taken apart, its claims read, and held against a secret that it was not signed with.
#include "auth/claims.hpp"
#include "auth/compact_token.hpp"
#include "auth/jwt.hpp"
#include "auth/key_set.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace callroom;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  static const base::ManualClock clock;
  static const auth::JwtVerifier verifier{
      {.secret = base::Secret{"a secret that signed none of the corpus"}, .keys = nullptr, .rules = {}}, clock};
  if (verifier.verify(text).has_value()) std::abort();
  if (const auto token = auth::parse_compact(text)) {
    static_cast<void>(auth::read_claims(token->payload, {"issuer", "audience"}));
  }
  if (const auto claims = auth::read_claims(text, {})) static_cast<void>(auth::check_time(*claims, clock.now()));
  try {
    static_cast<void>(auth::KeySet::parse(text));
  } catch (const auth::BadKeySet&) {
    // what a text that is no key set must lead to
  }
  return 0;
}
