#pragma once

#include "vault/key.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace callroom::vault {

inline constexpr std::size_t kKeyIdBytes = 8;

/// What seals the values of one scope. Many have one person's or session's values; without it they are noise.
struct DataKey {
  std::string id;  ///< 16 hex digits, random.
  Key key;
};

/// A data key as the store keeps it: the `callroomkeys` collection.
struct StoredKey {
  std::string id;
  std::string scope;          ///< user_scope(), session_scope() or kInstallation.
  std::string wrapped;        ///< base64url(nonce | key, sealed by the master key | tag); empty: destroyed.
  std::string master_key_id;  ///< Of the key that wraps it.

  [[nodiscard]] bool destroyed() const noexcept { return wrapped.empty(); }
};

/// For what belongs to no user and no session, and for look-ups.
inline constexpr std::string_view kInstallation = "installation";
[[nodiscard]] inline std::string user_scope(std::string_view id) { return "user:" + std::string{id}; }
[[nodiscard]] inline std::string session_scope(std::string_view id) { return "session:" + std::string{id}; }

/// Where the wrapped keys are: the store that holds the values, in the same transaction.
class KeyStore {
 public:
  virtual ~KeyStore() = default;
  [[nodiscard]] virtual std::optional<StoredKey> by_id(std::string_view id) = 0;
  /// The key of a scope that is not destroyed; there is one at most.
  [[nodiscard]] virtual std::optional<StoredKey> live(std::string_view scope) = 0;
  /// Durable no later than the value that it seals. Gives the live key of its scope: this one, or another's that was
  /// quicker.
  [[nodiscard]] virtual StoredKey add(const StoredKey& key) = 0;
};

}  // namespace callroom::vault
