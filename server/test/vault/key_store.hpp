#pragma once

#include "vault/data_key.hpp"
#include "vault/master_key.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace callroom::vault::test {

/// Wrapped keys in memory, for a test to look at and to damage.
class MapKeyStore final : public KeyStore {
 public:
  std::optional<StoredKey> by_id(std::string_view id) override {
    const auto found = keys.find(std::string{id});
    if (found == keys.end()) return std::nullopt;
    return found->second;
  }
  std::optional<StoredKey> live(std::string_view scope) override {
    for (const auto& [id, key] : keys) {
      if (key.scope == scope && !key.destroyed()) return key;
    }
    return std::nullopt;
  }
  StoredKey add(const StoredKey& key) override {
    if (quicker) {
      const auto other = *std::exchange(quicker, std::nullopt);
      keys.emplace(other.id, other);
      return other;
    }
    keys.emplace(key.id, key);
    return key;
  }

  StoredKey& only(std::string_view scope) {
    for (auto& [id, key] : keys) {
      if (key.scope == scope) return key;
    }
    throw std::out_of_range(std::string{scope});
  }

  std::map<std::string, StoredKey> keys;
  /// Another process's key, which is there when the next one comes to be added.
  std::optional<StoredKey> quicker;
};

/// A master key of 32 times this byte.
inline MasterKey master_of(char byte) { return make_master_key(Key::of(std::string(Key::kBytes, byte)).value()); }

}  // namespace callroom::vault::test
