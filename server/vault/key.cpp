#include "vault/key.hpp"

#include "base/random.hpp"

#include <openssl/crypto.h>
#include <algorithm>

namespace callroom::vault {

Key Key::random() {
  Key key;
  base::random_bytes(key.bytes_);
  return key;
}

std::optional<Key> Key::of(std::string_view bytes) {
  if (bytes.size() != kBytes) return std::nullopt;
  Key key;
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

Key::~Key() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

}  // namespace callroom::vault
