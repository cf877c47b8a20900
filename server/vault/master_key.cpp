#include "vault/master_key.hpp"

#include "base/base64.hpp"
#include "vault/hex.hpp"
#include "vault/kdf.hpp"

#include <algorithm>

namespace callroom::vault {
namespace {

constexpr std::size_t kIdBytes = 8;
constexpr std::string_view kIdInfo = "callroom master key id";
constexpr std::string_view kSeparators = ", \t\r\n";

std::vector<std::string_view> items_of(std::string_view text) {
  std::vector<std::string_view> items;
  for (;;) {
    const auto begin = text.find_first_not_of(kSeparators);
    if (begin == std::string_view::npos) return items;
    text.remove_prefix(begin);
    items.push_back(text.substr(0, text.find_first_of(kSeparators)));
    text.remove_prefix(items.back().size());
  }
}

}  // namespace

MasterKey make_master_key(const Key& key) { return {to_hex(hkdf_sha256(key.bytes(), {}, kIdInfo, kIdBytes)), key}; }

void MasterKeys::add_previous(MasterKey key) {
  if (find(key.id) == nullptr) keys_.push_back(std::move(key));
}

const MasterKey* MasterKeys::find(std::string_view id) const noexcept {
  const auto found = std::find_if(keys_.begin(), keys_.end(), [&](const MasterKey& key) { return key.id == id; });
  return found == keys_.end() ? nullptr : &*found;
}

std::string MasterKeys::ids() const {
  std::string ids;
  for (const auto& key : keys_) ids += (ids.empty() ? "" : ", ") + key.id;
  return ids;
}

std::optional<Key> parse_master_key(std::string_view text) {
  // 64 hex digits are base64 of 48 bytes, too: hex first, and of 32 bytes only one of the two can be meant.
  if (const auto bytes = from_hex(text)) return Key::of(*bytes);
  if (const auto bytes = base::base64_decode(text)) return Key::of(*bytes);
  if (const auto bytes = base::base64url_decode(text)) return Key::of(*bytes);
  return std::nullopt;
}

bool are_master_keys(std::string_view text) {
  const auto items = items_of(text);
  return std::all_of(items.begin(), items.end(), [](std::string_view item) { return parse_master_key(item); });
}

std::vector<MasterKey> parse_master_keys(std::string_view text, std::string_view source) {
  std::vector<MasterKey> keys;
  for (const auto item : items_of(text)) {
    const auto key = parse_master_key(item);
    if (!key) {
      throw KeyError(std::string{source} + ": key " + std::to_string(keys.size() + 1) + " is not valid; expected " +
                     std::string{kMasterKeyForm});
    }
    keys.push_back(make_master_key(*key));
  }
  return keys;
}

}  // namespace callroom::vault
