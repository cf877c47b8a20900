#include "vault/vault.hpp"

#include "base/base64.hpp"
#include "base/random.hpp"
#include "vault/aead.hpp"
#include "vault/associated.hpp"
#include "vault/hex.hpp"
#include "vault/kdf.hpp"

#include <array>
#include <utility>

namespace callroom::vault {
namespace {

/// Keys in memory, for each of two generations: about 200 bytes each.
constexpr std::size_t kMostCachedKeys = 4096;
/// A key that stays unknown must not have the file or command of keys read for every record.
constexpr base::Seconds kBetweenReloads{1};

std::string bound_to(const StoredKey& key) {
  return associated({"callroom data key", key.id, key.scope, key.master_key_id});
}

std::string random_key_id() {
  std::array<std::uint8_t, kKeyIdBytes> id{};
  base::random_bytes(id);
  return to_hex({reinterpret_cast<const char*>(id.data()), id.size()});
}

}  // namespace

Vault::Vault(MasterKeys keys, Reload reload, const base::Clock& clock)
    : reload_(std::move(reload)), clock_(clock), masters_(Masters{std::move(keys), {}}), cache_(kMostCachedKeys) {}

std::shared_ptr<const DataKey> Vault::key_of(KeyStore& store, std::string_view scope) const {
  if (const auto stored = store.live(scope)) return unwrap(*stored);
  auto made = std::make_shared<const DataKey>(DataKey{random_key_id(), Key::random()});
  const auto stored = wrap(*made, scope);
  if (const auto kept = store.add(stored); kept.id != stored.id) return unwrap(kept);
  cache_.add(stored, made);
  return made;
}

base::Result<std::string, OpenError> Vault::open(KeyStore& store, const Place& place, std::string stored) const {
  const auto parts = parse_sealed(stored);
  if (!parts) return stored;
  const auto key = store.by_id(parts->key_id);
  if (!key) return stored;
  if (key->destroyed()) {
    cache_.drop(key->id);
    return OpenError::kErased;
  }
  auto plain = vault::open(*unwrap(*key), place, *parts);
  if (!plain) return OpenError::kChanged;
  return *std::move(plain);
}

bool Vault::is_sealed(KeyStore& store, std::string_view stored) {
  const auto parts = parse_sealed(stored);
  return parts && store.by_id(parts->key_id);
}

std::string Vault::lookup(KeyStore& store, std::string_view kind, std::string_view value) const {
  const auto key = derive(key_of(store, kInstallation)->key, {}, "callroom look-up " + std::string{kind});
  return base::base64url_encode(hmac_sha256(key.bytes(), value));
}

StoredKey Vault::rewrap(const StoredKey& stored) const { return wrap(*unwrap(stored), stored.scope); }

std::string Vault::current_master_key_id() const { return masters_.lock()->keys.current().id; }
MasterKey Vault::current_master_key() const { return masters_.lock()->keys.current(); }

MasterKey Vault::master_key(std::string_view id) const {
  for (const bool again : {true, false}) {
    {
      auto masters = masters_.lock();
      if (const auto* key = masters->keys.find(id)) return *key;
    }
    if (again) reload_masters();
  }
  throw KeyError("the master key " + std::string{id} + " is needed and not configured; there is " +
                 masters_.lock()->keys.ids() + " (encryption.key, encryption.previous_keys)");
}

void Vault::reload_masters() const {
  if (!reload_) return;
  {
    auto masters = masters_.lock();
    const auto now = clock_.steady_now();
    if (now < masters->next_reload) return;
    masters->next_reload = now + kBetweenReloads;
  }
  auto keys = reload_();  // outside the lock: it reads a file or runs a command
  masters_.lock()->keys = std::move(keys);
}

std::shared_ptr<const DataKey> Vault::unwrap(const StoredKey& stored) const {
  if (auto cached = cache_.find(stored)) return cached;
  const auto bytes = base::base64url_decode(stored.wrapped).value_or("");
  const auto nonce = std::string_view{bytes}.substr(0, kNonceBytes);
  if (nonce.size() == kNonceBytes) {
    const auto plain = aead_open(master_key(stored.master_key_id).key, nonce, bound_to(stored),
                                 std::string_view{bytes}.substr(kNonceBytes));
    const auto key = plain ? Key::of(*plain) : std::nullopt;
    if (key) {
      auto unwrapped = std::make_shared<const DataKey>(DataKey{stored.id, *key});
      cache_.add(stored, unwrapped);
      return unwrapped;
    }
  }
  throw KeyError("the data key " + stored.id + " of " + stored.scope + " was changed: it cannot be unwrapped");
}

StoredKey Vault::wrap(const DataKey& key, std::string_view scope) const {
  const auto master = current_master_key();
  StoredKey stored{key.id, std::string{scope}, {}, master.id};
  const auto nonce = random_nonce();
  stored.wrapped = base::base64url_encode(nonce + aead_seal(master.key, nonce, bound_to(stored), key.key.bytes()));
  return stored;
}

}  // namespace callroom::vault
