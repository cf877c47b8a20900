// Arbitrary text where a sealed value is stored: taken apart, and held against a key that sealed none of it. And as a
// value: what is sealed opens to the same bytes in its own place, and nowhere else.
#include "vault/sealed_text.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace callroom::vault;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  static const DataKey key{"00112233445566ff", Key::random()};
  constexpr Place kHere{"users", "65f000000000000000000001", "name"};
  constexpr Place kThere{"users", "65f000000000000000000001", "email"};

  if (const auto parts = parse_sealed(text); parts && open(key, kHere, *parts)) std::abort();

  const auto sealed = parse_sealed(seal(key, kHere, text));
  if (!sealed || sealed->key_id != key.id || open(key, kHere, *sealed) != text || open(key, kThere, *sealed)) {
    std::abort();
  }
  return 0;
}
