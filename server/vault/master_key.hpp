#pragma once

#include "base/result.hpp"
#include "vault/key.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace callroom::vault {

/// The key that wraps the data keys, and its name.
struct MasterKey {
  /// 16 hex digits made of the key (HKDF): the same for everybody who has it, says nothing about it.
  std::string id;
  Key key;
};
[[nodiscard]] MasterKey make_master_key(const Key& key);

/// The master keys in use: the first wraps, all unwrap. Never empty.
class MasterKeys {
 public:
  explicit MasterKeys(MasterKey current) : keys_{std::move(current)} {}
  /// For reading what an earlier key wrapped. One that is there already is not added again.
  void add_previous(MasterKey key);

  [[nodiscard]] const MasterKey& current() const noexcept { return keys_.front(); }
  /// Null: no key of that id.
  [[nodiscard]] const MasterKey* find(std::string_view id) const noexcept;
  /// "current, previous, …", for an error.
  [[nodiscard]] std::string ids() const;

 private:
  std::vector<MasterKey> keys_;
};

/// A key is not to be had or not in its form. what() is one line without any part of a key.
class KeyError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

inline constexpr std::string_view kMasterKeyForm = "32 bytes in base64 or as 64 hex digits (openssl rand -base64 32)";

/// 32 bytes in base64 (RFC 4648, either alphabet, padded or not) or as 64 hex digits.
[[nodiscard]] std::optional<Key> parse_master_key(std::string_view text);
/// True for a list of them, separated by commas, spaces or line ends; also for an empty one.
[[nodiscard]] bool are_master_keys(std::string_view text);
/// The keys of such a list. `source` names where it came from in the KeyError.
[[nodiscard]] std::vector<MasterKey> parse_master_keys(std::string_view text, std::string_view source);

}  // namespace callroom::vault
