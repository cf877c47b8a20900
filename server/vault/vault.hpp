#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "base/result.hpp"
#include "vault/data_key.hpp"
#include "vault/key_cache.hpp"
#include "vault/master_key.hpp"
#include "vault/sealed_text.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace callroom::vault {

enum class OpenError : std::uint8_t {
  kErased,   ///< Its key was destroyed: nobody can read it any more.
  kChanged,  ///< Not what was sealed for this place: changed, or moved here from elsewhere.
};

/// Seals and opens values with data keys, and wraps those with the master key:
///
///   master key ── wraps ──► data key of a user, a session, the installation ── seals ──► values
///
/// The wrapped keys are the store's (KeyStore). Thread-safe, as far as the KeyStore given is.
class Vault {
 public:
  /// Reads the master keys again, when something is wrapped by one that is not known yet: a rotation in progress.
  using Reload = std::function<MasterKeys()>;

  explicit Vault(MasterKeys keys) : Vault(std::move(keys), {}, kNoClock) {}
  /// `clock` bounds how often `reload` is called; it must outlive this.
  Vault(MasterKeys keys, Reload reload, const base::Clock& clock);

  /// The key of `scope`; made and added to `store` if there is none. Throws KeyError: no master key unwraps it.
  [[nodiscard]] std::shared_ptr<const DataKey> key_of(KeyStore& store, std::string_view scope) const;

  /// The plain text of a stored value. What is in no sealed form, or of a key that was never in this store, was stored
  /// in plain before there was encryption and is given as it is. Throws KeyError as key_of.
  [[nodiscard]] base::Result<std::string, OpenError> open(KeyStore& store, const Place& place,
                                                          std::string stored) const;
  /// True when `stored` is sealed by a key of `store`.
  [[nodiscard]] static bool is_sealed(KeyStore& store, std::string_view stored);

  /// A keyed hash (HMAC-SHA-256, base64url) that is equal for equal values: for look-ups and uniqueness without the
  /// value. `kind` keeps hashes of different fields apart. Its key hangs on the installation's data key, so that a new
  /// master key changes no hash.
  [[nodiscard]] std::string lookup(KeyStore& store, std::string_view kind, std::string_view value) const;

  /// The same data key under the current master key. Throws KeyError as key_of. Not for a destroyed one.
  [[nodiscard]] StoredKey rewrap(const StoredKey& stored) const;
  [[nodiscard]] std::string current_master_key_id() const;

  /// For a key of its own that is not for values (a backup): the current master key, and the one of an id (throws
  /// KeyError when there is none).
  [[nodiscard]] MasterKey current_master_key() const;
  [[nodiscard]] MasterKey master_key(std::string_view id) const;

 private:
  struct Masters {
    MasterKeys keys;
    base::SteadyTime next_reload{};
  };

  [[nodiscard]] std::shared_ptr<const DataKey> unwrap(const StoredKey& stored) const;
  [[nodiscard]] StoredKey wrap(const DataKey& key, std::string_view scope) const;

  /// For a vault that reloads nothing.
  static inline const base::SystemClock kNoClock;

  void reload_masters() const;

  const Reload reload_;
  const base::Clock& clock_;
  mutable base::Guarded<Masters> masters_;
  mutable KeyCache cache_;
};

}  // namespace callroom::vault
